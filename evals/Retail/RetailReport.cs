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
    public required IReadOnlyList<CoveragePoint> RiskCoverage { get; init; }
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
            PassHatK = PassHat(trials),
            Automatic = new Automatic(automatic.Count, automatic.Count(t => t.IsRight)),
            Escalated = new Escalated(handedOver.Count, handedOver.Count(t => t.IsRightHandOver)),
            WrongWrites = trials.Sum(t => t.WrongWrites.Count),
            NeedlessEscalations = handedOver.Count(t => t.ReferenceChanges),
            RiskCoverage = Coverage(automatic, trials.Count),
            Model = head.Model,
            PolicyHash = head.PolicyHash,
            Requests = trials,
            Seconds = head.Seconds,
        };
    }

    /// <summary>Of n repeats with c passes, k drawn without putting back all pass with C(c,k)/C(n,k).</summary>
    private static List<double> PassHat(IReadOnlyList<RetailTrial> trials)
    {
        var tallies = trials.GroupBy(t => t.Id).Select(g => (N: g.Count(), C: g.Count(t => t.Passed))).ToList();
        var most = tallies.Count == 0 ? 0 : tallies.Min(t => t.N);
        return [.. Enumerable.Range(1, most).Select(k => tallies.Average(t => Enumerable.Range(0, k).Aggregate(1.0, (all, i) => all * Math.Max(0, t.C - i) / (t.N - i))))];
    }

    private static List<CoveragePoint> Coverage(List<RetailTrial> automatic, int all)
    {
        var points = new List<CoveragePoint>();
        var (count, right) = (0, 0);
        foreach (var level in automatic.GroupBy(t => t.Confidence).OrderByDescending(g => g.Key))
        {
            count += level.Count();
            right += level.Count(t => t.IsRight);
            points.Add(new CoveragePoint(level.Key, (double)count / all, (double)right / count));
        }

        return points;
    }
}

/// <param name="Count">Finished by itself; a hand-over is never in it, also where the right end state is the unchanged shop.</param>
public sealed record Automatic(int Count, int Correct);

/// <param name="Right">Handed over where the reference changes nothing.</param>
public sealed record Escalated(int Count, int Right);

/// <param name="Confidence">Everything at least this sure.</param>
/// <param name="Coverage">0–1, of all trials.</param>
/// <param name="Accuracy">0–1, of the covered.</param>
public sealed record CoveragePoint(decimal Confidence, double Coverage, double Accuracy);
