using System.Globalization;

namespace AgenticRecovery.Host.Desk;

/// <summary>Amounts as places in a drawing, in percent, so that text never scales with it. Zero is always in it.</summary>
public sealed record BarScale(decimal Least, decimal Most)
{
    public bool IsAllPositive => Least >= 0;

    public static BarScale Of(IEnumerable<decimal> amounts)
    {
        var all = amounts.DefaultIfEmpty(0).ToList();
        return new BarScale(Math.Min(0, all.Min()), Math.Max(1, all.Max()));
    }

    public string At(decimal amount) => Percent((amount - Least) / (Most - Least));

    public string Width(decimal amount) => Percent(Math.Max(0.004m, Math.Abs(amount) / (Most - Least)));

    private static string Percent(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
