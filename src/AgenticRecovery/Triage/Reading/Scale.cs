using System.Globalization;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Puts option values in order where everybody agrees on it: sizes, levels, numbers with one unit, processor classes.</summary>
internal static class Scale
{
    private static readonly string[][] Ladders =
    [
        ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"],
        ["extra small", "small", "medium", "large", "extra large"],
        ["portable", "medium", "large"],
        ["low", "medium", "high"],
        ["low", "high"],
        ["beginner", "intermediate", "expert"],
        ["basic", "professional"],
        ["light", "medium", "dark"],
        ["i3", "i5", "i7", "i9"],
        ["720p", "1080p", "2k", "4k", "5k", "8k"],
    ];

    private static readonly Dictionary<string, decimal> UnitFactor = new(StringComparer.Ordinal)
    {
        ["mb"] = 0.001m,
        ["gb"] = 1,
        ["tb"] = 1024,
        ["ml"] = 0.001m,
        ["l"] = 1,
        ["mm"] = 0.001m,
        ["cm"] = 0.01m,
        ["m"] = 1,
    };

    /// <summary>The rank of each value, higher is more; null when the values have no common order.</summary>
    public static IReadOnlyDictionary<string, decimal>? Ranks(IReadOnlyCollection<string> values)
    {
        var lower = values.Select(value => value.ToLowerInvariant()).ToList();
        foreach (var ladder in Ladders)
        {
            if (lower.All(value => Array.IndexOf(ladder, value) >= 0))
                return values.ToDictionary(value => value, value => (decimal)Array.IndexOf(ladder, value.ToLowerInvariant()));
        }

        var numbers = new Dictionary<string, decimal>();
        foreach (var value in values)
        {
            if (Number(value) is not { } number)
                return null;
            numbers[value] = number;
        }

        return numbers;
    }

    private static decimal? Number(string value)
    {
        var stems = Words.Stems(value);
        if (stems.Length == 0)
            return null;
        var digits = stems[0].Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        return stems.Length > 1 && UnitFactor.TryGetValue(stems[1], out var factor) ? number * factor : number;
    }
}
