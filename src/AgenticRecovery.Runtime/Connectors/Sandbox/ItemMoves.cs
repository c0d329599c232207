using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>What is in the order: other variants, fewer lines, none at all. Only before the warehouse has it.</summary>
internal static class ItemMoves
{
    public static ShopAnswer Edit(SandboxStep step, Move.EditItems move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        if (WhyNoSwap(step, order, move.Swaps) is { } reason)
            return SandboxStep.Refuse(reason);

        var difference = Difference(step, order, move.Swaps);
        var edited = order with { Total = order.Total + difference };
        if (!difference.IsZero && !order.Paid.IsZero)
        {
            if ((move.Method ?? SandboxStep.Original(order)) is not { } method)
                return SandboxStep.Refuse("The price differs and no payment method is named.");
            if (difference.IsNegative)
            {
                // Charging nothing checks that the method is the customer's own.
                if (step.Charge(order.Customer, method, Money.Zero(order.Currency)) is { } notOwned)
                    return SandboxStep.Refuse(notOwned);
                edited = step.GiveBack(edited, -difference, method, "price difference", step.Ref("refund"));
            }
            else
            {
                if (step.Charge(order.Customer, method, difference) is { } why)
                    return SandboxStep.Refuse(why);
                edited = edited with
                {
                    Payments = [.. edited.Payments, new Payment(method, "difference", difference, "captured") { Attempts = 1 }],
                    Paid = edited.Paid + difference,
                };
            }
        }

        foreach (var swap in move.Swaps)
            edited = SwapOne(step, edited, swap);
        step.Shop.Save(edited);
        return SandboxStep.Done(step.Ref("edit"), $"{move.Swaps.Count} item(s) changed, difference {difference}.");
    });

    public static ShopAnswer Substitute(SandboxStep step, Move.Substitute move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        if (order.Lines.FirstOrDefault(l => l.Id == move.Line) is not { } line)
            return SandboxStep.Refuse($"The order has no line {move.Line}.");
        if (step.Shop.Variant(move.By) is not { } variant || !variant.CanServe(line.Quantity))
            return SandboxStep.Refuse($"{move.By} is not available.");
        if (variant.Id == line.Variant)
            return SandboxStep.Refuse("That is the same item.");

        // The customer never pays more for a substitute, and gets the difference of a cheaper one.
        var price = Money.Min(line.UnitPrice, variant.Price);
        var back = (line.UnitPrice - price).Times(line.Quantity);
        var product = ProductOf(step, variant);
        var substitute = line with
        {
            Product = variant.Product,
            Variant = variant.Id,
            Name = product?.Name ?? line.Name,
            Options = OptionsOf(product, variant.Id) ?? line.Options,
            UnitPrice = price,
            Allocated = line.Quantity,
        };
        step.Shop.TakeStock(line.Variant, -(line.Allocated ?? 0));
        step.Shop.TakeStock(variant.Id, line.Quantity);
        var changed = order with
        {
            Total = order.Total - back,
            Lines = [.. order.Lines.Select(l => l == line ? substitute : l)],
        };
        if (back.Minor > 0 && order.Paid >= back && SandboxStep.Original(order) is { } method)
            changed = step.GiveBack(changed, back, method, "cheaper substitute", step.Ref("refund"));
        step.Shop.Save(FreeStockHold(changed));
        return SandboxStep.Done(step.Ref("substitute"), $"Substituted; {back} given back.");
    });

    public static ShopAnswer CancelLine(SandboxStep step, Move.CancelLine move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        if (order.Lines.FirstOrDefault(l => l.Id == move.Line) is not { } line)
            return SandboxStep.Refuse($"The order has no line {move.Line}.");
        if (order.Lines.Count == 1)
            return SandboxStep.Refuse("It is the only line; cancel the order instead.");

        var value = line.UnitPrice.Times(line.Quantity);
        var back = Money.Min(value, order.Refundable);
        var changed = order with { Lines = [.. order.Lines.Where(l => l != line)], Total = order.Total - value };
        if (back.Minor > 0 && SandboxStep.Original(order) is { } method)
            changed = step.GiveBack(changed, back, method, "line cancelled", step.Ref("refund"));
        step.Shop.TakeStock(line.Variant, -(line.Allocated ?? line.Quantity));
        step.Shop.Save(FreeStockHold(changed));
        return SandboxStep.Done(step.Ref("line"), $"Line cancelled, {back} given back.");
    });

    public static ShopAnswer CancelOrder(SandboxStep step, Move.CancelOrder move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        var back = order.Refundable;
        var changed = order with
        {
            Status = OrderStatus.Cancelled,
            HoldReason = null,
            Attributes = new Dictionary<string, string>(order.Attributes) { ["cancel.reason"] = move.Reason },
        };
        if (back.Minor > 0)
        {
            if (SandboxStep.Original(order) is not { } method)
                return new ShopAnswer.NeedsPerson($"Cancel order {order.Id} and give back {back}: the shop does not know how it was paid.");
            changed = step.GiveBack(changed, back, method, "order cancelled", step.Ref("refund"));
        }

        foreach (var line in order.Lines)
            step.Shop.TakeStock(line.Variant, -(line.Allocated ?? line.Quantity));
        step.Shop.Save(changed);
        return SandboxStep.Done(step.Ref("cancel"), $"Cancelled; {back} given back.");
    });

    /// <summary>Why these swaps cannot be; null when they can.</summary>
    internal static string? WhyNoSwap(SandboxStep step, Order order, IReadOnlyList<ItemSwap> swaps)
    {
        if (swaps.Count == 0)
            return "No item is named.";
        foreach (var group in swaps.GroupBy(s => s.Line))
        {
            if (order.Lines.FirstOrDefault(l => l.Id == group.Key) is not { } line)
                return $"The order has no line {group.Key}.";
            if (group.Count() > line.Quantity)
                return $"Line {group.Key} has {line.Quantity} unit(s).";
            foreach (var swap in group)
            {
                if (step.Shop.Variant(swap.To) is not { } variant)
                    return $"There is no item {swap.To}.";
                if (variant.Product != line.Product)
                    return $"{swap.To} is another product.";
                if (variant.Id == line.Variant)
                    return $"Line {line.Id} is already {swap.To}.";
                if (!variant.CanServe(swaps.Count(s => s.To == swap.To)))
                    return $"{swap.To} is not available.";
                if (variant.Price.Currency != order.Currency)
                    return $"{swap.To} is priced in {variant.Price.Currency}.";
            }
        }

        return null;
    }

    /// <summary>What the new items cost more (or less, negative).</summary>
    internal static Money Difference(SandboxStep step, Order order, IReadOnlyList<ItemSwap> swaps) => swaps.Aggregate(
        Money.Zero(order.Currency),
        (sum, swap) => sum + step.Shop.Variant(swap.To)!.Price - order.Lines.First(l => l.Id == swap.Line).UnitPrice);

    /// <summary>A hold for missing stock falls when every line can be served.</summary>
    internal static Order FreeStockHold(Order order) =>
        order.Status == OrderStatus.OnHold && order.HoldReason?.Contains("stock", StringComparison.OrdinalIgnoreCase) == true
        && order.Lines.All(l => l.Allocated is null || l.Allocated >= l.Quantity)
            ? order with { Status = OrderStatus.Open, HoldReason = null }
            : order;

    private static Order SwapOne(SandboxStep step, Order order, ItemSwap swap)
    {
        var line = order.Lines.First(l => l.Id == swap.Line);
        var variant = step.Shop.Variant(swap.To)!;
        step.Shop.TakeStock(line.Variant, -1);
        step.Shop.TakeStock(variant.Id, 1);
        var options = OptionsOf(ProductOf(step, variant), variant.Id) ?? line.Options;
        var swapped = line with { Variant = variant.Id, UnitPrice = variant.Price, Options = options, Quantity = 1, Allocated = line.Allocated is null ? null : 1 };
        if (line.Quantity == 1)
            return order with { Lines = [.. order.Lines.Select(l => l == line ? swapped : l)] };

        // One unit leaves a line of several: it becomes a line of its own.
        var number = Enumerable.Range(2, order.Lines.Count + 1).First(n => order.Lines.All(l => l.Id.Value != $"{line.Id}.{n}"));
        var rest = line with { Quantity = line.Quantity - 1, Allocated = line.Allocated is { } a ? Math.Max(0, a - 1) : null };
        return order with { Lines = [.. order.Lines.Select(l => l == line ? rest : l), swapped with { Id = new LineId($"{line.Id}.{number}") }] };
    }

    private static Product? ProductOf(SandboxStep step, VariantRow variant) =>
        step.Shop.Sql.Text("SELECT body FROM products WHERE id = @id", ("@id", variant.Product.Value)) is { } body
            ? StoreJson.Read<Product>(body)
            : null;

    private static IReadOnlyDictionary<string, string>? OptionsOf(Product? product, VariantId id) =>
        product?.Variants.FirstOrDefault(v => v.Id == id)?.Options;
}
