using System.Text.Json.Serialization;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Runs;

/// <summary>One graded trial as a run keeps it. Everything but <see cref="Times"/> is the same for the same seed.</summary>
public sealed record TrialLine
{
    public required string Case { get; init; }

    /// <summary>0 for the first trial of a case.</summary>
    public required int Repeat { get; init; }

    /// <summary>What its trials have in common with others, usually the customer; intervals are clustered by it.</summary>
    public required string Cluster { get; init; }
    public string About { get; init; } = "";

    /// <summary>Topic → value: mode, language, expected verdict, and what the case adds.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = new Dictionary<string, string>();

    /// <summary>Cases of one pair differ in words only and must be given the same money; null for a case of its own.</summary>
    public string? Pair { get; init; }

    /// <summary>True when every grader is content and nothing broke.</summary>
    public required bool Passed { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why no verdict on the agent is possible: no model answered, or the machinery broke. Never a pass.</summary>
    public string? Error { get; init; }
    public string Expected { get; init; } = "";
    public string Found { get; init; } = "";

    /// <summary>True when it was finished without a person. A hand-over is never that, also where nothing had to change.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>How sure the diagnosis was, 0–1.</summary>
    public double Confidence { get; init; }

    /// <summary>Money and credit given, in the currency of <see cref="Currency"/>, minor units.</summary>
    public long GivenMinor { get; init; }
    public string Currency { get; init; } = "";
    public TrialUse Use { get; init; } = new(0, 0, 0, 0);
    public IReadOnlyList<TrialProposal> Proposals { get; init; } = [];
    public IReadOnlyList<ShopEffect> Effects { get; init; } = [];
    public IReadOnlyList<TrialMessage> Messages { get; init; } = [];
    public IReadOnlyList<TranscriptEntry> Transcript { get; init; } = [];

    /// <summary>Lines of the right end state and of the one that was found.</summary>
    public IReadOnlyList<string> Right { get; init; } = [];
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whose fault a failure is; null for a pass.</summary>
    public Blame? Blame { get; init; }
    public TrialTimes Times { get; init; } = new(0, 0);

    [JsonIgnore] public string Key => KeyOf(Case, Repeat);

    public static string KeyOf(string caseId, int repeat) => $"{caseId}#{repeat}";
}

/// <param name="Grader">Name of the grader.</param>
public sealed record Finding(string Grader, string Text);

/// <summary>What the models of a trial used. Money is millionths of the price list's currency unit.</summary>
public sealed record TrialUse(int Turns, long TokensIn, long TokensOut, long CostMicros);

/// <summary>Real time: the only part of a trial that may differ between equal runs.</summary>
/// <param name="Seconds">Of the whole trial.</param>
/// <param name="ModelMs">Of its model calls.</param>
public sealed record TrialTimes(double Seconds, long ModelMs);

/// <param name="Who">"customer", "source", "agent", "tool", "policy" or "shop".</param>
/// <param name="Title">One line: the tool's name, the verdict, the subject.</param>
/// <param name="Text">The words, arguments or answer; may be long.</param>
public sealed record TranscriptEntry(string Who, string Title, string Text);

/// <param name="Party">agent, simulator, gold label, ambiguous policy, tool or model.</param>
/// <param name="Why">What showed it.</param>
/// <param name="IsDecided">True when a counter-run decided it; false for the likeliest reading.</param>
public sealed record Blame(string Party, string Why, bool IsDecided);
