using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>The seven tools that change something, with the checks of the original in its order.</summary>
internal sealed class RetailWrites(RetailDocuments shop, RetailSemantics semantics)
{
    private const string Pending = "pending";
    private const string GiftCard = "gift_card";

    private bool IsTau2 => semantics == RetailSemantics.Tau2;

    /// <summary>tau2 words most errors alike, with a capital.</summary>
    public static RetailAnswer Fail(RetailSemantics semantics, string tau, string? tau2 = null) => new(
        "Error: " + (semantics == RetailSemantics.Tau ? tau : tau2 ?? char.ToUpperInvariant(tau[0]) + tau[1..]), true);

    public RetailAnswer Cancel(string orderId, string reason)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (Text(order["status"]) != Pending)
            return Fail("non-pending order cannot be cancelled");
        if (reason is not ("no longer needed" or "ordered by mistake"))
            return Fail("invalid reason");

        var (userId, user) = UserOf(order);
        var history = order["payment_history"]!.AsArray();
        var refunds = new List<JsonNode>();
        foreach (var payment in history)
        {
            var method = Text(payment!["payment_method_id"]);
            refunds.Add(Transaction("refund", PythonNumber.Of(payment["amount"]), method));
            if (Method(user, method) is { } card && IsGiftCard(method, card))
                AddToBalance(card, PythonNumber.Of(payment["amount"]));
        }

