using AgenticRecovery.Accounts;
using AgenticRecovery.Activities;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
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
        desk.MapGet("/", (App app) => new RazorComponentResult<QueuePage>(new { App = app }));
        desk.MapGet("/cases", (App app, string? q) => new RazorComponentResult<CasesPage>(new { App = app, Text = q }));
        desk.MapGet("/case", async (App app, VerdictNotes notes, string? id, string? note, CancellationToken ct) =>
            id is { Length: > 0 } && await CaseView.ReadAsync(app, new CaseId(id), ct) is { } view
                ? (IResult)new RazorComponentResult<CasePage>(new { App = app, View = view, Said = notes.Read(note) })
                : Problem(app, StatusCodes.Status404NotFound, "No such case", $"There is no case '{id}'. Case ids look like case-SO-7001-Message-1; search finds one by its order or customer."));
        desk.MapPost("/verdict", VerdictAsync).RequireAuthorization(Permissions.Decide);
        desk.MapFallback((App app, HttpContext context) => context.Request.Path.StartsWithSegments("/api")
            ? Results.NotFound(new { error = "There are /api/approvals, /api/cases and /api/case?id=ID." })
            : Problem(app, StatusCodes.Status404NotFound, "No such page", "The desk has the queue and the cases."));
    }

    internal static IResult Problem(App app, int status, string title, string text) =>
        new RazorComponentResult<ProblemPage>(new { App = app, Title = title, Text = text }) { StatusCode = status };

    private static async Task<IResult> VerdictAsync(App app, HttpContext context, VerdictNotes notes, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
            return Problem(app, StatusCodes.Status400BadRequest, "Verdict not understood", "Expected a form with Proposal, Hash and Word.");
        var form = VerdictForm.Of(await context.Request.ReadFormAsync(ct));
        var id = new ProposalId(form.Proposal);
        if (app.Store.Proposals.Find(id) is not { } proposal)
            return Problem(app, StatusCodes.Status404NotFound, "No such request", $"Nobody was asked about '{form.Proposal}'.");
        try
        {
            var answer = await app.Door.GiveVerdictAsync(form.Read(context.User, proposal.Proposal.Move), ct);
            if (answer.IsTaken)
                await RestAsync(app, ct);
            var key = notes.Keep(VerdictNote.Of(app, app.Store.Proposals.Find(id)!, answer));
            return Results.Redirect($"/case?id={Uri.EscapeDataString(proposal.Proposal.Case.Value)}&note={key}");
        }
        catch (BadInputException e)
        {
            return Problem(app, StatusCodes.Status400BadRequest, "Verdict not understood", e.Message);
        }
    }

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
