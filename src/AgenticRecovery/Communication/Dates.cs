using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>A date in a text. A text without a year, or with day and month in either order, allows several readings.</summary>
internal readonly record struct FoundDate(IReadOnlyList<DateOnly> Readings, int Start, int End, string Text);

/// <summary>Finds dates in the formats of English, German, French, Spanish and Portuguese texts, weekdays and "tomorrow" included.</summary>
internal static partial class Dates
{
    /// <param name="folded">Text after <see cref="PlainText.Fold"/>.</param>
    /// <param name="today">The reader's day, for years left out and for relative words.</param>
    public static List<FoundDate> In(string folded, DateOnly today)
    {
        var found = new List<FoundDate>();
        if (folded.AsSpan().ContainsAnyInRange('0', '9'))
        {
            foreach (Match match in Iso().Matches(folded))
                Add(found, match, Exact(match, "y", "m", "d"));
            foreach (Match match in Numeric().Matches(folded))
                Add(found, match, Either(match, today));
            foreach (Match match in DayFirst().Matches(folded))
                Add(found, match, Named(match, today));
            foreach (Match match in MonthFirst().Matches(folded))
                Add(found, match, Named(match, today));
        }
        AddRelative(found, folded, today);
        return found;
    }

    private static void Add(List<FoundDate> found, Match match, IReadOnlyList<DateOnly> readings)
    {
        if (readings.Count > 0 && !found.Any(known => known.Start < match.Index + match.Length && match.Index < known.End))
            found.Add(new FoundDate(readings, match.Index, match.Index + match.Length, match.Value));
    }

    private static IReadOnlyList<DateOnly> Exact(Match match, string year, string month, string day) =>
        Day(Whole(match, year), Whole(match, month), Whole(match, day)) is { } date ? [date] : [];

    private static List<DateOnly> Either(Match match, DateOnly today)
    {
        var (a, b) = (Whole(match, "a"), Whole(match, "b"));
        var years = match.Groups["y"].Success ? [FullYear(Whole(match, "y"))] : Near(today);
        var readings = new List<DateOnly>();
        foreach (var year in years)
        {
            if (Day(year, b, a) is { } dayFirst)
                readings.Add(dayFirst);
            // Only a slash leaves the order open; a point always puts the day first.
            if (match.Value.Contains('/') && Day(year, a, b) is { } monthFirst && !readings.Contains(monthFirst))
                readings.Add(monthFirst);
        }
        return readings;
    }

    private static List<DateOnly> Named(Match match, DateOnly today)
    {
        var month = Months[match.Groups["m"].Value];
        var years = match.Groups["y"].Success ? [Whole(match, "y")] : Near(today);
        var readings = new List<DateOnly>();
        foreach (var year in years)
            if (Day(year, month, Whole(match, "d")) is { } date)
                readings.Add(date);
        return readings;
    }

    /// <summary>"Tomorrow" and names of weekdays. "Morgen" also means the morning; after "guten" and "am" it is no date.</summary>
    private static void AddRelative(List<FoundDate> found, string folded, DateOnly today)
    {
        var offsets = Offsets.GetAlternateLookup<ReadOnlySpan<char>>();
        var weekdays = Weekdays.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> before = default;
        for (var start = 0; start < folded.Length; start++)
        {
            if (!char.IsLetter(folded[start]))
                continue;
            var end = start + 1;
            while (end < folded.Length && (char.IsLetter(folded[end]) || (folded[end] is '\'' or '-' && end + 1 < folded.Length && char.IsLetter(folded[end + 1]))))
                end++;
            var word = folded.AsSpan(start, end - start);
            var isMorning = word.SequenceEqual("morgen") && (before.SequenceEqual("guten") || before.SequenceEqual("am"));
            if (offsets.TryGetValue(word, out var days) && !isMorning)
                found.Add(new FoundDate([today.AddDays(days)], start, end, word.ToString()));
            else if (weekdays.TryGetValue(word, out var weekday))
            {
                var ahead = ((int)weekday - (int)today.DayOfWeek + 7) % 7;
                found.Add(new FoundDate([today.AddDays(ahead), today.AddDays(ahead + 7), today.AddDays(ahead - 7)], start, end, word.ToString()));
            }
            before = word;
            start = end;
        }
    }

    private static int[] Near(DateOnly today) => [today.Year, today.Year + 1, today.Year - 1];

    private static int FullYear(int year) => year < 100 ? 2000 + year : year;

