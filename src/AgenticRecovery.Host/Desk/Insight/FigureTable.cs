using System.Globalization;
using System.Text;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk.Insight;

/// <summary>Figures as a table: what stands behind a chart, and what a download gives.</summary>
/// <param name="Name">Of the download, without its ending.</param>
public sealed record FigureTable(string Name, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public const string Daily = "daily";
    public const string Causes = "causes";
    public const string Modes = "modes";
    public static IReadOnlyList<string> Names { get; } = [Daily, Causes, Modes];

    public static FigureTable Of(string name, Period period) => name switch
    {
        Daily => new FigureTable(Daily, ["Day", "Closed", "Kept", "Without a person", "Retained margin", "Conceded"],
            [.. period.Days.Select(day => Row(Day(day), [.. period.Groups.Where(g => g.Day == day)], period.Currency))]),
        Causes => new FigureTable(Causes, ["Root cause", "Closed", "Kept", "Without a person", "Retained margin", "Conceded"], By(period, g => g.Cause ?? "none named")),
        Modes => new FigureTable(Modes, ["Failure mode", "Closed", "Kept", "Without a person", "Retained margin", "Conceded"], By(period, g => g.Mode ?? "not diagnosed")),
        _ => throw new ArgumentException($"There is no table '{name}'."),
    };

    /// <summary>RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe.</summary>
    public string Csv()
    {
        var text = new StringBuilder().AppendJoin(',', Heads.Select(Cell)).Append("\r\n");
        foreach (var row in Rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    public static string Day(long day) => DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IReadOnlyList<IReadOnlyList<string>> By(Period period, Func<ClosedGroup, string> of) =>
        [.. period.Groups.GroupBy(of).OrderByDescending(g => g.Sum(x => x.Cases)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => Row(g.Key, [.. g], period.Currency))];

    private static IReadOnlyList<string> Row(string name, IReadOnlyList<ClosedGroup> groups, Currency currency)
    {
        var cases = groups.Sum(g => g.Cases);
        return [name, Text(cases), Text(groups.Where(Period.IsKept).Sum(g => g.Cases)), Text(cases - groups.Sum(g => g.People)), new Money(groups.Sum(g => g.MarginMinor), currency).ToString(), new Money(groups.Sum(g => g.ConcededMinor), currency).ToString()];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || (text.StartsWith('-') && !decimal.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out _)))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
