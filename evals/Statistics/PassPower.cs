namespace AgenticRecovery.Evals.Statistics;

/// <summary>
/// pass^k: the chance that k independent trials of a case all pass. Of n trials with c passes the unbiased estimate is
/// C(c,k) / C(n,k) (Yao et al. 2024, τ-bench, eq. 1); c/n to the power of k is too high.
/// </summary>
public static class PassPower
{
    /// <param name="trials">n, at least <paramref name="k"/>.</param>
    /// <param name="passed">c, 0 to n.</param>
    /// <param name="k">At least 1.</param>
    public static double Of(int trials, int passed, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, k);
        ArgumentOutOfRangeException.ThrowIfNegative(passed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passed, trials);
        // C(c,k)/C(n,k) as a product of k small fractions: no factorial that overflows.
        var share = 1.0;
        for (var i = 0; i < k; i++)
            share *= passed - i <= 0 ? 0 : (double)(passed - i) / (trials - i);
        return share;
    }

    /// <summary>pass^1 … pass^K over cases, K being the least number of trials any case has; empty without cases.</summary>
    public static IReadOnlyList<double> Curve(IReadOnlyCollection<CaseCount> cases) => cases.Count == 0
        ? []
        : [.. Enumerable.Range(1, cases.Min(c => c.Trials)).Select(k => cases.Average(c => Of(c.Trials, c.Passed, k)))];
}

/// <summary>How many trials one case had and how many passed.</summary>
public readonly record struct CaseCount(int Trials, int Passed);
