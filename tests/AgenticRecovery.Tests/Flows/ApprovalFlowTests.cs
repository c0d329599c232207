using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Flows;

/// <summary>The sample order SO-7013 is held for fraud; releasing it needs one person with the role risk.</summary>
public sealed class ApprovalFlowTests
{
    private const string Held = "SO-7013";

    [Fact]
    public async Task An_approval_acts_once_and_a_second_verdict_is_refused()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var first = await shop.SayAsync(Approve(asked, "rita"));
        var second = await shop.SayAsync(Approve(asked, "olaf"));

        Assert.True(first.IsTaken, first.Message);
        Assert.False(second.IsTaken);
        Assert.Contains("already settled", second.Message, StringComparison.Ordinal);
        var released = Assert.Single(shop.Store.Proposals.OfCase(id), p => p.Proposal.Move is Move.ReleaseHold);
        Assert.Equal("done", released.Acted);
        Assert.NotEqual(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
        Assert.NotEqual(CaseState.AwaitingApproval, shop.Store.Cases.Get(id).State);
    }

    [Fact]
    public async Task Verdicts_that_may_not_count_are_refused_at_once_with_the_reason()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var stale = await shop.SayAsync(Approve(asked, "rita") with { ProposalHash = "0" });
        var wrongRole = await shop.SayAsync(Approve(asked, "rita") with { Roles = ["approver"] });
        var own = await shop.SayAsync(Approve(asked, asked.RequestedBy));
        var unknown = await shop.SayAsync(Approve(asked, "rita") with { Proposal = new ProposalId("case-none/p1") });

        Assert.All([stale, wrongRole, own, unknown], a => Assert.False(a.IsTaken));
        Assert.Contains("changed", stale.Message, StringComparison.Ordinal);
        Assert.Contains("role 'risk'", wrongRole.Message, StringComparison.Ordinal);
        Assert.Contains("cannot answer", own.Message, StringComparison.Ordinal);
        Assert.Contains("Nobody was asked", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
    }

