using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Reading;

/// <summary>One request with the writes its reference asks for.</summary>
public sealed record RetailTask(string Id, string Customer, string Text, IReadOnlyList<string> Expected);

/// <summary>Compares planned moves with reference writes as sets; lists of items are compared without order, swaps as pairs.</summary>
public static class RetailGrade
{
    private static readonly HashSet<string> Writes =
    [
        "cancel_pending_order", "modify_pending_order_items", "modify_pending_order_address", "modify_pending_order_payment",
        "modify_user_address", "return_delivered_order_items", "exchange_delivered_order_items",
    ];

    /// <param name="textName">"ticket" or "instruction".</param>
    public static IReadOnlyList<RetailTask> Load(string json, string textName, RetailData data)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().Select(task => Read(task, textName, data)).ToList();
    }

    public static IReadOnlyList<string> Signatures(RequestPlan plan, Customer customer) =>
        plan.Moves.Select(move => Signature(move, customer)).Order(StringComparer.Ordinal).ToList();

    /// <summary>True for a plan that would change the shop by itself.</summary>
    public static bool IsFinished(RequestPlan plan) => plan is { Question: null, WantsPerson: false, Moves.Count: > 0 } && plan.Confidence >= RequestPlan.Floor;

    public static bool IsRight(RequestPlan plan, RetailTask task, Customer customer) =>
        Signatures(plan, customer).SequenceEqual(task.Expected);

    /// <summary>A held-out third, chosen by customer so that variants of one story stay together.</summary>
    public static bool IsHeldOut(RetailTask task)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("reader-seed-1:" + task.Customer));
        return (((uint)hash[0] << 24) | ((uint)hash[1] << 16) | ((uint)hash[2] << 8) | hash[3]) % 3 == 0;
    }

    private static RetailTask Read(JsonElement task, string textName, RetailData data)
    {
        var isTicket = textName == "ticket";
        var actions = isTicket ? task.GetProperty("evaluation_criteria").GetProperty("actions") : task.GetProperty("actions");
        var customer = isTicket ? CustomerOf(actions, task.GetProperty("ticket").GetString()!, data) : task.GetProperty("user_id").GetString()!;
        var expected = actions.EnumerateArray().Where(action => Writes.Contains(action.GetProperty("name").GetString()!))
            .Select(action => Signature(action.GetProperty("name").GetString()!, action.GetProperty("arguments"))).Order(StringComparer.Ordinal).ToList();
        var split = task.TryGetProperty("split", out var name) ? name.GetString() + ":" + task.GetProperty("task_index") : "";
        return new RetailTask(isTicket ? task.GetProperty("id").GetString()! : split, customer, task.GetProperty(textName).GetString()!, expected);
    }

    private static string CustomerOf(JsonElement actions, string text, RetailData data)
    {
        _ = actions;
        var claims = Identity.Find(text);
        var found = data.Customers.Where(customer => claims.UserId == customer.Id.Value || claims.Emails.Contains(customer.Email)
            || (claims.Name == customer.Name && claims.PostalCode == customer.Address.PostalCode)).ToList();
        return found.Count == 1 ? found[0].Id.Value : throw new InvalidOperationException($"{found.Count} customers fit: {text}");
    }

    private static string Signature(string name, JsonElement arguments)
    {
        string Get(string key) => arguments.TryGetProperty(key, out var value) ? value.GetString() ?? "" : "";
        string[] List(string key) => arguments.GetProperty(key).EnumerateArray().Select(value => value.GetString()!).ToArray();
        return name switch
        {
            "cancel_pending_order" => $"cancel {Get("order_id")} {Get("reason")}",
            "return_delivered_order_items" => $"return {Get("order_id")} {string.Join(",", List("item_ids").Order())} {Get("payment_method_id")}",
            "modify_pending_order_items" or "exchange_delivered_order_items" =>
                $"swap {Get("order_id")} {string.Join(",", List("item_ids").Zip(List("new_item_ids"), (a, b) => a + ">" + b).Order())} {Get("payment_method_id")}",
            "modify_pending_order_payment" => $"pay {Get("order_id")} {Get("payment_method_id")}",
            "modify_pending_order_address" => $"ship {Get("order_id")} {Get("address1")}|{Get("address2")}|{Get("city")}|{Get("state")}|{Get("zip")}|{Get("country")}",
            _ => $"profile {Get("user_id")} {Get("address1")}|{Get("address2")}|{Get("city")}|{Get("state")}|{Get("zip")}|{Get("country")}",
        };
    }

    private static string Signature(PlannedMove planned, Customer customer) => planned.Move switch
    {
        Move.CancelOrder cancel => $"cancel {planned.Order} {cancel.Reason}",
        Move.ReturnForRefund back => $"return {planned.Order} {string.Join(",", back.Lines.Select(line => line.Value).Order())} {back.To}",
        Move.EditItems edit => $"swap {planned.Order} {string.Join(",", edit.Swaps.Select(swap => swap.Line + ">" + swap.To).Order())} {edit.Method}",
        Move.Exchange exchange => $"swap {planned.Order} {string.Join(",", exchange.Swaps.Select(swap => swap.Line + ">" + swap.To).Order())} {exchange.Method}",
        Move.ChangePaymentMethod pay => $"pay {planned.Order} {pay.To}",
        Move.ChangeAddress ship => $"ship {planned.Order} {Line(ship.To)}",
        Move.ChangeProfileAddress profile => $"profile {customer.Id} {Line(profile.To)}",
        _ => planned.Move.Name,
    };

    private static string Line(Address to) => $"{to.Street}|{to.Street2}|{to.City}|{to.Region}|{to.PostalCode}|{to.Country}";
}