    private static int Whole(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && year is >= 1 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static readonly FrozenDictionary<string, int> Months = new Dictionary<string, int>
    {
        ["january"] = 1,
        ["jan"] = 1,
        ["januar"] = 1,
        ["janner"] = 1,
        ["janvier"] = 1,
        ["janv"] = 1,
        ["enero"] = 1,
        ["ene"] = 1,
        ["janeiro"] = 1,
        ["february"] = 2,
        ["feb"] = 2,
        ["februar"] = 2,
        ["fevrier"] = 2,
        ["fevr"] = 2,
        ["febrero"] = 2,
        ["fevereiro"] = 2,
        ["fev"] = 2,
        ["march"] = 3,
        ["mar"] = 3,
        ["marz"] = 3,
        ["mars"] = 3,
        ["marzo"] = 3,
        ["marco"] = 3,
        ["april"] = 4,
        ["apr"] = 4,
        ["avril"] = 4,
        ["avr"] = 4,
        ["abril"] = 4,
        ["abr"] = 4,
        ["may"] = 5,
        ["mai"] = 5,
        ["mayo"] = 5,
        ["maio"] = 5,
        ["june"] = 6,
        ["jun"] = 6,
        ["juni"] = 6,
        ["juin"] = 6,
        ["junio"] = 6,
        ["junho"] = 6,
        ["july"] = 7,
        ["jul"] = 7,
        ["juli"] = 7,
        ["juillet"] = 7,
        ["juil"] = 7,
        ["julio"] = 7,
        ["julho"] = 7,
        ["august"] = 8,
        ["aug"] = 8,
        ["aout"] = 8,
        ["agosto"] = 8,
        ["september"] = 9,
        ["sep"] = 9,
        ["sept"] = 9,
        ["septembre"] = 9,
        ["septiembre"] = 9,
        ["setiembre"] = 9,
        ["setembro"] = 9,
        ["october"] = 10,
        ["oct"] = 10,
        ["oktober"] = 10,
        ["okt"] = 10,
        ["octobre"] = 10,
        ["octubre"] = 10,
        ["outubro"] = 10,
        ["november"] = 11,
        ["nov"] = 11,
        ["novembre"] = 11,
        ["noviembre"] = 11,
        ["novembro"] = 11,
        ["december"] = 12,
        ["dec"] = 12,
        ["dezember"] = 12,
        ["dez"] = 12,
        ["decembre"] = 12,
        ["diciembre"] = 12,
        ["dic"] = 12,
        ["dezembro"] = 12,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> Offsets = new Dictionary<string, int>
    {
        ["today"] = 0,
        ["tonight"] = 0,
        ["tomorrow"] = 1,
        ["heute"] = 0,
        ["morgen"] = 1,
        ["ubermorgen"] = 2,
        ["aujourd'hui"] = 0,
        ["demain"] = 1,
        ["hoy"] = 0,
        ["hoje"] = 0,
        ["amanha"] = 1,
        ["yesterday"] = -1,
        ["gestern"] = -1,
        ["ayer"] = -1,
        ["ontem"] = -1,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, DayOfWeek> Weekdays = new Dictionary<string, DayOfWeek>
    {
        ["monday"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
        ["montag"] = DayOfWeek.Monday,
        ["dienstag"] = DayOfWeek.Tuesday,
        ["mittwoch"] = DayOfWeek.Wednesday,
        ["donnerstag"] = DayOfWeek.Thursday,
        ["freitag"] = DayOfWeek.Friday,
        ["samstag"] = DayOfWeek.Saturday,
        ["sonnabend"] = DayOfWeek.Saturday,
        ["sonntag"] = DayOfWeek.Sunday,
        ["lundi"] = DayOfWeek.Monday,
        ["mardi"] = DayOfWeek.Tuesday,
        ["mercredi"] = DayOfWeek.Wednesday,
        ["jeudi"] = DayOfWeek.Thursday,
        ["vendredi"] = DayOfWeek.Friday,
        ["samedi"] = DayOfWeek.Saturday,
        ["dimanche"] = DayOfWeek.Sunday,
        ["lunes"] = DayOfWeek.Monday,
        ["martes"] = DayOfWeek.Tuesday,
        ["miercoles"] = DayOfWeek.Wednesday,
        ["jueves"] = DayOfWeek.Thursday,
        ["viernes"] = DayOfWeek.Friday,
        ["sabado"] = DayOfWeek.Saturday,
        ["domingo"] = DayOfWeek.Sunday,
        ["segunda-feira"] = DayOfWeek.Monday,
        ["terca-feira"] = DayOfWeek.Tuesday,
        ["quarta-feira"] = DayOfWeek.Wednesday,
        ["quinta-feira"] = DayOfWeek.Thursday,
        ["sexta-feira"] = DayOfWeek.Friday,
    }.ToFrozenDictionary();

    private const string MonthNames =
        "january|januar|janner|janvier|janv|janeiro|jan|enero|ene|february|februar|fevrier|fevr|febrero|fevereiro|feb|fev|march|marzo|marz|marco|mars|mar|april|avril|avr|abril|apr|abr|mayo|maio|may|mai|"
        + "junio|junho|june|juni|juin|jun|julio|julho|july|juli|juillet|juil|jul|august|aout|agosto|aug|september|septembre|septiembre|setiembre|setembro|sept|sep|october|oktober|octobre|octubre|outubro|oct|okt|"
        + "november|novembre|noviembre|novembro|nov|december|dezember|decembre|diciembre|dezembro|dec|dez|dic";

    [GeneratedRegex(@"(?<![\d-])(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?![\d-])", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d./])(?<a>\d{1,2})(?:(?<s>/)(?<b>\d{1,2})(?:/(?<y>\d{4}|\d{2}))?|\.\s?(?<b>\d{1,2})\.\s?(?<y>\d{4}|\d{2}(?!\d))?|-(?<b>\d{1,2})-(?<y>\d{4}))(?![\d/])", RegexOptions.CultureInvariant)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"\b(?<d>\d{1,2})(?:st|nd|rd|th|er|o|\.|º|ª)?\s+(?:de\s+|of\s+)?(?<m>" + MonthNames + @")\b\.?(?:,?\s+(?:de\s+|del\s+)?(?<y>\d{4}))?", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<m>january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)\.?\s+(?:the\s+)?(?<d>\d{1,2})(?:st|nd|rd|th)?\b(?!\s?(?:€|eur|usd|\$|%))(?:,?\s+(?<y>\d{4}))?", RegexOptions.CultureInvariant)]
    private static partial Regex MonthFirst();
}
