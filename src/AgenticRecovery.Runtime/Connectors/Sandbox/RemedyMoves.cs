using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>After delivery: exchanges, returns, refunds; and money beyond any right.</summary>
internal static class RemedyMoves
{
    public static ShopAnswer Exchange(SandboxStep step, Move.Exchange move) => step.OnOrder(order =>
    {
        if (WhyNoReturn(step, order) is { } late)
            return SandboxStep.Refuse(late);
        if (ItemMoves.WhyNoSwap(step, order, move.Swaps) is { } reason)
            return SandboxStep.Refuse(reason);
        var difference = ItemMoves.Difference(step, order, move.Swaps);
        if (!difference.IsZero)
        {
            if ((move.Method ?? SandboxStep.Original(order)) is not { } method)
                return SandboxStep.Refuse("The price differs and no payment method is named.");
            if (WhyCannotPay(step, order, method, difference) is { } why)
                return SandboxStep.Refuse(why);
        }

        // The new items are set aside now; the difference moves when the old ones are back.
        foreach (var swap in move.Swaps)
            step.Shop.TakeStock(swap.To, 1);
        var id = step.Ref("exchange");
        step.Shop.Return(
            id, order.Id, "exchange", [.. move.Swaps.Select(s => $"{s.Line}>{s.To}")],
            move.Method ?? SandboxStep.Original(order), difference.Minor, step.Now);
        step.Shop.Save(order with { Status = OrderStatus.ExchangeRequested });
        return SandboxStep.Done(id, $"Exchange of {move.Swaps.Count} item(s), difference {difference}.");
    });

    public static ShopAnswer Return(SandboxStep step, Move.ReturnForRefund move) => step.OnOrder(order =>
    {
        if (WhyNoReturn(step, order) is { } late)
            return SandboxStep.Refuse(late);
        // A line named twice means two of its units.
        foreach (var group in move.Lines.GroupBy(l => l))
            if (order.Lines.FirstOrDefault(l => l.Id == group.Key) is not { } line || group.Count() > line.Quantity)
                return SandboxStep.Refuse($"The order has no such units of line {group.Key}.");
        if (move.Lines.Count == 0)
            return SandboxStep.Refuse("No line is named.");
        if ((move.To ?? SandboxStep.Original(order)) is not { } method)
            return SandboxStep.Refuse("The shop does not know how the order was paid.");
        if (order.Payments.All(p => p.Method != method) && step.Shop.Customer(order.Customer)?.PaymentMethods.FirstOrDefault(m => m.Id == method)?.Balance is null)
            return SandboxStep.Refuse("Money goes back to the original payment method, a gift card or store credit.");
        var id = step.Ref("return");
        step.Shop.Return(id, order.Id, "return", [.. move.Lines.Select(l => l.Value)], method, 0, step.Now);
        step.Shop.Save(order with { Status = OrderStatus.ReturnRequested });
        return SandboxStep.Done(id, $"Return of {move.Lines.Count} item(s) registered.");
    });

    public static ShopAnswer Refund(SandboxStep step, Money amount, string basis) => step.OnOrder(order =>
    {
        if (amount.Currency != order.Currency)
            return SandboxStep.Refuse($"The order is in {order.Currency}.");
        if (amount.Minor <= 0)
            return SandboxStep.Refuse("There is nothing to refund.");
        if (amount > order.Refundable)
            return SandboxStep.Refuse($"{order.Refundable} can still be refunded.");
        if (order.Payments.LastOrDefault(p => p.Status == "captured")?.Method is not { } method)
            return new ShopAnswer.NeedsPerson($"Refund {amount} of order {order.Id} ({basis}): the shop does not know how it was paid.");
        var id = step.Ref("refund");
        step.Shop.Save(step.GiveBack(order, amount, method, basis, id));
        return SandboxStep.Done(id, $"{amount} refunded to {method}.");
    });

    public static ShopAnswer FullRefund(SandboxStep step, Move.FullRefund move) =>
        step.OnOrder(order => Refund(step, order.Refundable, move.Basis));

