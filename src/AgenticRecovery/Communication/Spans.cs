using System.Globalization;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Communication;

/// <summary>Finds spans of time that sound like a commitment: "within 3 days", "in 2–4 Werktagen", "sous 48 heures".</summary>
internal static partial class Spans
{
    /// <summary>The longest reading of each span in whole days, rounded up, with its words.</summary>
    public static List<(int Days, string Text)> In(string folded)
    {
        var spans = new List<(int, string)>();
        foreach (Match match in Pattern().Matches(folded))
        {
            var count = int.Parse(match.Groups["to"].Success ? match.Groups["to"].ValueSpan : match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
            var unit = match.Groups["unit"].Value;
            spans.Add((IsHours(unit) ? (count + 23) / 24 : IsWeeks(unit) ? count * 7 : count, match.Value));
        }
        return spans;
    }

    private static bool IsHours(string unit) => unit[0] == 'h' || unit.StartsWith("stunde", StringComparison.Ordinal);

    private static bool IsWeeks(string unit) => unit.StartsWith("week", StringComparison.Ordinal) || unit.StartsWith("woche", StringComparison.Ordinal) || unit.StartsWith("sem", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:within|in|innerhalb von|innerhalb|binnen|dans un delai de|dans les|dans|sous|en un plazo de|en|dentro de|no prazo de|em ate|em)\s+(?<n>\d{1,3})(?:\s?(?:-|–|to|bis|a|ou|oder|or)\s?(?<to>\d{1,3}))?\s+(?:business |working |dias uteis|dias habiles)?(?<unit>hours?|h|days?|weeks?|stunden?|tagen?|werktagen?|arbeitstagen?|wochen?|heures?|jours?(?: ouvres)?|semaines?|horas?|dias?|semanas?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
