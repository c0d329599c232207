using System.Globalization;
using System.Net;
using System.Text;
using AgenticRecovery.Evals.Runs;

namespace AgenticRecovery.Evals.Html;

/// <summary>
/// A run as one HTML file: no other file, no address is fetched. Figures and charts are in the page as it is; the trials are
/// data that the page's own script shows on demand, so a thousand of them open at once.
/// </summary>
public static class HtmlReport
{
    /// <param name="other">A run to show beside it, and how they differ; null for none.</param>
    public static string Write(RunReading run, EvalReport report, (RunReading Run, Comparison Found)? other)
    {
        var page = new StringBuilder(Resource("report.html"));
        page.Replace("{{title}}", Text($"{report.Suite}: {report.Passed} of {report.Trials} passed"));
        page.Replace("{{style}}", Resource("report.css"));
        page.Replace("{{head}}", Head(report));
        page.Replace("{{compare}}", other is { } both ? Compared(both.Found) : "");
        page.Replace("{{charts}}", Charts.ByMode(report) + Charts.Risk(report) + Charts.PassHatK(report));
        page.Replace("{{slices}}", SliceTable(report));
        page.Replace("{{script}}", Resource("report.js"));
        page.Replace("{{data}}", ReportRows.Json(run, other?.Run));
        return page.ToString();
    }

    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    internal static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Head(EvalReport report)
    {
        var done = report.Handling;
        var head = new StringBuilder();
        if (!report.IsFinished)
            head.Append($"<p class=warn>Unfinished: {report.Trials} of {report.Planned} trials. Every figure below is of those only.</p>");
        head.Append($"<p class={(report.Gate.Passed ? "good" : "bad")}>{(report.Gate.Passed ? "The gate holds." : "The gate is missed:")}</p>");
        head.Append(List(report.Gate.Reasons)).Append(List(report.Gate.Notes));
        head.Append("<dl>");
        Pair("Passed", $"{report.Passed} of {report.Trials} ({Percent(report.PassedInterval.Low)} to {Percent(report.PassedInterval.High)}, clustered by customer)");
        Pair("pass^k", string.Join(", ", report.PassHatK.Select((p, i) => $"{i + 1}: {Percent(p)}")));
        Pair("Without a person", $"{done.Automatic}, of them right {done.Correct}");
        Pair("To a person", $"{done.Escalated}, of them without need {done.NeedlessEscalations}");
        Pair("Unauthorised effects", $"{done.Unauthorised}");
        Pair("Errors of model or machinery", $"{report.Errors}");
        Pair("Given to customers", string.Join(", ", report.Spent.GivenMinor.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Value / 100m:0.00} {g.Key}"))));
        Pair("Model", string.Create(CultureInfo.InvariantCulture, $"{report.Model}: {report.Spent.Turns} calls, {report.Spent.TokensIn + report.Spent.TokensOut} tokens, cost {report.Spent.CostMicros / 1e6:0.0000}"));
        Pair("Policy", report.PolicyHash);
        Pair("Faults", string.Join(", ", report.Blame.Select(b => $"{b.Key} {b.Value}")));
        Pair("Pairs that were given different money", report.Pairs.Pairs == 0 ? "" : $"{report.Pairs.Differing.Count} of {report.Pairs.Pairs}");
        head.Append("</dl>").Append(List(report.Pairs.Differing));
        return head.ToString();

        void Pair(string name, string value)
        {
            if (value.Length > 0)
                head.Append($"<dt>{Text(name)}<dd>{Text(value)}");
        }
    }

    private static string Compared(Comparison found) =>
        string.Create(CultureInfo.InvariantCulture, $"<section><h2>Against {Text(found.First.Path)}</h2><p><b>{Text(found.Verdict)}</b></p>")
        + string.Create(CultureInfo.InvariantCulture, $"<p>{found.FirstPassed} and {found.SecondPassed} of {found.Pairs} pairs passed; difference {100 * found.Difference.Difference:0.0} points ({100 * found.Difference.Interval.Low:0.0} to {100 * found.Difference.Interval.High:0.0}); McNemar p {found.PValue:0.000}; power to show 5 points {found.PowerAtFivePoints:P0}; {found.LeftOut} left out.</p>")
        + $"<p>Fixed: {Text(string.Join(", ", found.Fixed))}</p><p>Broken: {Text(string.Join(", ", found.Broken))}</p></section>";

    private static string SliceTable(EvalReport report)
    {
        var table = new StringBuilder("<table><thead><tr><th>Topic<th>Value<th>Trials<th>Passed<th>Share<th>95 %</thead><tbody>");
        foreach (var row in report.Slices)
            table.Append($"<tr><td>{Text(row.Topic)}<td>{Text(row.Value)}<td>{row.Trials}<td>{row.Passed}<td>{Percent(row.Share)}<td>{Percent(row.Interval.Low)} to {Percent(row.Interval.High)}");
        return table.Append("</tbody></table>").ToString();
    }

    private static string List(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : $"<ul>{string.Concat(lines.Select(l => $"<li>{Text(l)}"))}</ul>";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"html/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
