using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals.Retail;

/// <summary>What a run of written requests showed. Counts are trials.</summary>
public sealed record RetailReport
{
    public required int Trials { get; init; }

    /// <summary>Finished by itself and right, or handed over where nothing could be changed.</summary>
    public required int Passed { get; init; }

    /// <summary>For k = 1 … repeats: the chance that k repeats of one request all pass, unbiased, over all requests.</summary>
    public required IReadOnlyList<double> PassHatK { get; init; }
    public required Automatic Automatic { get; init; }
    public required Escalated Escalated { get; init; }
    public required int WrongWrites { get; init; }

    /// <summary>Handed over although the reference changes the shop; an upper bound, because some texts leave out what is needed.</summary>
    public required int NeedlessEscalations { get; init; }

    /// <summary>What was finished by itself, the surest first: how much of all requests, and how much of it is right.</summary>
    public required IReadOnlyList<RiskPoint> RiskCoverage { get; init; }
    public required RetailIntervals Intervals { get; init; }
    public required string Model { get; init; }
    public required string PolicyHash { get; init; }
    public required IReadOnlyList<RetailTrial> Requests { get; init; }
    public required double Seconds { get; init; }

    public static RetailReport Of(IReadOnlyList<RetailTrial> trials, (string Model, string PolicyHash, double Seconds) head)
    {
        var automatic = trials.Where(t => t.Finished).ToList();
        var handedOver = trials.Where(t => !t.Finished).ToList();
        return new RetailReport
        {
            Trials = trials.Count,
            Passed = trials.Count(t => t.Passed),
            PassHatK = PassPower.Curve([.. trials.GroupBy(t => t.Id).Select(g => new CaseCount(g.Count(), g.Count(t => t.Passed)))]),
            Automatic = new Automatic(automatic.Count, automatic.Count(t => t.IsRight)),
            Escalated = new Escalated(handedOver.Count, handedOver.Count(t => t.IsRightHandOver)),
            WrongWrites = trials.Sum(t => t.WrongWrites.Count),
            NeedlessEscalations = handedOver.Count(t => t.ReferenceChanges),
            RiskCoverage = Statistics.RiskCoverage.Of(automatic.Select(t => new Judged((double)t.Confidence, !t.IsRight)), handedOver.Count).Points,
            Intervals = new RetailIntervals(TicketShare.Interval(automatic.Select(t => (t.Id, t.IsRight))), TicketShare.Interval(trials.Select(t => (t.Id, t.Finished)))),
            Model = head.Model,
            PolicyHash = head.PolicyHash,
            Requests = trials,
            Seconds = head.Seconds,
        };
    }
}

/// <param name="Count">Finished by itself; a hand-over is never in it, also where the right end state is the unchanged shop.</param>
public sealed record Automatic(int Count, int Correct);

/// <param name="Right">Handed over where the reference changes nothing.</param>
public sealed record Escalated(int Count, int Right);

/// <summary>95 % of the shares, whole requests drawn.</summary>
/// <param name="AutomaticCorrect">Of what was finished by itself; null when nothing was.</param>
/// <param name="Automatic">Of all trials.</param>
public sealed record RetailIntervals(Interval? AutomaticCorrect, Interval? Automatic);