    [Fact]
    public async Task A_rejection_does_nothing_and_the_same_move_is_not_raised_again()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var answer = await shop.SayAsync(new Verdict.Reject("the address is known to us")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "rita",
            Roles = ["risk"],
        });

        Assert.True(answer.IsTaken, answer.Message);
        var rejected = Assert.Single(shop.Store.Proposals.OfCase(id), p => p.Proposal.Move is Move.ReleaseHold);
        Assert.Equal(("rejected", "the address is known to us"), (rejected.Acted, rejected.ActedSummary));
        Assert.Equal(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
        Assert.Contains(shop.Store.ToolCalls.OfCase(id), c => c.Answer?.Contains("the address is known to us", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task An_order_that_changed_since_the_request_is_asked_about_again_and_nothing_is_done()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7067");
        var asked = shop.Waiting(id);
        var order = await shop.OrderAsync("SO-7067");
        var other = new Move.PartialRefund(new(1_00, order.Currency), "goodwill");
        await shop.Shop.ExecuteAsync(new("elsewhere/1", order.Id, order.Customer, other, TimeProvider.System.GetUtcNow()), default);

        var answer = await shop.SayAsync(Approve(asked, "fritz"));

        Assert.True(answer.IsTaken, answer.Message);
        var again = shop.Waiting(id);
        Assert.Equal(asked.Request.Proposal, again.Request.Proposal);
        Assert.Contains("refundable balance: 149.00 EUR → 148.00 EUR", again.StateWhy, StringComparison.Ordinal);
        Assert.Null(shop.Store.Proposals.Find(asked.Request.Proposal)!.Acted);

        var second = await shop.SayAsync(Approve(again, "fritz"));

        // The shop refuses to give the refunded euro back twice; what counts is that the second approval reaches it.
        Assert.True(second.IsTaken, second.Message);
        Assert.Equal("refused", shop.Store.Proposals.Find(asked.Request.Proposal)!.Acted);
    }

    [Fact]
    public async Task An_edit_that_the_book_denies_leaves_the_request_open_with_the_reason()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var answer = await shop.SayAsync(new Verdict.Edit(new Move.Replace([new LineId("no-such-line")]), "send another")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "rita",
            Roles = ["risk"],
        });

        Assert.True(answer.IsTaken, answer.Message);
        var again = shop.Waiting(id);
        Assert.Contains("not possible", again.StateWhy, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
    }

    [Fact]
    public async Task Taking_over_closes_the_case_and_a_verdict_after_that_is_refused()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var answer = await shop.SayAsync(new Verdict.TakeOver("I call the customer")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "rita",
            Roles = ["risk"],
        });
        var late = await shop.SayAsync(Approve(asked, "olaf"));

        Assert.True(answer.IsTaken, answer.Message);
        Assert.Equal(CaseResult.TakenOver, shop.Store.Cases.Get(id).Result);
        Assert.Contains("settled", late.Message, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
    }

    [Fact]
    public async Task Asking_the_customer_waits_for_the_reply_which_opens_another_round()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);
        var turns = shop.Store.Transcripts.OfCase(id, "recovery").Count;

        var answer = await shop.SayAsync(new Verdict.Ask("Did you order this yourself?", OfCustomer: true)
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "rita",
            Roles = ["risk"],
        });
        Assert.True(answer.IsTaken, answer.Message);
        Assert.DoesNotContain(shop.Store.Approvals.OfCase(id), a => a.IsWaiting);
        var first = shop.Queue.First(s => s.Order?.Value == Held);
        await shop.HappenAsync(first with { Id = "reply-1", OccurredAt = TimeProvider.System.GetUtcNow() });

        Assert.True(shop.Store.Transcripts.OfCase(id, "recovery").Count > turns);
    }

    [Fact]
    public async Task The_hold_of_a_request_is_lifted_once_it_is_answered()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7039");
        var asked = shop.Waiting(id);
        Assert.Single(shop.Store.Intents.Holds(id), h => h.LiftedAt is null);

        var answer = await shop.SayAsync(new Verdict.Reject("the customer changed their mind")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "olga",
            Roles = ["operations"],
        });

        Assert.True(answer.IsTaken, answer.Message);
        Assert.All(shop.Store.Intents.Holds(id).Where(h => h.Key.StartsWith(asked.Request.Proposal.Value, StringComparison.Ordinal)), h => Assert.NotNull(h.LiftedAt));
    }

    [Fact]
    public async Task The_same_event_twice_changes_nothing()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var signal = shop.Queue.First(s => s.Order?.Value == Held);
        var before = (shop.Store.Proposals.OfCase(id).Count, shop.Store.Transcripts.Calls(id).Count);

        var again = await shop.HappenAsync(signal);

        Assert.True(again.IsDuplicate);
        Assert.Equal(before, (shop.Store.Proposals.OfCase(id).Count, shop.Store.Transcripts.Calls(id).Count));
    }

    [Fact]
    public async Task A_new_event_after_the_close_opens_the_second_case_of_the_order()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);
        await shop.SayAsync(new Verdict.TakeOver("mine")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "rita",
            Roles = ["risk"],
        });
        var signal = shop.Queue.First(s => s.Order?.Value == Held);

        var joined = await shop.HappenAsync(signal with { Id = "risk-again", OccurredAt = TimeProvider.System.GetUtcNow() });

        Assert.True(joined.IsNewCase);
        Assert.Equal("case-SO-7013-FraudHold-2", joined.CaseId.Value);
    }

    private static Verdict.Approve Approve(ApprovalRecord asked, string by) => new((string?)null)
    {
        Proposal = asked.Request.Proposal,
        ProposalHash = asked.Request.ProposalHash,
        By = by,
        Roles = [asked.Request.Role],
    };
}
