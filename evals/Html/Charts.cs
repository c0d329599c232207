using System.Globalization;
using System.Text;

namespace AgenticRecovery.Evals.Html;

/// <summary>Charts as SVG. Coordinates are pixels of the view box.</summary>
internal static class Charts
{
    public static string ByMode(EvalReport report)
    {
        var rows = report.Slices.Where(s => s.Topic == "mode").ToList();
        var svg = Open("Pass rate by failure mode, with 95 % interval", 520, (rows.Count * 18) + 24);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], (i * 18) + 12);
            svg.Append($"<text x=150 y={y + 4} text-anchor=end>{HtmlReport.Text(row.Value)}</text>");
            svg.Append(Invariant($"<rect x=160 y={y - 5} width={300 * row.Share:0.#} height=10 class=bar />"));
            svg.Append(Invariant($"<line x1={160 + (300 * row.Interval.Low):0.#} x2={160 + (300 * row.Interval.High):0.#} y1={y} y2={y} class=whisker />"));
            svg.Append($"<text x=468 y={y + 4}>{row.Passed}/{row.Trials}</text>");
        }

        return Close(svg);
    }

    /// <summary>Error of what is done automatically, over the share of it.</summary>
    public static string Risk(EvalReport report)
    {
        var svg = Open("Error of what was done without a person, over its share", 360, 220);
        Axes(svg, "share done without a person", "error");
        if (report.Risk.Points.Count > 0)
        {
            var most = Math.Max(0.05, report.Risk.Points.Max(p => p.Error));
            svg.Append($"<polyline class=curve points=\"{string.Join(' ', report.Risk.Points.Select(p => Invariant($"{40 + (300 * p.Share):0.#},{180 - (160 * p.Error / most):0.#}")))}\" />");
            svg.Append($"<text x=36 y=24 text-anchor=end>{most.ToString("P0", CultureInfo.InvariantCulture)}</text>");
        }

        return Close(svg);
    }

    public static string PassHatK(EvalReport report)
    {
        if (report.PassHatK.Count < 2)
            return "";
        var svg = Open("pass^k: all of k trials of a case pass", 360, 220);
        Axes(svg, "k", "pass^k");
        var step = 300.0 / (report.PassHatK.Count - 1);
        svg.Append($"<polyline class=curve points=\"{string.Join(' ', report.PassHatK.Select((p, i) => Invariant($"{40 + (step * i):0.#},{180 - (160 * p):0.#}")))}\" />");
        svg.Append("<text x=36 y=24 text-anchor=end>100%</text>");
        return Close(svg);
    }

    private static StringBuilder Open(string title, int width, int height) =>
        new($"<figure><figcaption>{HtmlReport.Text(title)}</figcaption><svg viewBox=\"0 0 {width} {height}\" width={width} height={height} role=img aria-label=\"{HtmlReport.Text(title)}\">");

    private static string Close(StringBuilder svg) => svg.Append("</svg></figure>").ToString();

    private static void Axes(StringBuilder svg, string x, string y) => svg.Append(
        $"<line x1=40 x2=340 y1=180 y2=180 class=axis /><line x1=40 x2=40 y1=20 y2=180 class=axis /><text x=190 y=204 text-anchor=middle>{x}</text><text x=44 y=16>{y}</text><text x=36 y=184 text-anchor=end>0</text>");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