    public static ShopAnswer Accelerate(SandboxStep step) => step.OnOrder(order =>
    {
        var refund = step.Shop.Sql.Text(
            "SELECT id FROM refunds WHERE order_id = @order AND status IN ('pending', 'failed') ORDER BY at, id LIMIT 1", ("@order", order.Id.Value));
        if (refund is null)
            return SandboxStep.Refuse("No refund of this order is pending.");
        step.Shop.Sql.Execute("UPDATE refunds SET status = 'accelerated' WHERE id = @id", ("@id", refund));
        return SandboxStep.Done(refund, $"Refund {refund} sent again by the fast way.");
    });

    public static ShopAnswer Credit(SandboxStep step, string kind, Money amount) => step.OnCustomer(customer =>
    {
        if (amount.Minor <= 0)
            return SandboxStep.Refuse("A credit must be more than zero.");
        if (step.Write.Order is { } id)
        {
            if (step.Shop.Order(id) is not { } order)
                return SandboxStep.Refuse($"There is no order {id}.");
            if (order.Customer != customer.Id)
                return SandboxStep.Refuse("The order belongs to another customer.");
            if (order.Currency != amount.Currency)
                return SandboxStep.Refuse($"The order is in {order.Currency}.");
            if (amount > order.Total)
                return SandboxStep.Refuse($"A credit above the order's {order.Total} is not given here.");
        }

        var reference = step.Ref("credit");
        step.Shop.Credit(reference, customer.Id, step.Write.Order, kind, amount, step.Now);
        var wallet = new PaymentMethodId($"store_credit_{customer.Id}_{amount.Currency}");
        var methods = customer.PaymentMethods.Any(m => m.Id == wallet)
            ? customer.PaymentMethods.Select(m => m.Id == wallet && m.Balance is { } b ? m with { Balance = b + amount } : m)
            : customer.PaymentMethods.Append(new PaymentMethod(wallet, "store_credit", "Store credit") { Balance = amount });
        step.Shop.Save(customer with { PaymentMethods = [.. methods] });
        return SandboxStep.Done(reference, $"{amount} {kind}.");
    });

    public static ShopAnswer Honour(SandboxStep step, Move.HonourCode move) => step.OnOrder(order =>
    {
        var percent = order.Attributes.GetValueOrDefault(SandboxWords.CodePrefix + move.Code);
        if (!int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var off) || off is < 1 or > 100)
            return SandboxStep.Refuse($"The code {move.Code} is not valid for this order.");
        if (step.Shop.Sql.Number("SELECT count(*) FROM credits WHERE order_id = @order AND kind = @kind", ("@order", order.Id.Value), ("@kind", $"code {move.Code}")) > 0)
            return SandboxStep.Refuse($"The code {move.Code} was honoured already.");
        var goods = order.Lines.Aggregate(Money.Zero(order.Currency), (sum, l) => sum + l.UnitPrice.Times(l.Quantity));
        return Credit(step, $"code {move.Code}", goods.Times(off / 100m));
    });

    private static string? WhyNoReturn(SandboxStep step, Order order) => order.Status switch
    {
        OrderStatus.Delivered when order.Attributes.GetValueOrDefault(SandboxWords.ReturnUntil) is { } until
            && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last)
            && step.Now > last && !step.Shop.IsHeld(order.Id, HoldKind.ExtendReturnWindow) => $"The return window closed on {last:yyyy-MM-dd}.",
        OrderStatus.Delivered => null,
        _ => $"The order is {SandboxStep.Words(order.Status)}; only a delivered order comes back.",
    };

    // Only whether it could be paid: an exchange's difference moves later.
    private static string? WhyCannotPay(SandboxStep step, Order order, PaymentMethodId method, Money difference)
    {
        var owned = step.Shop.Customer(order.Customer)?.PaymentMethods.FirstOrDefault(m => m.Id == method);
        return owned switch
        {
            null => $"{method} is no payment method of this customer.",
            { Balance: { } balance } when balance < difference => $"The balance of {method} is {balance}; {difference} is needed.",
            _ => null,
        };
    }
}
