using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>The sixteen tools of the retail benchmark over the shop's documents, answers and errors as the original words them.</summary>
internal sealed class RetailTools(RetailDocuments shop, RetailSemantics semantics)
{
    private static readonly string[] Address = ["address1", "address2", "city", "state", "country", "zip"];

    /// <summary>Tools and their arguments.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["find_user_id_by_email"] = ["email"],
        ["find_user_id_by_name_zip"] = ["first_name", "last_name", "zip"],
        ["get_user_details"] = ["user_id"],
        ["get_order_details"] = ["order_id"],
        ["get_product_details"] = ["product_id"],
        ["list_all_product_types"] = [],
        ["cancel_pending_order"] = ["order_id", "reason"],
        ["modify_pending_order_address"] = ["order_id", .. Address],
        ["modify_pending_order_items"] = ["order_id", "item_ids", "new_item_ids", "payment_method_id"],
        ["modify_pending_order_payment"] = ["order_id", "payment_method_id"],
        ["modify_user_address"] = ["user_id", .. Address],
        ["exchange_delivered_order_items"] = ["order_id", "item_ids", "new_item_ids", "payment_method_id"],
        ["return_delivered_order_items"] = ["order_id", "item_ids", "payment_method_id"],
        ["calculate"] = ["expression"],
        ["think"] = ["thought"],
        ["transfer_to_human_agents"] = ["summary"],
    };

    public RetailAnswer Call(string tool, JsonObject given)
    {
        if (!Arguments.TryGetValue(tool, out var names))
            return new RetailAnswer(semantics == RetailSemantics.Tau ? $"Unknown action {tool}" : $"Error: Tool '{tool}' not found.", true);
        var a = new RetailArguments(given);
        if (a.Missing(names) is { Count: > 0 } missing)
            return new RetailAnswer($"Error: missing or wrong argument: {string.Join(", ", missing)}", true);

        string Text(string name) => a.Text(name)!;
        var writes = new RetailWrites(shop, semantics);
        return tool switch
        {
            "find_user_id_by_email" => Found(shop.UserByEmail(Text("email"), IsFolded), "user"),
            "find_user_id_by_name_zip" => Found(shop.UserByName(Text("first_name"), Text("last_name"), Text("zip"), IsFolded), "user"),
            "get_user_details" => Document(RetailDocuments.Users, Text("user_id"), "user"),
            "get_order_details" => Document(RetailDocuments.Orders, Text("order_id"), "order"),
            "get_product_details" => Document(RetailDocuments.Products, Text("product_id"), "product"),
            "list_all_product_types" => new RetailAnswer(PythonText.Json(ProductTypes()), false),
            "cancel_pending_order" => writes.Cancel(Text("order_id"), Text("reason")),
            "modify_pending_order_address" => writes.ChangeAddress(Text("order_id"), AddressOf(a)),
            "modify_pending_order_items" => writes.ChangeItems(
                Text("order_id"), a.List("item_ids")!, a.List("new_item_ids")!, Text("payment_method_id")),
            "modify_pending_order_payment" => writes.ChangePayment(Text("order_id"), Text("payment_method_id")),
            "modify_user_address" => writes.ChangeUserAddress(Text("user_id"), AddressOf(a)),
            "exchange_delivered_order_items" => writes.Exchange(
                Text("order_id"), a.List("item_ids")!, a.List("new_item_ids")!, Text("payment_method_id")),
            "return_delivered_order_items" => writes.Return(Text("order_id"), a.List("item_ids")!, Text("payment_method_id")),
            "calculate" => Calculated(Text("expression")),
            "think" => new RetailAnswer("", false),
            "transfer_to_human_agents" => new RetailAnswer("Transfer successful", false),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private bool IsFolded => semantics == RetailSemantics.Tau2;

    private RetailAnswer Found(string? id, string what) =>
        id is null ? RetailWrites.Fail(semantics, $"{what} not found") : new RetailAnswer(id, false);

    private RetailAnswer Document(string kind, string id, string what) =>
        Found(shop.Find(kind, id) is { } document ? PythonText.Json(document) : null, what);

    private JsonObject ProductTypes() => new(shop.All(RetailDocuments.Products)
        .Select(p => (Name: p.Document["name"]!.GetValue<string>(), Id: p.Document["product_id"]!.GetValue<string>()))
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .Select(p => KeyValuePair.Create(p.Name, (JsonNode?)JsonValue.Create(p.Id))));

    private static RetailAnswer Calculated(string expression)
    {
        var text = Calculator.Run(expression);
        return new RetailAnswer(text, text.StartsWith("Error", StringComparison.Ordinal));
    }

    private static JsonObject AddressOf(RetailArguments a) =>
        new(Address.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(a.Text(name)))));
}
