namespace AgenticRecovery.Evals.Suites;

/// <summary>What is run, how it is graded, and how good is good enough.</summary>
public sealed record EvalSuite
{
    public required string Name { get; init; }
    public required string Dataset { get; init; }

    /// <summary>Files with the cases, in the order they are run.</summary>
    public IReadOnlyList<string> Datasets { get => field ?? [Dataset]; init; }
    public required string Shop { get; init; }

    /// <summary>Relative times of the dataset count from here, and the trial's clock starts here.</summary>
    public required DateTimeOffset StartAt { get; init; }
    public required string Model { get; init; }
    public required string Policy { get; init; }

    /// <summary>Names, in the order they are asked.</summary>
    public required IReadOnlyList<string> Graders { get; init; }
    public required CostLimits Limits { get; init; }
    public required Gate Gate { get; init; }

    /// <summary>Trials of each case.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Of the resampling behind intervals.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <param name="Turns">Most model calls for one case.</param>
/// <param name="CostMicros">Most millionths of the price list's currency unit for one case.</param>
public sealed record CostLimits(int Turns, long CostMicros);

/// <summary>The bounds a run must hold. Shares are 0–1 of the trials.</summary>
/// <param name="Passed">Least share of trials that pass every grader.</param>
/// <param name="Graders">Least share of trials that pass one grader.</param>
/// <param name="Because">Why <paramref name="Passed"/> is below 1; required then.</param>
/// <param name="Known">Cases that may fail, with the fault of the program behind it; any other failure misses the gate.</param>
public sealed record Gate(
    decimal Passed, IReadOnlyDictionary<string, decimal> Graders, string? Because, IReadOnlyDictionary<string, string> Known)
{
    /// <summary>Least values of metrics (<see cref="GateMetrics"/>).</summary>
    public IReadOnlyDictionary<string, decimal> AtLeast { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Largest values of metrics.</summary>
    public IReadOnlyDictionary<string, decimal> AtMost { get; init; } = new Dictionary<string, decimal>();
}
