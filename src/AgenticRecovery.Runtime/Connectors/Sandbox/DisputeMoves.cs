using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Answering, contesting or accepting a dispute, before its deadline.</summary>
internal static class DisputeMoves
{
    private sealed record DisputeRow(string Order, string Stage, string Status, DateTimeOffset? DueAt, Money Amount);

    public static ShopAnswer Answer(SandboxStep step, Move.AnswerInquiry move) => On(step, move.DisputeId, dispute =>
        dispute.Stage != "inquiry"
            ? SandboxStep.Refuse("It is a chargeback; an answer alone does not settle it.")
            : Set(step, move.DisputeId, "answered", "Inquiry answered."));

    public static ShopAnswer Submit(SandboxStep step, Move.SubmitEvidence move) =>
        On(step, move.DisputeId, _ => Set(step, move.DisputeId, "under_review", "Evidence submitted."));

    public static ShopAnswer Accept(SandboxStep step, Move.AcceptDispute move) => On(step, move.DisputeId, dispute => step.OnOrder(order =>
    {
        // The bank has taken the money; the order's own balance must show it, so it is not refunded a second time.
        var taken = Money.Min(dispute.Amount, order.Refundable);
        step.Shop.Save(order with { Refunded = order.Refunded + taken });
        return Set(step, move.DisputeId, "accepted", $"Dispute accepted; {taken} is the customer's.");
    }));

    private static ShopAnswer On(SandboxStep step, string id, Func<DisputeRow, ShopAnswer> act)
    {
        var dispute = step.Shop.Sql.Find(
            "SELECT order_id, stage, status, due_at, amount_minor, currency FROM disputes WHERE id = @id",
            row => new DisputeRow(
                row.GetString(0), row.GetString(1), row.GetString(2), row.InstantOrNull(3), row.Money(4, 5)),
            ("@id", id));
        if (dispute is null)
            return SandboxStep.Refuse($"There is no dispute {id}.");
        if (step.Write.Order is { } order && dispute.Order != order.Value)
            return SandboxStep.Refuse($"Dispute {id} is of another order.");
        if (dispute.Status != "open")
            return SandboxStep.Refuse($"Dispute {id} is {dispute.Status.Replace('_', ' ')}.");
        if (dispute.DueAt < step.Now)
            return SandboxStep.Refuse($"The deadline of dispute {id} was {dispute.DueAt:yyyy-MM-dd HH:mm} UTC.");
        return act(dispute);
    }

    private static ShopAnswer Set(SandboxStep step, string id, string status, string summary)
    {
        step.Shop.Sql.Execute("UPDATE disputes SET status = @status WHERE id = @id", ("@status", status), ("@id", id));
        return SandboxStep.Done(id, summary);
    }
}
