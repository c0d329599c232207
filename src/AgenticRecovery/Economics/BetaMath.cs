using System.Collections.Concurrent;

namespace AgenticRecovery.Economics;

/// <summary>
/// Exact questions about Beta beliefs, answered by deterministic numerics: no random draws, the same answer every time.
/// Answers are kept, since a shop asks the same few hundred of them for every case.
/// </summary>
public static class BetaMath
{
    private const int MostKept = 16_384;
    private static readonly ConcurrentDictionary<(Odds, Odds), decimal> Comparisons = new();
    private static readonly ConcurrentDictionary<(Odds, decimal), decimal> Quantiles = new();

    /// <summary>P(X ≤ Y) for independent X and Y, within 1e-6.</summary>
    /// <remarks>∫ f_Y·F_X over the log-odds of y, trapezoid on a sinh grid: both ends fall off exponentially, so even Beta(0.04, 4) is smooth.</remarks>
    public static decimal ChanceAtMost(Odds x, Odds y)
    {
        if (Comparisons.TryGetValue((x, y), out var kept)) return kept;
        var (a, b) = ((double)y.A, (double)y.B);
        var logBeta = LogGamma(a) + LogGamma(b) - LogGamma(a + b);
        var sum = 0.0;
        foreach (var (t, width) in LogOddsGrid(a, b))
        {
            var (p, q) = Chances(t);
            var density = Math.Exp((a * Math.Log(p)) + (b * Math.Log(q)) - logBeta);
            if (density > 0) sum += density * Below(p, q, (double)x.A, (double)x.B) * width;
        }
        var answer = Round(Math.Clamp(sum, 0, 1));
        if (Comparisons.Count < MostKept) Comparisons[(x, y)] = answer;
        return answer;
    }

    /// <summary>P(X ≤ p), the regularised incomplete beta function.</summary>
    public static decimal ChanceBelow(Odds x, decimal p) => p switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ => Round(Below((double)p, 1 - (double)p, (double)x.A, (double)x.B)),
    };

    /// <summary>The chance that X stays under with probability <paramref name="share"/> (0–1), within 1e-6.</summary>
    public static decimal Quantile(Odds x, decimal share)
    {
        if (Quantiles.TryGetValue((x, share), out var kept)) return kept;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle, 1 - middle, (double)x.A, (double)x.B) < (double)share) low = middle;
            else high = middle;
        }
        var answer = Round((low + high) / 2);
        if (Quantiles.Count < MostKept) Quantiles[(x, share)] = answer;
        return answer;
    }

    /// <summary>The central 95 % of the belief.</summary>
    public static (decimal Low, decimal High) Interval95(Odds x) => (Quantile(x, 0.025m), Quantile(x, 0.975m));

    // Chance and its complement from log-odds, both without cancellation.
    internal static (double P, double Q) Chances(double t)
    {
        var e = Math.Exp(-Math.Abs(t));
        return t >= 0 ? (1 / (1 + e), e / (1 + e)) : (e / (1 + e), 1 / (1 + e));
    }

    internal static IEnumerable<(double T, double Width)> LogOddsGrid(double a, double b)
    {
        const int steps = 480;
        const double farthest = 700;
        var centre = Math.Log(a / b);
        var scale = Math.Sqrt((1 / a) + (1 / b));
        var edge = Math.Asinh(farthest / scale);
        var h = 2 * edge / steps;
        for (var i = 0; i <= steps; i++)
        {
            var s = -edge + (i * h);
            yield return (centre + (scale * Math.Sinh(s)), scale * Math.Cosh(s) * h);
        }
    }

    internal static double Below(double p, double q, double a, double b)
    {
        if (p <= 0) return 0;
        if (q <= 0) return 1;
        var front = Math.Exp((a * Math.Log(p)) + (b * Math.Log(q)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return p < (a + 1) / (a + b + 2)
            ? front * Fraction(p, a, b) / a
            : 1 - (front * Fraction(q, b, a) / b);
    }

    // Continued fraction of the incomplete beta function by Lentz's method (Abramowitz and Stegun 26.5.8).
    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 - ((a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        var f = d;
        for (var m = 1; m <= 500; m++)
        {
            foreach (var term in (ReadOnlySpan<double>)[
                m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))),
                -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1))])
            {
                d = 1 + (term * d);
                c = 1 + (term / c);
                d = 1 / (Math.Abs(d) < tiny ? tiny : d);
                if (Math.Abs(c) < tiny) c = tiny;
                f *= c * d;
            }
            if (Math.Abs((c * d) - 1) < 1e-13) break;
        }
        return f;
    }

    // Lanczos, g = 7, nine terms; relative error under 1e-14 for positive arguments.
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> terms =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        var z = x - 1;
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++) sum += terms[i] / (z + i);
        var t = z + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    private static decimal Round(double chance) => Math.Round((decimal)chance, 6);
}
