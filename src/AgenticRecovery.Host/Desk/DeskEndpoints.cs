using System.Diagnostics;
using AgenticRecovery.Accounts;
using AgenticRecovery.Activities;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>The pages of the desk and its verdict form.</summary>
internal static class DeskEndpoints
{
    /// <summary>How long the answer to a verdict waits for the case to come to rest; the page then says where it stands.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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

    private static async Task<IResult> VerdictAsync(App app, QueueStand stand, HttpContext http, VerdictNotes notes, CancellationToken ct)
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
            var answer = HeldByAnother(app, viewer, id) is { } holder
                ? new VerdictAnswer(false, viewer["{0} has claimed this case; ask them, or wait until the claim runs out.", holder])
                : await GiveAsync(app, form.Read(http.User, proposal.Proposal.Move), form.Key is { } own ? $"{form.Word}-{own}" : null, ct);
            if (answer.IsTaken)
                await RestAsync(app, ct);
            stand.Stale();
            var key = notes.Keep(VerdictNote.Of(app, app.Store.Proposals.Find(id)!, answer));
            return Results.LocalRedirect($"/case?id={Uri.EscapeDataString(proposal.Proposal.Case.Value)}&note={key}");
        }
        catch (BadInputException e)
        {
            return Problem(app, StatusCodes.Status400BadRequest, viewer["Verdict not understood"], e.Message);
        }
    }

    /// <summary>To the case's workflow; an answer to a sentinel is only kept.</summary>
    internal static Task<VerdictAnswer> GiveAsync(App app, Verdict verdict, CancellationToken ct) => GiveAsync(app, verdict, null, ct);

    /// <inheritdoc cref="GiveAsync(App, Verdict, CancellationToken)"/>
    /// <param name="key">The same key again is the same verdict; null for a new one.</param>
    internal static async Task<VerdictAnswer> GiveAsync(App app, Verdict verdict, string? key, CancellationToken ct)
    {
        if (!app.Store.Sentinels.IsSentinel(verdict.Proposal))
            return await app.Door.GiveVerdictAsync(verdict, key, ct);
        return await app.Store.Sentinels.AnswerAsync(verdict, app.Clock.GetUtcNow(), ct) switch
        {
            VerdictTaken.Recorded recorded => new VerdictAnswer(true, recorded.IsFinal ? "settled" : "recorded"),
            VerdictTaken.Refused refused => new VerdictAnswer(false, refused.Reason),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Who else holds the request now; null when nobody does.</summary>
    internal static string? HeldByAnother(App app, Viewer viewer, ProposalId id) =>
        app.Store.Approvals.Find(id) is { ClaimedBy: { } holder } approval && holder != viewer.Name && approval.ClaimedUntil > app.Clock.GetUtcNow() ? holder : null;

    private static async Task RestAsync(App app, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await app.Door.SettledAsync(null, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The work goes on; the page shows the state it has reached.
        }
    }
}
