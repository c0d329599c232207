namespace AgenticRecovery.Evals.Statistics;

/// <summary>Exact figures of the binomial distribution.</summary>
public static class Binomial
{
    /// <summary>P(X = successes) for X ~ Bin(n, p); 0 ≤ p ≤ 1.</summary>
    public static double Mass(int n, int successes, double p)
    {
        if (successes < 0 || successes > n)
            return 0;
        if (p <= 0 || p >= 1)
            return successes == (p <= 0 ? 0 : n) ? 1 : 0;
        return Math.Exp(LogChoose(n, successes) + (successes * Math.Log(p)) + ((n - successes) * Math.Log(1 - p)));
    }

    /// <summary>P(X ≤ successes).</summary>
    public static double AtMost(int n, int successes, double p)
    {
        var sum = 0.0;
        for (var i = 0; i <= Math.Min(successes, n); i++)
            sum += Mass(n, i, p);
        return Math.Min(1, sum);
    }

    /// <summary>
    /// The exact two-sided interval of Clopper and Pearson (1934) for a share. It never covers less than
    /// <paramref name="level"/>, also where every trial passed.
    /// </summary>
    public static Interval Exact(int n, int successes, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var tail = (1 - level) / 2;
        return new Interval(
            successes == 0 ? 0 : Root(p => 1 - AtMost(n, successes - 1, p), tail, isRising: true),
            UpperBound(n, successes, 1 - tail));
    }

    /// <summary>The exact one-sided bound: the share is at most this with the given confidence.</summary>
    public static double UpperBound(int n, int successes, double confidence) =>
        successes == n ? 1 : Root(p => AtMost(n, successes, p), 1 - confidence, isRising: false);

    internal static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double LogFactorial(int n)
    {
        if (n < Small.Length)
            return Small[n];
        // Stirling's series; at n ≥ 64 the first left-out term is below 1e-13.
        var x = n + 1.0;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }

    private static readonly double[] Small = Logs(64);

    private static double[] Logs(int count)
    {
        var logs = new double[count];
        for (var i = 2; i < count; i++)
            logs[i] = logs[i - 1] + Math.Log(i);
        return logs;
    }

    /// <summary>Where a monotone function of p meets the target, by halving: 60 steps are beyond double's precision.</summary>
    private static double Root(Func<double, double> of, double target, bool isRising)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (of(middle) < target == isRising)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}

/// <summary>Both ends belong to it.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => Low <= value && value <= High;
}
