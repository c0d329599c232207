using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

public sealed class ApprovalTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;

    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;
    private readonly Proposal proposal = A.Refund(1);

    public ApprovalTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task One_approval_settles_a_request_for_one()
    {
        await AskAsync(people: 1);

        var taken = await store.Approvals.RecordAsync(Approve("ana"), At.AddMinutes(5), default);

        Assert.Equal(new VerdictTaken.Recorded(IsFinal: true, Approvals: 1), taken);
        Assert.Equal("approved", store.Approvals.Find(proposal.Id)!.State);
        Assert.Empty(store.Approvals.Pending(new ApprovalFilter()));
    }

    [Fact]
    public async Task Four_eyes_need_two_different_people()
    {
        await AskAsync(people: 2);

        var first = await store.Approvals.RecordAsync(Approve("ana"), At, default);
        var same = await store.Approvals.RecordAsync(Approve("ana") with { Note = "again" }, At, default);
        var second = await store.Approvals.RecordAsync(Approve("ben"), At, default);

        Assert.Equal(new VerdictTaken.Recorded(false, 1), first);
        Assert.Contains("2 different people", Assert.IsType<VerdictTaken.Refused>(same).Reason, StringComparison.Ordinal);
        Assert.Equal(new VerdictTaken.Recorded(true, 2), second);
    }

    [Fact]
    public async Task The_same_verdict_sent_twice_is_one_verdict()
    {
        await AskAsync(people: 2);

        await store.Approvals.RecordAsync(Approve("ana"), At, default);
        var again = await store.Approvals.RecordAsync(Approve("ana"), At.AddSeconds(3), default);

        Assert.Equal(new VerdictTaken.Recorded(false, 1), again);
        Assert.Single(store.Approvals.Find(proposal.Id)!.Verdicts);
    }

    [Theory]
    [InlineData("playbook-v1", "finance", null, "cannot answer")]
    [InlineData("ana", "viewer", null, "role 'finance'")]
    [InlineData("ana", "finance", "an older hash", "changed since")]
    public async Task A_wrong_verdict_is_refused_with_its_reason(string by, string role, string? hash, string reason)
    {
        await AskAsync(people: 1);

        var taken = await store.Approvals.RecordAsync(
            Approve(by) with { Roles = [role], ProposalHash = hash ?? Proposals.HashOf(proposal) }, At, default);

        Assert.Contains(reason, Assert.IsType<VerdictTaken.Refused>(taken).Reason, StringComparison.Ordinal);
        Assert.True(store.Approvals.Find(proposal.Id)!.IsWaiting);
    }

    [Fact]
    public async Task A_second_verdict_after_the_end_is_refused()
    {
        await AskAsync(people: 1);
        await store.Approvals.RecordAsync(
            new Verdict.Reject("too much") { Proposal = proposal.Id, ProposalHash = Proposals.HashOf(proposal), By = "ana", Roles = ["finance"] }, At, default);

        var late = await store.Approvals.RecordAsync(Approve("ben"), At, default);

        Assert.Contains("already settled: rejected", Assert.IsType<VerdictTaken.Refused>(late).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_approvers_at_once_settle_each_request_once()
    {
        await JoinAsync();
        var proposals = Enumerable.Range(1, 40).Select(A.Refund).ToList();
        await store.WriteAsync(
            sql =>
            {
                foreach (var p in proposals)
                {
                    store.Proposals.Add(sql, p, int.Parse(p.Id.Value.Split('p')[^1], System.Globalization.CultureInfo.InvariantCulture), At);
                    store.Approvals.Ask(sql, A.Request(p, 1), p.ProposedBy);
                }
            }, default);

        var answers = await Task.WhenAll(
            from p in proposals
            from person in Enumerable.Range(0, 50)
            select store.Approvals.RecordAsync(
                Approve($"person{person}") with { Proposal = p.Id, ProposalHash = Proposals.HashOf(p) }, At, default));

        Assert.Equal(40, answers.Count(a => a is VerdictTaken.Recorded { IsFinal: true }));
        Assert.Equal(40 * 49, answers.Count(a => a is VerdictTaken.Refused));
        Assert.Equal(0, store.Approvals.CountPending());
    }

    [Fact]
    public async Task A_request_reopened_after_a_change_needs_new_approvals()
    {
        await AskAsync(people: 1);
        await store.Approvals.RecordAsync(Approve("ana"), At.AddMinutes(1), default);

        var again = A.Request(proposal, 1) with { AskedAt = At.AddMinutes(10), DueAt = At.AddHours(5) };
        await store.WriteAsync(sql => store.Approvals.Reopen(sql, again, "the price changed"), default);

        var reopened = store.Approvals.Find(proposal.Id)!;
        Assert.Equal(("reopened", 0, true), (reopened.State, reopened.Approvals, reopened.IsWaiting));
        Assert.Equal(new VerdictTaken.Recorded(true, 1), await store.Approvals.RecordAsync(
            Approve("ana") with { Note = "seen again" }, At.AddMinutes(11), default));
    }

    [Fact]
    public async Task A_claim_keeps_others_out_until_it_ends()
    {
        await AskAsync(people: 1);

        Assert.True(await store.Approvals.TryClaimAsync(proposal.Id, "ana", At, At.AddMinutes(10), default));
        Assert.False(await store.Approvals.TryClaimAsync(proposal.Id, "ben", At.AddMinutes(5), At.AddMinutes(15), default));
        Assert.True(await store.Approvals.TryClaimAsync(proposal.Id, "ben", At.AddMinutes(10), At.AddMinutes(20), default));
    }

    [Fact]
    public async Task The_list_shows_request_case_and_proposal_by_deadline_and_role()
    {
        await AskAsync(people: 1);

        var pending = Assert.Single(store.Approvals.Pending(new ApprovalFilter { Roles = ["finance", "risk"] }));

        Assert.Equal(A.Case, pending.Case.Id);
        Assert.Equal(proposal.Move, pending.Proposal.Move);
        Assert.Equal(OrderStatus.Shipped, pending.Approval.Request.Snapshot.Status);
        Assert.Empty(store.Approvals.Pending(new ApprovalFilter { Roles = ["risk"] }));
    }

    private async Task AskAsync(int people)
    {
        await JoinAsync();
        await store.WriteAsync(
            sql =>
            {
                store.Proposals.Add(sql, proposal, 1, At);
                store.Approvals.Ask(sql, A.Request(proposal, people), proposal.ProposedBy);
            }, default);
    }

    private Task<Joined> JoinAsync() => store.Signals.TryJoinAsync(
        new Signal { Id = "s1", Source = "carrier", Kind = SignalKind.ParcelLate, OccurredAt = At, Order = new OrderId("o1") }, At, default);

    private Verdict.Approve Approve(string by) => new(null as string)
    {
        Proposal = proposal.Id,
        ProposalHash = Proposals.HashOf(proposal),
        By = by,
        Roles = ["finance"],
    };
}
