using AgenticRecovery.Accounts;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>Approving like cases together: a preview of each, then one verdict for each, bound to the proposal that was shown.</summary>
internal static class BulkEndpoints
{
    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/bulk", (App app, HttpContext http) =>
        {
            var viewer = Viewer.Of(http);
            var rows = http.Request.Query["p"].OfType<string>().Distinct().Take(BulkChoice.Most).Select(id => app.Store.Queue.Find(new ProposalId(id))).OfType<QueueRow>().ToList();
            return new RazorComponentResult<BulkPage>(new { App = app, Viewer = viewer, Choice = BulkChoice.Of(rows, viewer, LimitsOf(app, viewer), app.Clock.GetUtcNow()) });
        });
        desk.MapPost("/bulk", ApproveAsync).RequireAuthorization(Permissions.Decide);
    }

    private static Func<ApprovalRequest, string?> LimitsOf(App app, Viewer viewer)
    {
        var (account, ofRoles) = (app.Store.Accounts.Find(viewer.Name), app.Store.Accounts.RoleLimits());
        return request => account is null ? viewer["You have no account here."] : AmountLimits.WhyOver(account, request.Role, request.Amount, ofRoles);
    }

    private static async Task<IResult> ApproveAsync(App app, VerdictDesk desk, QueueStand stand, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var (viewer, now) = (Viewer.Of(http), app.Clock.GetUtcNow());
        var shown = form["p"].OfType<string>().Select(p => p.Split('|')).Where(p => p.Length == 2).DistinctBy(p => p[0]).Take(BulkChoice.Most).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var rows = shown.Keys.Select(id => app.Store.Queue.Find(new ProposalId(id))).OfType<QueueRow>().ToList();
        var choice = BulkChoice.Of(rows, viewer, LimitsOf(app, viewer), now);
        var key = VerdictForm.KeyOf(form);
        // A form that is sent again finds its requests settled, and is told what became of its own verdicts.
        var told = await Task.WhenAll(shown.Select(async p =>
        {
            var row = choice.Fit.FirstOrDefault(r => r.Proposal.Id.Value == p.Key);
            if (choice.Others.FirstOrDefault(o => o.Row.Proposal.Id.Value == p.Key).Why is { } why)
                return new BulkResult(p.Key, null, false, why);
            var verdict = new Verdict.Approve(viewer["approved together with like cases"]) { Proposal = new ProposalId(p.Key), ProposalHash = p.Value, By = viewer.Name, Roles = viewer.Roles };
            return await desk.GiveAsync(verdict, key, ct) is { } given
                ? new BulkResult(p.Key, row, given.IsTaken, given.Message)
                : new BulkResult(p.Key, null, false, viewer["decided meanwhile"]);
        }));

        stand.Stale();
        await app.Store.Audit.AddAsync(viewer.Name, "bulk-approve", string.Join(' ', told.Where(t => t.IsTaken).Select(t => t.Proposal)), $"{told.Count(t => t.IsTaken)} of {told.Length}", now, ct);
        return new RazorComponentResult<BulkResultPage>(new { App = app, Viewer = viewer, Told = told });
    }
}

/// <param name="Row">Null where it was not tried.</param>
public sealed record BulkResult(string Proposal, QueueRow? Row, bool IsTaken, string Message);

/// <summary>Which of the selected requests may be approved together: the same move on the same mode, one person enough, under the limit.</summary>
public sealed record BulkChoice(IReadOnlyList<QueueRow> Fit, IReadOnlyList<(QueueRow Row, string Why)> Others)
{
    public const int Most = 50;

    /// <param name="whyOver">Why an amount is over the viewer's limit; null when it is not.</param>
    public static BulkChoice Of(IReadOnlyList<QueueRow> rows, Viewer viewer, Func<ApprovalRequest, string?> whyOver, DateTimeOffset now)
    {
        // The most frequent kind among the selected; the others are named with the reason.
        var like = rows.Where(r => r.Proposal.Move is not Move.EscalateTo).GroupBy(Kind).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
        var (fit, others) = (new List<QueueRow>(), new List<(QueueRow, string)>());
        foreach (var row in rows)
        {
            var why = row switch
            {
                { Proposal.Move: Move.EscalateTo } => viewer["A hand-over has nothing to approve; open it."],
                _ when Kind(row) != like => viewer["Another move or failure mode than the rest."],
                { Approval.Request.People: > 1 } => viewer["Needs two people; open it."],
                { Approval.State: "reopened" } => viewer["Changed since it was approved; open it."],
                _ when whyOver(row.Approval.Request) is { } over => over,
                _ when row.Approval.ClaimedUntil > now && row.Approval.ClaimedBy != viewer.Name => viewer["Claimed by {0}", row.Approval.ClaimedBy!],
                _ => null,
            };
            if (why is null)
                fit.Add(row);
            else
                others.Add((row, why));
        }

        return new BulkChoice(fit, others);
    }

    private static (string, FailureMode?) Kind(QueueRow row) => (row.Proposal.Move.Name, row.Case.Mode);
}
