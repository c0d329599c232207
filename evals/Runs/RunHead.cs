using System.Text.Json.Serialization;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Runs;

/// <summary>What a run is: enough to go on with it, to grade its gate and to compare it, without the suite's files.</summary>
public sealed record RunHead
{
    /// <summary>Of the files in a run's folder; raised when they change.</summary>
    public int Format { get; init; } = 1;
    public required string Suite { get; init; }
    public required string SuiteHash { get; init; }
    public required string DatasetHash { get; init; }
    public required string Model { get; init; }
    public required string Policy { get; init; }
    public required string PolicyHash { get; init; }
    public required string PromptsHash { get; init; }
    public required ulong Seed { get; init; }
    public required int Repeats { get; init; }
    public required IReadOnlyList<string> Graders { get; init; }
    public required Gate Gate { get; init; }

    /// <summary>Keys of all trials, in the order of the dataset.</summary>
    public required IReadOnlyList<string> Planned { get; init; }

    /// <summary>Same for the same configuration; a run may only be gone on with under the same.</summary>
    [JsonIgnore] public string Hash => StoreJson.Hash(this with { Planned = [] });
}
