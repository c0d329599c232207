using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>The pages of the desk and its verdict form.</summary>
internal static class DeskEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var desk = web.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        QueueEndpoints.Map(desk);
        BulkEndpoints.Map(desk);
        InsightEndpoints.Map(desk);
        desk.MapGet("/case", async (App app, HttpContext http, VerdictNotes notes, string? id, string? note, long? before, CancellationToken ct) =>
            id is { Length: > 0 } && await CaseView.ReadAsync(app, new CaseId(id), before, ct) is { } view
                ? (IResult)new RazorComponentResult<CasePage>(new { App = app, Viewer = Viewer.Of(http), View = view, Said = notes.Read(note) })
                : Problem(app, StatusCodes.Status404NotFound, Viewer.Of(http)["No such case"], Viewer.Of(http)["There is no case '{0}'. Case ids look like case-SO-7001-Message-1; search finds one by its order or customer.", Words.First(id ?? "", 80)]));
        desk.MapPost("/verdict", VerdictAsync).RequireAuthorization(Permissions.Decide);
        desk.MapGet("/standing", Standing);
        desk.MapFallback((App app, HttpContext http) => http.Request.Path.StartsWithSegments("/api")
            ? Results.NotFound(new { error = "There are /api/approvals, /api/cases and /api/case?id=ID." })
            : Problem(app, StatusCodes.Status404NotFound, Viewer.Of(http)["No such page"], Viewer.Of(http)["The desk has the queue, the cases and the pages of the menu."]));
    }

    internal static IResult Problem(App app, int status, string title, string text) =>
        new RazorComponentResult<ProblemPage>(new { App = app, Title = title, Text = text }) { StatusCode = status };

    /// <summary>Where a request stands, for a page that lost its connection in the middle of a verdict.</summary>
    private static IResult Standing(App app, string? proposal) => app.Store.Approvals.Find(new ProposalId(proposal ?? "")) is not { } approval
        ? Results.NotFound(new { error = "Nobody was asked about that proposal." })
        : Results.Json(new { isOpen = approval.IsWaiting, approval.State, by = approval.Verdicts.Select(v => v.By), @case = approval.Request.Case.Value });

    private static async Task<IResult> VerdictAsync(App app, VerdictDesk desk, QueueStand stand, HttpContext http, VerdictNotes notes, CancellationToken ct)
    {
        var viewer = Viewer.Of(http);
        if (!http.Request.HasFormContentType)
            return Problem(app, StatusCodes.Status400BadRequest, viewer["Verdict not understood"], viewer["Expected a form with Proposal, Hash and Word."]);
        var form = VerdictForm.Of(await http.Request.ReadFormAsync(ct));
        var id = new ProposalId(form.Proposal);
        if (app.Store.Proposals.Find(id) is not { } proposal)
            return Problem(app, StatusCodes.Status404NotFound, viewer["No such request"], viewer["Nobody was asked about '{0}'.", Words.First(form.Proposal, 80)]);
        try
        {
            var given = await desk.GiveAsync(form.Read(http.User, proposal.Proposal.Move), form.Key, ct);
            if (given is null)
                return Problem(app, StatusCodes.Status404NotFound, viewer["No such request"], viewer["Nobody was asked about '{0}'.", Words.First(form.Proposal, 80)]);
            stand.Stale();
            var said = !given.IsTaken && HeldByAnother(app, viewer, id) is { } holder
                ? viewer["{0} has claimed this case; ask them, or wait until the claim runs out.", holder]
                : given.Message;
            var note = notes.Keep(new VerdictNote(given.IsTaken, said));
            return Results.LocalRedirect($"/case?id={Uri.EscapeDataString(proposal.Proposal.Case.Value)}&note={note}");
        }
        catch (BadInputException e)
        {
            return Problem(app, StatusCodes.Status400BadRequest, viewer["Verdict not understood"], e.Message);
        }
    }

    /// <summary>Who else holds the request now; null when nobody does.</summary>
    private static string? HeldByAnother(App app, Viewer viewer, ProposalId id) =>
        app.Store.Approvals.Find(id) is { IsWaiting: true, ClaimedBy: { } holder } approval && holder != viewer.Name && approval.ClaimedUntil > app.Clock.GetUtcNow() ? holder : null;
}
