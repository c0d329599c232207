using System.Text.Json.Nodes;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>Moves as calls of the shop's tools.</summary>
internal static class RetailMoves
{
    public static readonly IReadOnlySet<string> Capabilities = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(Move.EditItems), nameof(Move.ChangeAddress), nameof(Move.ChangePaymentMethod), nameof(Move.ChangeProfileAddress),
        nameof(Move.CancelOrder), nameof(Move.Exchange), nameof(Move.ReturnForRefund), nameof(Move.EscalateTo),
        nameof(Move.DoNothing), nameof(Move.Reassure), nameof(Move.ProductGuidance), nameof(Move.Explain), nameof(Move.Decline),
        nameof(Move.AskCustomer), nameof(Move.Apologise),
    };

    public static ShopAnswer Run(RetailDocuments shop, RetailSemantics semantics, ShopWrite write)
    {
        if (Words(write.Move) is { } said)
            return new ShopAnswer.Done($"note-{write.Key}", said);
        if (Call(shop, write) is not { } call)
            return new ShopAnswer.NeedsPerson($"Carry out {write.Move.Name} on order {write.Order} by hand; the retail shop has no tool for it.");
        if (call.Why is { } why)
            return new ShopAnswer.Refused(why);
        var answer = new RetailTools(shop, semantics).Call(call.Tool, call.Arguments);
        return answer.IsError
            ? new ShopAnswer.Refused(answer.Text["Error: ".Length..])
            : new ShopAnswer.Done($"{call.Tool}:{write.Order?.Value ?? write.Customer?.Value}", $"{call.Tool} done.");
    }

    public static Verification Check(RetailDocuments shop, ShopWrite write, ShopAnswer? answer)
    {
        if (answer is not ShopAnswer.Done done)
            return new Verification(false, true, answer is null ? "The shop never saw this move." : "The shop did not carry it out.");
        if (Words(write.Move) is not null)
            return new Verification(true, true, done.Summary);
        if (write.Move is Move.ChangeProfileAddress profile)
            return new Verification(
                CustomerOf(shop, write) is { } id && JsonNode.DeepEquals(shop.Find(RetailDocuments.Users, id)?["address"], RetailViews.Address(profile.To)),
                true, "address of the profile");
        if (write.Order is not { } orderId || shop.Find(RetailDocuments.Orders, orderId.Value) is not { } order)
            return new Verification(done.Reference.StartsWith("transfer", StringComparison.Ordinal), true, done.Summary);
        var status = order["status"]!.GetValue<string>();
        return new Verification(Shows(write.Move, order, status), true, status);
    }

    private static bool Shows(Move move, JsonObject order, string status) => move switch
    {
        Move.CancelOrder => status == "cancelled",
        Move.Exchange => status == "exchange requested",
        Move.ReturnForRefund => status == "return requested",
        Move.EditItems edit => edit.Swaps.All(s => order["items"]!.AsArray().Any(i => i!["item_id"]!.GetValue<string>() == s.To.Value)),
        Move.ChangeAddress address => JsonNode.DeepEquals(order["address"], RetailViews.Address(address.To)),
        Move.ChangePaymentMethod method => order["payment_history"]!.AsArray()
            .Any(p => p!["transaction_type"]!.GetValue<string>() == "payment" && p["payment_method_id"]!.GetValue<string>() == method.To.Value),
        Move.EscalateTo => true,
        _ => false,
    };

    /// <summary>What a move that only speaks leaves behind; null for any other.</summary>
    private static string? Words(Move move) => MoveTraits.Of(move).Group == MoveGroup.Message && Capabilities.Contains(move.Name)
        ? $"{move.Name} noted."
        : null;

    private static ToolCall? Call(RetailDocuments shop, ShopWrite write)
    {
        if (write.Move is Move.EscalateTo task)
            return new ToolCall("transfer_to_human_agents", new JsonObject { ["summary"] = $"{task.Owner}: {task.Instructions}" });
        if (write.Move is Move.ChangeProfileAddress profile)
            return CustomerOf(shop, write) is { } user
                ? new ToolCall("modify_user_address", With(RetailViews.Address(profile.To), "user_id", user))
                : ToolCall.No("The move names no customer.");
        if (!Capabilities.Contains(write.Move.Name))
            return null;
        if (write.Order is not { } id || shop.Find(RetailDocuments.Orders, id.Value) is not { } order)
            return ToolCall.No(write.Order is null ? "The move names no order." : "order not found");

        var original = order["payment_history"]!.AsArray().FirstOrDefault()?["payment_method_id"]?.GetValue<string>() ?? "";
        return write.Move switch
        {
            Move.CancelOrder m => new("cancel_pending_order", new JsonObject { ["order_id"] = id.Value, ["reason"] = Reason(m.Reason) }),
            Move.ChangeAddress m => new("modify_pending_order_address", With(RetailViews.Address(m.To), "order_id", id.Value)),
            Move.ChangePaymentMethod m => new("modify_pending_order_payment", new JsonObject { ["order_id"] = id.Value, ["payment_method_id"] = m.To.Value }),
            Move.EditItems m => new("modify_pending_order_items", Swaps(id, m.Swaps, m.Method?.Value ?? original)),
            Move.Exchange m => new("exchange_delivered_order_items", Swaps(id, m.Swaps, m.Method?.Value ?? original)),
            Move.ReturnForRefund m => new("return_delivered_order_items", new JsonObject
            {
                ["order_id"] = id.Value,
                ["item_ids"] = List(m.Lines.Select(l => l.Value)),
                ["payment_method_id"] = m.To?.Value ?? original,
            }),
            _ => null,
        };
    }

    /// <summary>The shop knows two reasons; what is neither stays as it is and is refused there.</summary>
    private static string Reason(string reason) =>
        reason.Contains("mistake", StringComparison.OrdinalIgnoreCase) ? "ordered by mistake"
        : reason.Contains("no longer", StringComparison.OrdinalIgnoreCase) ? "no longer needed"
        : reason;

    private static string? CustomerOf(RetailDocuments shop, ShopWrite write) =>
        write.Customer?.Value ?? (write.Order is { } id ? shop.Find(RetailDocuments.Orders, id.Value)?["user_id"]?.GetValue<string>() : null);

    private static JsonObject Swaps(OrderId order, IReadOnlyList<ItemSwap> swaps, string method) => new()
    {
        ["order_id"] = order.Value,
        ["item_ids"] = List(swaps.Select(s => s.Line.Value)),
        ["new_item_ids"] = List(swaps.Select(s => s.To.Value)),
        ["payment_method_id"] = method,
    };

    private static JsonArray List(IEnumerable<string> ids) => [.. ids.Select(i => (JsonNode?)JsonValue.Create(i))];

    private static JsonObject With(JsonObject arguments, string name, string value)
    {
        arguments[name] = value;
        return arguments;
    }

    private sealed record ToolCall(string Tool, JsonObject Arguments)
    {
        /// <summary>Why there is nothing to call.</summary>
        public string? Why { get; private init; }

        public static ToolCall No(string why) => new("", []) { Why = why };
    }
}
