using System.Collections.Frozen;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Collecting what is owed, and paying with another method.</summary>
internal static class PaymentMoves
{
    // Declines after which a retry is never approved: lost, stolen, closed, restricted and fraudulent cards,
    // by ISO 8583 response code and by the providers' words for them.
    private static readonly FrozenSet<string> Hard = FrozenSet.ToFrozenSet(
        [
            "04", "07", "12", "14", "15", "41", "43", "46", "54", "57", "62", "R0", "R1", "R3",
            "lost_card", "stolen_card", "pickup_card", "fraudulent", "restricted_card", "expired_card", "invalid_account",
            "incorrect_number", "transaction_not_allowed", "revocation_of_authorization", "stop_payment_order",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static ShopAnswer Retry(SandboxStep step, Move.RetryPayment move) => step.OnOrder(order =>
    {
        if (WhyNothingIsOwed(order) is { } reason)
            return SandboxStep.Refuse(reason);
        var last = order.Payments.LastOrDefault(p => p.Method == move.Method && p.Status != "captured");
        if (last?.DeclineCode is { } code && Hard.Contains(code))
            return SandboxStep.Refuse($"The issuer will not approve this card again ({code}).");

        var owed = order.Total - order.Paid;
        var attempts = (last?.Attempts ?? 0) + 1;
        if (order.Attributes.GetValueOrDefault(SandboxWords.Retry) == "declines")
        {
            var again = new Payment(move.Method, last?.Kind ?? "card", owed, "failed") { DeclineCode = last?.DeclineCode ?? "51", Attempts = attempts };
            step.Shop.Save(order with { Payments = [.. order.Payments.Where(p => p != last), again] });
            return SandboxStep.Refuse($"The issuer declined again ({again.DeclineCode}), attempt {attempts}.");
        }

        if (step.Charge(order.Customer, move.Method, owed) is { } why)
            return SandboxStep.Refuse(why);
        var paid = new Payment(move.Method, last?.Kind ?? "card", owed, "captured") { Attempts = attempts };
        step.Shop.Save(Settle(order with { Payments = [.. order.Payments.Where(p => p != last), paid], Paid = order.Total }));
        return SandboxStep.Done(step.Ref("payment"), $"{owed} captured on {move.Method}, attempt {attempts}.");
    });

    public static ShopAnswer Link(SandboxStep step, string kind) => step.OnOrder(order =>
    {
        if (WhyNothingIsOwed(order) is { } reason)
            return SandboxStep.Refuse(reason);
        var id = step.Ref("link");
        var owed = order.Total - order.Paid;
        step.Shop.Sql.Execute(
            """
            INSERT INTO payment_links (id, order_id, amount_minor, currency, kind, status, at)
            VALUES (@id, @order, @amount, @currency, @kind, 'open', @at)
            """,
            ("@id", id), ("@order", order.Id.Value), ("@amount", owed.Minor), ("@currency", owed.Currency.Code),
            ("@kind", kind), ("@at", step.Now.ToUnixTimeMilliseconds()));
        return SandboxStep.Done(id, $"Payment link over {owed}.");
    });

    public static ShopAnswer ChangeMethod(SandboxStep step, Move.ChangePaymentMethod move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        var current = order.Payments.LastOrDefault(p => p.Status == "captured") ?? (order.Payments.Count > 0 ? order.Payments[^1] : null);
        if (current?.Method == move.To)
            return SandboxStep.Refuse("The order is already on this payment method.");
        var amount = order.Paid.IsZero ? order.Total : order.Refundable;
        if (amount.IsZero)
            return SandboxStep.Refuse("There is nothing to pay.");
        if (step.Charge(order.Customer, move.To, amount) is { } why)
            return SandboxStep.Refuse(why);

        var kind = step.Shop.Customer(order.Customer)!.PaymentMethods.First(m => m.Id == move.To).Kind;
        var moved = order;
        if (current is not null && order.Paid.Minor > 0)
            moved = step.GiveBack(moved, amount, current.Method, "payment method changed", step.Ref("refund"));
        moved = moved with { Payments = [.. moved.Payments, new Payment(move.To, kind, amount, "captured") { Attempts = 1 }], Paid = moved.Paid + amount };
        step.Shop.Save(Settle(moved));
        return SandboxStep.Done(step.Ref("payment"), $"{amount} moved to {move.To}.");
    });

    public static ShopAnswer Reserve(SandboxStep step) => step.OnOrder(order =>
        order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold
            ? SandboxHolds.ReserveStock(step.Shop, order, step.Write.Key) is { } missing
                ? SandboxStep.Refuse($"There is no free stock of {missing}.")
                : SandboxStep.Done(step.Ref("reservation"), "Stock reserved.")
            : SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}."));

    /// <summary>A paid order leaves the payment's own hold.</summary>
    private static Order Settle(Order order)
    {
        var isPaid = order.Paid - order.Refunded >= order.Total;
        if (!isPaid || order.Status is not (OrderStatus.AwaitingPayment or OrderStatus.OnHold))
            return order;
        var isHeldElse = order.HoldReason is { } reason && !reason.Contains("payment", StringComparison.OrdinalIgnoreCase);
        return isHeldElse ? order with { Status = OrderStatus.OnHold } : order with { Status = OrderStatus.Open, HoldReason = null };
    }

    internal static Order Paid(Order order, PaymentMethodId method, string kind, Money amount) => Settle(order with
    {
        Payments = [.. order.Payments.Where(p => p.Status == "captured"), new Payment(method, kind, amount, "captured") { Attempts = 1 }],
        Paid = order.Paid + amount,
    });

    private static string? WhyNothingIsOwed(Order order) => order.Status switch
    {
        OrderStatus.Cancelled => "The order is cancelled.",
        _ when order.Paid >= order.Total => "The order is paid.",
        OrderStatus.AwaitingPayment or OrderStatus.OnHold or OrderStatus.Open => null,
        _ => $"The order is {SandboxStep.Words(order.Status)}.",
    };
}
