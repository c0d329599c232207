using System.Globalization;
using System.Net;
using System.Text;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;
using static AgenticRecovery.Host.Cli.PolicyComparisonText;

namespace AgenticRecovery.Host.Cli;

/// <summary>A replay as one HTML file that needs nothing else: what flips, the money, the approvals, the budgets, the cases to look at.</summary>
internal static class WhatIfPage
{
    private const string Style =
        """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1d2330;background:#fff}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.3rem 0;color:#4a5263}
        .tiles{display:flex;flex-wrap:wrap;gap:1rem;margin:1.5rem 0}.tile{border:1px solid #d9dee8;border-radius:8px;padding:.8rem 1.2rem;min-width:11rem}
        .tile b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e6e9f0;vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
        .bar{background:#e6e9f0;height:.6rem;border-radius:3px;min-width:8rem}.bar i{display:block;height:100%;border-radius:3px;background:#2f6fde}.bar i.over{background:#c0392b}
        @media(prefers-color-scheme:dark){body{background:#14171e;color:#e6e9f0}p{color:#a8b0c0}.tile,th,td{border-color:#2c3340}.bar{background:#2c3340}}
        """;

    public static string Of(PolicyReport report)
    {
        var (draft, inForce, whatIf) = (report.Book!, report.InForce!, report.WhatIf!);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>What if: {Text(draft.Name)} v{draft.Version}</title><style>{Style}</style>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>What if {Text(draft.Name)} v{draft.Version} were in force?</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>Draft <code>{draft.Hash}</code> against {Text(inForce.Name)} v{inForce.Version} <code>{inForce.Hash}</code>, over {whatIf.Decisions:N0} recorded decisions.</p>\n");
        if (whatIf.Drifted > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>The book in force decides {whatIf.Drifted:N0} of them otherwise than was recorded; they are compared with what it says now.</p>\n");
        Tiles(page, whatIf);
        Table(page, "What changes", ["Change", "#Decisions"], whatIf.ByChange.Select(change => new[] { Text(change.Key), change.Value.ToString("N0", CultureInfo.InvariantCulture) }));
        Table(page, "Which rules", ["Move", "Was", "Would be", "#Decisions", "#" + whatIf.Currency], whatIf.ByRule.Select(rule => new[]
        {
            Text(rule.Move), Ruled(rule.From, rule.FromRule), Ruled(rule.To, rule.ToRule), rule.Decisions.ToString("N0", CultureInfo.InvariantCulture), Amount(rule.Amount),
        }));
        Table(page, "Budgets: the fullest pot of each", ["Budget", "#Limit", "#Was", "#Would be", "Use", "#Over limit"], whatIf.Budgets.Select(budget => new[]
        {
            $"<code>{Text(budget.Budget)}</code>", Amount(budget.Limit), Amount(budget.MostBefore), Amount(budget.MostAfter), Bar(budget), $"{budget.OverBefore} → {budget.OverAfter}",
        }));
        Table(page, "Cases to look at", ["Case", "Move", "#" + whatIf.Currency, "Was", "Would be"], whatIf.Cases.Select(one => new[]
        {
            $"<code>{Text(one.Case)}</code>", Text(one.Move), Amount(one.Amount), Ruled(one.From, one.FromRule), Ruled(one.To, one.ToRule),
        }));
        if (whatIf.CasesLeftOut > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>And {whatIf.CasesLeftOut:N0} more, with less money.</p>\n");
        return page.Append("</html>\n").ToString();
    }

    private static void Tiles(StringBuilder page, WhatIfReport whatIf)
    {
        page.Append("<div class=\"tiles\">");
        foreach (var (value, what) in new[]
        {
            ($"{whatIf.Flips:N0}", "decisions flip"), ($"+{whatIf.ApprovalsAdded:N0} −{whatIf.ApprovalsRemoved:N0}", "approvals"),
            ($"{Amount(whatIf.AllowedBefore)} → {Amount(whatIf.AllowedAfter)}", $"{whatIf.Currency} given without a person"),
            ($"{Amount(whatIf.AskedBefore)} → {Amount(whatIf.AskedAfter)}", $"{whatIf.Currency} asked of a person"),
        })
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><b>{value}</b>{what}</div>");
        page.Append("</div>\n");
    }

    /// <param name="heads">One that begins with '#' stands over numbers.</param>
    /// <param name="rows">Cells are HTML.</param>
    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n");
        if (all.Count == 0)
        {
            page.Append("<p>None.</p>\n");
            return;
        }
        page.Append("<table><tr>");
        foreach (var head in heads)
            page.Append(head[0] == '#' ? $"<th class=\"n\">{Text(head[1..])}</th>" : $"<th>{Text(head)}</th>");
        page.Append("</tr>\n");
        foreach (var row in all)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
                page.Append(heads[i][0] == '#' ? "<td class=\"n\">" : "<td>").Append(row[i]).Append("</td>");
            page.Append("</tr>\n");
        }
        page.Append("</table>\n");
    }

    private static string Bar(BudgetUse budget)
    {
        var share = budget.Limit == 0 ? 1 : Math.Min(1, budget.MostAfter / budget.Limit);
        return string.Create(CultureInfo.InvariantCulture, $"<div class=\"bar\"><i class=\"{(budget.OverAfter > 0 ? "over" : "")}\" style=\"width:{share * 100:0}%\"></i></div>");
    }

    private static string Ruled(string word, string rule) => $"{Text(word)}<br><code>{Text(rule)}</code>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
