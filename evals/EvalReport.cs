using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals;

/// <summary>What a run showed. Counts are trials, shares 0–1; everything but <see cref="Times"/> is the same for the same seed.</summary>
public sealed record EvalReport
{
    public required string Suite { get; init; }
    public required string Model { get; init; }
    public required string PolicyHash { get; init; }
    public required ulong Seed { get; init; }
    public required int Repeats { get; init; }

    /// <summary>Trials the run is to have; more than <see cref="Trials"/> while it is unfinished.</summary>
    public required int Planned { get; init; }
    public bool IsFinished => Trials == Planned;
    public required int Trials { get; init; }
    public required int Passed { get; init; }
    public required int Failed { get; init; }

    /// <summary>Of the failed ones: trials that no model answered or whose machinery broke. They say nothing of the agent.</summary>
    public required int Errors { get; init; }

    /// <summary>Of the pass rate, 95 %, clustered by customer.</summary>
    public required Interval PassedInterval { get; init; }

    /// <summary>pass^1 … pass^K.</summary>
    public required IReadOnlyList<double> PassHatK { get; init; }
    public required Handling Handling { get; init; }
    public required RiskTable Risk { get; init; }
    public required IReadOnlyDictionary<string, Tally> ByGrader { get; init; }
    public required IReadOnlyDictionary<string, Tally> ByMode { get; init; }
    public required IReadOnlyList<SliceRow> Slices { get; init; }

    /// <summary>Pairs whose trials were not given the same money.</summary>
    public required PairTable Pairs { get; init; }

    /// <summary>Party → failed trials.</summary>
    public required IReadOnlyDictionary<string, int> Blame { get; init; }
    public required Spent Spent { get; init; }
    public required IReadOnlyList<CaseGrade> Cases { get; init; }
    public required GateAnswer Gate { get; init; }
    public required RunTimes Times { get; init; }
}

public sealed record Tally(int Passed, int Failed);

/// <param name="Automatic">Finished without a person; a hand-over is never that.</param>
/// <param name="Correct">Of those, passed.</param>
/// <param name="Escalated">Given to a person.</param>
/// <param name="EscalatedRight">Of those, where a person was right to ask.</param>
/// <param name="NeedlessEscalations">A person was asked without need.</param>
/// <param name="Unauthorised">Trials with an effect that nobody allowed.</param>
/// <param name="Forbidden">Trials with an effect that must not be.</param>
public sealed record Handling(int Automatic, int Correct, int Escalated, int EscalatedRight, int NeedlessEscalations, int Unauthorised, int Forbidden);

/// <param name="Largest">By error bound: the largest share done automatically whose error here is at most the bound.</param>
/// <param name="LargestSurely">The same with 95 % confidence for new cases.</param>
public sealed record RiskTable(
    IReadOnlyList<RiskPoint> Points, IReadOnlyDictionary<string, RiskPoint?> Largest, IReadOnlyDictionary<string, RiskPoint?> LargestSurely, double? Area);

/// <param name="Differing">Each "pair: case 0.00 EUR, case 5.00 EUR".</param>
public sealed record PairTable(int Pairs, IReadOnlyList<string> Differing);

/// <param name="CostMicros">Of all model calls, millionths of the price list's currency unit; answers from the cache count as when they were paid.</param>
/// <param name="GivenMinor">Money and credit given to customers, by currency.</param>
public sealed record Spent(long TokensIn, long TokensOut, long CostMicros, int Turns, IReadOnlyDictionary<string, long> GivenMinor);

/// <param name="Failures">Each "grader: what was wrong", in the order of the suite's graders; of every trial that failed, once.</param>
public sealed record CaseGrade(string Id, bool Passed, IReadOnlyList<string> Failures)
{
    public int Trials { get; init; } = 1;
    public int TrialsPassed { get; init; }
    public Blame? Blame { get; init; }
}

/// <param name="Reasons">Each bound that was missed.</param>
/// <param name="Because">The suite's own reason for a bound below 1; null where it has none.</param>
public sealed record GateAnswer(bool Passed, IReadOnlyList<string> Reasons, string? Because)
{
    /// <summary>What misses no bound but should be known: a known failure that passes now.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Real time; differs between equal runs.</summary>
/// <param name="Seconds">Of the whole run, this time; 0 when it was only read.</param>
/// <param name="TrialSecondsMean">Of one trial.</param>
/// <param name="TrialSecondsP95">One trial of twenty took longer.</param>
/// <param name="ModelMs">Sum over all model calls.</param>
public sealed record RunTimes(double Seconds, double TrialSecondsMean, double TrialSecondsP95, long ModelMs);
