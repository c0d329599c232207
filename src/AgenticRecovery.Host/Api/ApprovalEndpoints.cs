using System.ComponentModel;
using System.Security.Claims;
using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>The queue as JSON: list, show, claim, release, answer.</summary>
internal static class ApprovalEndpoints
{
    /// <summary>How long a claim holds without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    public static void Map(RouteGroupBuilder api)
    {
        var approvals = api.MapGroup("/approvals").WithTags("approvals");
        approvals.MapGet("", List).WithSummary("What waits for a person, the soonest deadline first.").ProducesProblem(400);
        approvals.MapGet("/{case}/{proposal}", Show).WithSummary("One request whole.").ProducesProblem(404);
        approvals.MapPost("/{case}/{proposal}/verdict", GiveAsync).RequireAuthorization(Permissions.Decide)
            .WithSummary("Gives a verdict as the account of the caller.")
            .WithDescription("Send an Idempotency-Key (a new UUID for each verdict): after a lost answer the same request again is told what became of the first. 409 says why it was refused; then nothing was done.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        approvals.MapPost("/{case}/{proposal}/claim", ClaimAsync).RequireAuthorization(Permissions.Decide)
            .WithSummary("Takes a request for 15 minutes, so that nobody else answers it meanwhile; again to renew.").ProducesProblem(404).ProducesProblem(409);
        approvals.MapPost("/{case}/{proposal}/release", ReleaseAsync).RequireAuthorization(Permissions.Decide)
            .WithSummary("Gives a claim back.").ProducesProblem(404);
    }

    internal static PendingApproval? Find(App app, ProposalId id) => app.Store.Approvals.Find(id) is { } approval
        ? new PendingApproval(approval, app.Store.Cases.Get(approval.Request.Case), app.Store.Proposals.Find(id)!.Proposal)
        : null;

    internal static ApprovalList List(App app, [Description("Only requests for this role.")] string? role, [Description("Only requests of this case.")] string? caseId, [Description("From 1.")] int page = 1, [Description("1 to 200.")] int pageSize = 50)
    {
        if (page < 1 || pageSize is < 1 or > 200)
            throw new BadInputException($"page: expected 1 or more and pageSize 1 to 200, found {page} and {pageSize}.");
        var filter = new ApprovalFilter { Roles = role is null ? null : [role], Case = caseId is null ? null : new CaseId(caseId), Page = page, PageSize = pageSize };
        var now = app.Clock.GetUtcNow();
        return new ApprovalList(app.Store.Approvals.CountPending(), page, [.. app.Store.Approvals.Pending(filter).Select(p => ApprovalRow.Of(p, now))]);
    }

    private static Results<Ok<ApprovalSheet>, ProblemHttpResult> Show(App app, VerdictDesk desk, ClaimsPrincipal user, string @case, string proposal) =>
        Find(app, Id(@case, proposal)) is { } pending
            ? TypedResults.Ok(ApprovalSheet.Of(pending, app.Store.Proposals.Find(pending.Proposal.Id)!, desk.WhyNot(user, pending.Approval), app.Clock.GetUtcNow()))
            : NotFound(app, Id(@case, proposal));

    private static async Task<Results<Ok<VerdictResult>, ProblemHttpResult>> GiveAsync(
        App app, VerdictDesk desk, ClaimsPrincipal user, string @case, string proposal, VerdictWanted wanted, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken ct)
    {
        if (key is { Length: > 200 })
            throw new BadInputException($"Idempotency-Key: expected at most 200 characters, found {key.Length}.");
        var id = Id(@case, proposal);
        return await desk.GiveAsync(user, id, wanted, string.IsNullOrWhiteSpace(key) ? null : key, ct) switch
        {
            null => NotFound(app, id),
            { IsTaken: true } taken => TypedResults.Ok(taken),
            var refused => Problems.Of(StatusCodes.Status409Conflict, "Verdict refused", refused.Message),
        };
    }

    private static async Task<Results<Ok<ApprovalRow>, ProblemHttpResult>> ClaimAsync(App app, ClaimsPrincipal user, string @case, string proposal, CancellationToken ct)
    {
        var (id, who, now) = (Id(@case, proposal), user.Identity!.Name!, app.Clock.GetUtcNow());
        if (Find(app, id) is not { } pending)
            return NotFound(app, id);
        if (!await app.Store.Approvals.TryClaimAsync(id, who, now, now + Lease, ct))
            return Problems.Of(StatusCodes.Status409Conflict, "Not claimed", Find(app, id)!.Approval switch
            {
                { IsWaiting: false } settled => $"This request was already settled: {settled.State}.",
                var held => $"{held.ClaimedBy} is working on this until {held.ClaimedUntil!.Value.UtcDateTime:HH:mm} UTC.",
            });
        await app.Store.Audit.AddAsync(who, "approval.claimed", pending.Proposal.Id.Value, "", now, ct);
        return TypedResults.Ok(ApprovalRow.Of(Find(app, id)!, now));
    }

    private static async Task<Results<Ok<ApprovalRow>, ProblemHttpResult>> ReleaseAsync(App app, ClaimsPrincipal user, string @case, string proposal, CancellationToken ct)
    {
        var id = Id(@case, proposal);
        if (Find(app, id) is null)
            return NotFound(app, id);
        await app.Store.Approvals.ReleaseAsync(id, user.Identity!.Name!, app.Clock.GetUtcNow(), ct);
        await app.Store.Audit.AddAsync(user.Identity!.Name!, "approval.released", id.Value, "", app.Clock.GetUtcNow(), ct);
        return TypedResults.Ok(ApprovalRow.Of(Find(app, id)!, app.Clock.GetUtcNow()));
    }

    // A slash inside a case id arrives as %2F, which routing leaves alone.
    private static ProposalId Id(string caseId, string proposal) => new($"{Uri.UnescapeDataString(caseId)}/{proposal}");

    private static ProblemHttpResult NotFound(App app, ProposalId id)
    {
        var near = Spelling.Nearest(id.Value, app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 200 }).Select(p => p.Proposal.Id.Value));
        return Problems.Of(StatusCodes.Status404NotFound, "No such request", $"Nobody was asked about '{id}'{(near is null ? "; GET /api/approvals lists what waits." : $"; did you mean '{near}'?")}");
    }
}
