using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>
/// Sample files write times as "@-3h" or "@+2d4h" (units m, h, d, w): so long before or after the moment of loading. Shifted
/// once, the demo always looks as if it happened today.
/// </summary>
public static partial class RelativeTimes
{
    /// <summary>Replaces every JSON text that is a relative time by its ISO 8601 instant; all other text stays as it is.</summary>
    public static string Shift(string json, DateTimeOffset baseTime) => Relative().Replace(json, match =>
    {
        if (!WorkSpan.TryParse(match.Groups["length"].Value, out var span)) return match.Value;
        var at = match.Groups["sign"].Value == "-" ? baseTime - span.Length : baseTime + span.Length;
        return string.Create(CultureInfo.InvariantCulture, $"\"{IsoTime.Text(at)}\"");
    });

    [GeneratedRegex("""
        "@(?<sign>[+-])(?<length>(?:[0-9]{1,5}[mhdw]){1,4})"
        """, RegexOptions.CultureInvariant)]
    private static partial Regex Relative();
}
