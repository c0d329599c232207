using System.Text.Json.Nodes;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>One call of a shop's tool, as a model made it or as a reference names it.</summary>
public sealed record RetailCall(string Tool, JsonObject Arguments);

/// <summary>A call that writes, as a move of the core.</summary>
/// <param name="Order">Null for the customer's profile.</param>
/// <param name="Customer">Set for the customer's profile only.</param>
public sealed record RetailWrite(Move Move, OrderId? Order, CustomerId? Customer)
{
    /// <summary>
    /// Equal for writes that leave the shop alike: lists of items without their order, swaps as pairs, addresses field by field.
    /// </summary>
    public string Key => Move switch
    {
        Move.CancelOrder m => $"cancel {Order} {m.Reason}",
        Move.ReturnForRefund m => $"return {Order} {Sorted(m.Lines.Select(l => l.Value))} {m.To}",
        Move.EditItems m => $"edit {Order} {Pairs(m.Swaps)} {m.Method}",
        Move.Exchange m => $"exchange {Order} {Pairs(m.Swaps)} {m.Method}",
        Move.ChangePaymentMethod m => $"pay {Order} {m.To}",
        Move.ChangeAddress m => $"ship {Order} {Line(m.To)}",
        Move.ChangeProfileAddress m => $"profile {Customer} {Line(m.To)}",
        _ => $"{Move.Name} {Order}",
    };

    private static string Pairs(IEnumerable<ItemSwap> swaps) => Sorted(swaps.Select(s => $"{s.Line}>{s.To}"));

    private static string Sorted(IEnumerable<string> ids) => string.Join(',', ids.Order(StringComparer.Ordinal));

    private static string Line(Address a) => string.Join('|', a.Street, a.Street2 ?? "", a.City, a.Region ?? "", a.PostalCode, a.Country);
}

/// <summary>Calls of the shop's tools as moves; the inverse of how the shop carries moves out.</summary>
public static class RetailCalls
{
    public static readonly IReadOnlySet<string> Writes = new HashSet<string>(StringComparer.Ordinal)
    {
        "cancel_pending_order", "modify_pending_order_items", "modify_pending_order_address", "modify_pending_order_payment",
        "modify_user_address", "return_delivered_order_items", "exchange_delivered_order_items",
    };

    /// <summary>Null for a tool that only reads or talks, and for a call whose arguments are missing or of the wrong form.</summary>
    public static RetailWrite? Write(RetailCall call)
    {
        var a = new RetailArguments(call.Arguments);
        var order = a.Text("order_id") is { } id ? new OrderId(id) : (OrderId?)null;
        var method = a.Text("payment_method_id") is { } methodId ? new PaymentMethodId(methodId) : (PaymentMethodId?)null;
        if (call.Tool == "modify_user_address")
            return a.Text("user_id") is { } user && To(a) is { } profile ? new RetailWrite(new Move.ChangeProfileAddress(profile), null, new CustomerId(user)) : null;
        if (order is null)
            return null;
        Move? move = call.Tool switch
        {
            "cancel_pending_order" => a.Text("reason") is { } reason ? new Move.CancelOrder(reason) : null,
            "modify_pending_order_address" => To(a) is { } to ? new Move.ChangeAddress(to) : null,
            "modify_pending_order_payment" => method is { } pay ? new Move.ChangePaymentMethod(pay) : null,
            "modify_pending_order_items" => Swaps(a) is { } swaps ? new Move.EditItems(swaps, method) : null,
            "exchange_delivered_order_items" => Swaps(a) is { } swaps ? new Move.Exchange(swaps, method) : null,
            "return_delivered_order_items" => a.List("item_ids") is { } items
                ? new Move.ReturnForRefund([.. items.Select(i => new LineId(i))], method) : null,
            _ => null,
        };
        return move is null ? null : new RetailWrite(move, order, null);
    }

    private static List<ItemSwap>? Swaps(RetailArguments a) =>
        a.List("item_ids") is { } old && a.List("new_item_ids") is { } wanted && old.Count == wanted.Count
            ? [.. old.Zip(wanted, (from, to) => new ItemSwap(new LineId(from), new VariantId(to)))]
            : null;

    private static Address? To(RetailArguments a) =>
        a.Text("address1") is { } street && a.Text("city") is { } city && a.Text("zip") is { } zip
            ? new Address("", street, a.Text("address2") is { Length: > 0 } second ? second : null, city, a.Text("state"), zip, a.Text("country") ?? "USA")
            : null;
}
