using System.ComponentModel;
using System.Security.Claims;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>The caller's session, the figures, the audit log and the dead letters as JSON.</summary>
internal static class RecordEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/session", Session).WithTags("session").WithSummary("Who the caller is, what they may do, and the token that requests with a session must carry.");
        api.MapGet("/insight/figures", Figures).WithTags("insight").WithSummary("Counts of cases, moves and decisions, and the money, over all cases or those opened since an instant.");

        api.MapGet("/audit", (App app, [Description("A person, an action, or the beginning of what it is about.")] string? q, [Description("Only entries before this number.")] long? before, [Description("1 to 500.")] int atMost = 100) =>
            atMost is < 1 or > 500 ? throw new BadInputException($"atMost: expected 1 to 500, found {atMost}.")
                : new AuditList([.. app.Store.Audit.Search(q, before, atMost).Select(e => new AuditView(e.Seq, e.At, e.Who, e.What, e.About, e.Detail, e.Hash))]))
            .RequireAuthorization(Permissions.Audit).WithTags("audit").WithSummary("The audit log, newest first.").ProducesProblem(400);

        var letters = api.MapGroup("/dead-letters").RequireAuthorization(Permissions.Repair).WithTags("dead letters");
        letters.MapGet("", (App app) => new DeadLetterList([.. app.Store.DeadLetters.Waiting(500).Select(l => new DeadLetterView(l.Id, l.Source, l.Reason, l.Attempts, l.FirstAt, l.LastAt))]))
            .WithSummary("What could not be taken in, oldest first; at most 500.");
        letters.MapPost("/{id}/retry", RetryAsync).WithSummary("Tries one again.").ProducesProblem(404).ProducesProblem(409);
        letters.MapPost("/{id}/drop", DropAsync).WithSummary("Gives one up.").ProducesProblem(404);
    }

    private static SessionView Session(App app, HttpContext context, IAntiforgery antiforgery, ClaimsPrincipal user)
    {
        var account = app.Store.Accounts.Find(user.Identity!.Name!)!;
        var isToken = user.Identity.AuthenticationType == TokenScheme.Name;
        return new SessionView(
            account.Name, account.DisplayName, account.Roles, [.. Permissions.All.Where(p => PermissionHandler.May(user, p))],
            [.. account.Limits.Select(l => l.ToString())], isToken ? null : antiforgery.GetAndStoreTokens(context).RequestToken);
    }

    private static FiguresView Figures(App app, [Description("Only cases opened at or after it; ISO 8601.")] DateTimeOffset? since)
    {
        var counts = app.Store.Outcomes.Count(since ?? DateTimeOffset.UnixEpoch);
        var book = app.Policy.Current;
        return new FiguresView(
            counts.Cases, counts.Closed, counts.WaitingForPerson, counts.WaitingForCustomer, counts.Working, counts.Failed,
            counts.ByState, counts.ByMode, counts.ByMove, counts.ByDecision, counts.ByResult,
            [.. counts.RetainedMargin.Values.Select(Amount.Of)], [.. counts.Conceded.Values.Select(Amount.Of)], book.Text.Name, book.Hash);
    }

    private static async Task<Results<Ok<DeadLetterState>, ProblemHttpResult>> RetryAsync(App app, ClaimsPrincipal user, string id, CancellationToken ct)
    {
        if (app.Store.DeadLetters.Find(id) is not { State: "waiting" })
            return NoLetter(id);
        var left = await app.Store.DeadLetters.RetryAsync(id, letter => DeadLetterCommands.TakeAsync(app, letter.Body, ct), app.Clock.GetUtcNow(), ct);
        await app.Store.Audit.AddAsync(user.Identity!.Name!, "dead-letter.retried", id, left is null ? "taken" : "still refused", app.Clock.GetUtcNow(), ct);
        if (left is not null)
            return Problems.Of(StatusCodes.Status409Conflict, "Still not taken", left);
        await app.Door.DeliverAsync(CancellationToken.None);
        return TypedResults.Ok(new DeadLetterState(id, "taken"));
    }

    private static async Task<Results<Ok<DeadLetterState>, ProblemHttpResult>> DropAsync(App app, ClaimsPrincipal user, string id, CancellationToken ct)
    {
        if (app.Store.DeadLetters.Find(id) is not { State: "waiting" })
            return NoLetter(id);
        await app.Store.DeadLetters.DropAsync(id, $"dropped by {user.Identity!.Name}", app.Clock.GetUtcNow(), ct);
        await app.Store.Audit.AddAsync(user.Identity!.Name!, "dead-letter.dropped", id, "", app.Clock.GetUtcNow(), ct);
        return TypedResults.Ok(new DeadLetterState(id, "dropped"));
    }

    private static ProblemHttpResult NoLetter(string id) =>
        Problems.Of(StatusCodes.Status404NotFound, "No such dead letter", $"No dead letter '{id}' waits; GET /api/dead-letters lists them.");
}

/// <param name="FormToken">For the header RequestVerificationToken; null for a caller with an API token, who needs none.</param>
internal sealed record SessionView(string Name, string DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions, IReadOnlyList<string> Limits, string? FormToken);

internal sealed record FiguresView(
    long Cases, long Closed, long WaitingForPerson, long WaitingForCustomer, long Working, long Failed,
    IReadOnlyDictionary<string, long> ByState, IReadOnlyDictionary<string, long> ByMode, IReadOnlyDictionary<string, long> ByMove,
    IReadOnlyDictionary<string, long> ByDecision, IReadOnlyDictionary<string, long> ByResult,
    IReadOnlyList<Amount> RetainedMargin, IReadOnlyList<Amount> Conceded, string PolicyBook, string PolicyHash);

internal sealed record AuditList(IReadOnlyList<AuditView> Entries);

internal sealed record AuditView(long Seq, DateTimeOffset At, string Who, string What, string About, string Detail, string Hash);

internal sealed record DeadLetterList(IReadOnlyList<DeadLetterView> DeadLetters);

internal sealed record DeadLetterView(string Id, string Source, string Reason, int Attempts, DateTimeOffset FirstAt, DateTimeOffset LastAt);

internal sealed record DeadLetterState(string Id, string State);