        order["status"] = "cancelled";
        order["cancel_reason"] = reason;
        foreach (var refund in refunds)
            history.Add(refund);
        shop.Save(RetailDocuments.Users, userId, user);
        return Saved(orderId, order);
    }

    public RetailAnswer ChangeAddress(string orderId, JsonObject address)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (!IsStillPending(order))
            return Fail("non-pending order cannot be modified");
        order["address"] = address;
        return Saved(orderId, order);
    }

    public RetailAnswer ChangeUserAddress(string userId, JsonObject address)
    {
        if (shop.Find(RetailDocuments.Users, userId) is not { } user)
            return Fail("user not found");
        user["address"] = address;
        shop.Save(RetailDocuments.Users, userId, user);
        return new RetailAnswer(PythonText.Json(user), false);
    }

    public RetailAnswer ChangeItems(string orderId, IReadOnlyList<string> items, IReadOnlyList<string> newItems, string methodId)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (Text(order["status"]) != Pending)
            return Fail("non-pending order cannot be modified");
        if (TooMany(order, items) is { } missing)
            return Fail($"{missing} not found", $"{missing} not found");
        if (items.Count != newItems.Count)
            return Fail("the number of items to be exchanged should match");
        var (difference, variants, fault) = Difference(order, items, newItems, mustDiffer: IsTau2);
        if (fault is not null)
            return fault;

        var (userId, user) = UserOf(order);
        if (Method(user, methodId) is not { } method)
            return Fail("payment method not found");
        if (IsShort(method, difference))
            return Fail("insufficient gift card balance to pay for the new item");

        // The difference is not rounded here, nor in the original; the card's balance is.
        order["payment_history"]!.AsArray().Add((JsonNode)Transaction(difference.Value > 0 ? "payment" : "refund", difference.Abs(), methodId));
        if (Text(method["source"]) == GiftCard)
            AddToBalance(method, PythonNumber.Zero - difference);
        for (var i = 0; i < items.Count; i++)
        {
            var item = Item(order, items[i])!;
            var variant = variants[IsTau2 ? items.Count - 1 : i];
            item["item_id"] = newItems[i];
            item["price"] = variant["price"]!.DeepClone();
            item["options"] = variant["options"]!.DeepClone();
        }

        order["status"] = "pending (item modified)";
        shop.Save(RetailDocuments.Users, userId, user);
        return Saved(orderId, order);
    }

    public RetailAnswer ChangePayment(string orderId, string methodId)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (!IsStillPending(order))
            return Fail("non-pending order cannot be modified");
        var (userId, user) = UserOf(order);
        if (Method(user, methodId) is not { } method)
            return Fail("payment method not found");
        var history = order["payment_history"]!.AsArray();
        if (history.Count != 1 || Text(history[0]!["transaction_type"]) != "payment")
            return Fail("there should be exactly one payment for a pending order");
        var oldId = Text(history[0]!["payment_method_id"]);
        if (oldId == methodId)
            return Fail("the new payment method should be different from the current one");
        var amount = PythonNumber.Of(history[0]!["amount"]);
        if (IsShort(method, amount))
            return Fail("insufficient gift card balance to pay for the order");

        history.Add((JsonNode)Transaction("payment", amount, methodId));
        history.Add((JsonNode)Transaction("refund", amount, oldId));
        if (Text(method["source"]) == GiftCard)
            AddToBalance(method, PythonNumber.Zero - amount);
        if (Method(user, oldId) is { } old && IsGiftCard(oldId, old))
            AddToBalance(old, amount);
        shop.Save(RetailDocuments.Users, userId, user);
        return Saved(orderId, order);
    }

    public RetailAnswer Exchange(string orderId, IReadOnlyList<string> items, IReadOnlyList<string> newItems, string methodId)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (Text(order["status"]) != "delivered")
            return Fail("non-delivered order cannot be exchanged");
        if (TooMany(order, items) is { } missing)
            return Fail($"{missing} not found", $"Number of {missing} not found.");
        if (items.Count != newItems.Count)
            return Fail("the number of items to be exchanged should match", "The number of items to be exchanged should match.");
        var (exact, _, fault) = Difference(order, items, newItems, mustDiffer: false);
        if (fault is not null)
            return fault;
        var difference = exact.ToCents();
        if (Method(UserOf(order).User, methodId) is not { } method)
            return Fail("payment method not found");
        if (IsShort(method, difference))
            return Fail("insufficient gift card balance to pay for the price difference");

        order["status"] = "exchange requested";
        order["exchange_items"] = Sorted(items);
        order["exchange_new_items"] = Sorted(newItems);
        order["exchange_payment_method_id"] = methodId;
        order["exchange_price_difference"] = difference.ToJson();
        return Saved(orderId, order);
    }

    public RetailAnswer Return(string orderId, IReadOnlyList<string> items, string methodId)
    {
        if (Order(orderId) is not { } order)
            return Fail("order not found");
        if (Text(order["status"]) != "delivered")
            return Fail("non-delivered order cannot be returned");
        if (Method(UserOf(order).User, methodId) is not { } method)
            return Fail("payment method not found");
        if (!IsGiftCard(methodId, method) && methodId != Text(order["payment_history"]![0]!["payment_method_id"]))
            return Fail(
                "payment method should be either the original payment method or a gift card",
                "Payment method should be the original payment method");
        if (TooMany(order, items) is not null)
            return Fail("some item not found");

        order["status"] = "return requested";
        order["return_items"] = Sorted(items);
        order["return_payment_method_id"] = methodId;
        return Saved(orderId, order);
    }

    private RetailAnswer Fail(string tau, string? tau2 = null) => Fail(semantics, tau, tau2);

    private bool IsStillPending(JsonObject order) =>
        IsTau2 ? Text(order["status"]).Contains(Pending, StringComparison.Ordinal) : Text(order["status"]) == Pending;

    /// <summary>The sum of price differences in the order given, or why an item cannot be had.</summary>
    private (PythonNumber Sum, List<JsonObject> Variants, RetailAnswer? Fault) Difference(
        JsonObject order, IReadOnlyList<string> items, IReadOnlyList<string> newItems, bool mustDiffer)
    {
        var (sum, variants) = (PythonNumber.Zero, new List<JsonObject>());
        for (var i = 0; i < items.Count; i++)
        {
            if (mustDiffer && items[i] == newItems[i])
                return (sum, variants, Fail("the new item id should be different from the old item id"));
            var item = Item(order, items[i])!;
            var product = shop.Find(RetailDocuments.Products, Text(item["product_id"]));
            var variant = product?["variants"]?[newItems[i]]?.AsObject();
            if (variant is null && IsTau2)
                return (sum, variants, Fail("variant not found"));
            if (variant is null || !variant["available"]!.GetValue<bool>())
                return (sum, variants, Fail($"new item {newItems[i]} not found or available"));
            sum += PythonNumber.Of(variant["price"]) - PythonNumber.Of(item["price"]);
            variants.Add(variant);
        }

        return (sum, variants, null);
    }

    private JsonObject? Order(string id) => shop.Find(RetailDocuments.Orders, id);

    private (string Id, JsonObject User) UserOf(JsonObject order)
    {
        var id = Text(order["user_id"]);
        return (id, shop.Find(RetailDocuments.Users, id) ?? throw new InvalidOperationException($"Order {Text(order["order_id"])} has no user."));
    }

    private RetailAnswer Saved(string orderId, JsonObject order)
    {
        shop.Save(RetailDocuments.Orders, orderId, order);
        return new RetailAnswer(PythonText.Json(order), false);
    }

    /// <summary>tau-bench looks at the id, tau2 at what the method is.</summary>
    private bool IsGiftCard(string id, JsonObject method) =>
        IsTau2 ? Text(method["source"]) == GiftCard : id.Contains(GiftCard, StringComparison.Ordinal);

    private static bool IsShort(JsonObject method, PythonNumber amount) =>
        Text(method["source"]) == GiftCard && PythonNumber.Of(method["balance"]).Value < amount.Value;

    private static void AddToBalance(JsonObject card, PythonNumber amount) =>
        card["balance"] = (PythonNumber.Of(card["balance"]) + amount).ToCents().ToJson();

    private static string? TooMany(JsonObject order, IReadOnlyList<string> items)
    {
        var all = order["items"]!.AsArray().Select(i => Text(i!["item_id"])).ToList();
        return items.FirstOrDefault(id => items.Count(i => i == id) > all.Count(i => i == id));
    }

    private static JsonObject? Item(JsonObject order, string id) =>
        order["items"]!.AsArray().FirstOrDefault(i => Text(i!["item_id"]) == id)?.AsObject();

    private static JsonObject? Method(JsonObject user, string id) => user["payment_methods"]?[id]?.AsObject();

    private static JsonObject Transaction(string type, PythonNumber amount, string method) => new()
    {
        ["transaction_type"] = type,
        ["amount"] = amount.ToJson(),
        ["payment_method_id"] = method,
    };

    private static JsonArray Sorted(IReadOnlyList<string> items) =>
        [.. items.Order(StringComparer.Ordinal).Select(i => (JsonNode?)JsonValue.Create(i))];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
