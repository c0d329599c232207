using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

/// <summary>Valid things to start from.</summary>
internal static class A
{
    public static readonly CaseId Case = new("case-o1-DeliveryException-1");

    public static Outcome Outcome(CaseId id, DateTimeOffset at) => new(
        id, CaseResult.Recovered, "delivered", FailureMode.DeliveryException, "carrier.hub-backlog", "Reassure", "recovery",
        Money.Eur(60_00), Money.Eur(21_00), Money.Eur(0), Money.Eur(1_20), 0, at, at);

    public static Proposal Refund(int ordinal) => new(
        ProposalId.For(Case, ordinal), Case, new Move.PartialRefund(Money.Eur(12_00), "late"), Money.Eur(12_00), Money.Eur(12_00),
        "the parcel is late", "playbook-v1")
    {
        Order = new OrderId("o1"),
    };

    public static ApprovalRequest Request(Proposal proposal, int people) => new()
    {
        Proposal = proposal.Id,
        Case = proposal.Case,
        ProposalHash = Proposals.HashOf(proposal),
        BookHash = "b00c",
        Rule = "refund.review",
        Role = "finance",
        People = people,
        Amount = proposal.Amount,
        Snapshot = new BusinessSnapshot { Status = OrderStatus.Shipped, OrderHash = "0r", Refundable = Money.Eur(60_00) },
        AskedAt = StandingClock.Noon,
        DueAt = StandingClock.Noon.AddHours(4),
    };
}
