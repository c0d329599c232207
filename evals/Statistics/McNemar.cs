namespace AgenticRecovery.Evals.Statistics;

/// <summary>
/// Two runs on the same trials: only the trials where they differ say anything. The exact test is a sign test on those
/// (McNemar 1947; exact form in Agresti, Categorical Data Analysis, 10.1).
/// </summary>
/// <param name="OnlyFirst">Trials that only the first run passed.</param>
/// <param name="OnlySecond">Trials that only the second run passed.</param>
/// <param name="Pairs">All trials that both runs have.</param>
public sealed record McNemar(int OnlyFirst, int OnlySecond, int Pairs)
{
    /// <summary>Two-sided and exact; 1 when the runs never differ.</summary>
    public double PValue { get; } = TwoSided(OnlyFirst + OnlySecond, Math.Min(OnlyFirst, OnlySecond));

    /// <summary>
    /// The chance that this test, on as many pairs that differ as often as these, shows a true difference of
    /// <paramref name="difference"/> in pass rates at level <paramref name="alpha"/>. Never below how often the runs differ.
    /// </summary>
    /// <param name="difference">0–1, a difference of shares.</param>
    public double Power(double difference, double alpha = 0.05)
    {
        if (Pairs == 0)
            return 0;
        // With no pair that differs the least rate that allows the difference at all stands in.
        var rate = Math.Clamp(Math.Max((double)(OnlyFirst + OnlySecond) / Pairs, difference), 1e-12, 1);
        var towards = (rate + difference) / (2 * rate);
        var power = 0.0;
        for (var differing = 0; differing <= Pairs; differing++)
        {
            var weight = Binomial.Mass(Pairs, differing, rate);
            if (weight > 1e-10)
                power += weight * Rejects(differing, towards, alpha);
        }

        return Math.Min(1, power);
    }

    /// <summary>The least difference that this comparison would have shown four times out of five; null when none would.</summary>
    public double? Detectable(double power = 0.8, double alpha = 0.05)
    {
        if (Power(1, alpha) < power)
            return null;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 12; i++)
        {
            var middle = (low + high) / 2;
            if (Power(middle, alpha) < power)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private static double TwoSided(int differing, int fewer) =>
        differing == 0 ? 1 : Math.Min(1, 2 * Binomial.AtMost(differing, fewer, 0.5));

    /// <summary>P(the test rejects) when each differing pair goes one way with probability <paramref name="towards"/>.</summary>
    private static double Rejects(int differing, double towards, double alpha)
    {
        var (most, tail) = (-1, Binomial.Mass(differing, 0, 0.5));
        while (most + 1 < differing / 2.0 && 2 * tail <= alpha)
            tail += Binomial.Mass(differing, ++most + 1, 0.5);
        return most < 0 ? 0 : Binomial.AtMost(differing, most, towards) + Binomial.AtMost(differing, most, 1 - towards);
    }
}
