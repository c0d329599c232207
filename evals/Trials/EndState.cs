using System.Globalization;
using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Trials;

/// <summary>
/// What customers and the money see of a shop afterwards: orders, payments, refunds, credits, returns, shipments, claims,
/// disputes, tasks. Ids that the shop draws from keys, and times of writing, are left out; a promised date is a day.
/// </summary>
/// <param name="Lines">Sorted; equal states have equal lines whatever path led there.</param>
public sealed record EndState(IReadOnlyList<string> Lines)
{
    public string Hash { get; } = StoreJson.Sha256(string.Join('\n', Lines));

    public static EndState Of(SandboxShop shop, EndStateOf of) => new(shop.Database.Read(sql =>
    {
        var lines = new List<string>();
        foreach (var id in of.Orders)
            AddOrder(sql, id.Value, lines);
        foreach (var id in of.Customers)
            AddCustomer(sql, id.Value, lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }));

    /// <summary>"missing: …" and "besides: …" against the state that would be right; empty when equal.</summary>
    public IReadOnlyList<string> DifferencesFrom(EndState right) =>
        [.. Left(right.Lines, Lines).Select(l => $"missing: {l}"), .. Left(Lines, right.Lines).Select(l => $"besides: {l}")];

    private static List<string> Left(IReadOnlyList<string> from, IReadOnlyList<string> without)
    {
        var left = from.ToList();
        foreach (var line in without)
            left.Remove(line);
        return left;
    }

    private static void AddOrder(Sql sql, string id, List<string> lines)
    {
        if (sql.Text("SELECT body FROM orders WHERE id = @id", ("@id", id)) is not { } body)
            return;
        var order = StoreJson.Read<Order>(body);
        string[] words = ["delivery", "plan"];
        lines.Add($"{id} {order.Status}, hold {order.HoldReason ?? "none"}, total {order.Total}, paid {order.Paid}, refunded {order.Refunded}"
            + string.Concat(words.Where(order.Attributes.ContainsKey).Select(w => $", {w} {order.Attributes[w]}")));
        lines.Add($"{id} promised {order.PromisedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "nothing"}");
        lines.Add($"{id} goes to {Text(order.ShipTo)}");
        foreach (var line in order.Lines)
            lines.Add($"{id} line {line.Quantity} x {line.Variant} at {line.UnitPrice}, allocated {line.Allocated?.ToString(CultureInfo.InvariantCulture) ?? "-"}");
        foreach (var payment in order.Payments)
            lines.Add($"{id} payment {payment.Amount} {payment.Status} by {payment.Method}");
        foreach (var shipment in order.Shipments)
            lines.Add($"{id} parcel {shipment.Carrier} {shipment.Status}: {string.Join(' ', shipment.Lines)}");
        (string, object?) key = ("@id", id);
        Rows(sql, lines, "SELECT @id || ' refund ' || amount_minor || ' ' || currency || ' to ' || method || ' ' || status FROM refunds WHERE order_id = @id", key);
        Rows(sql, lines, "SELECT @id || ' credit ' || amount_minor || ' ' || currency || ' ' || kind FROM credits WHERE order_id = @id", key);
        // A link and the offer of another method open the same payment page.
        Rows(sql, lines, "SELECT @id || ' payment link ' || amount_minor || ' ' || currency || ' ' || status FROM payment_links WHERE order_id = @id", key);
        Rows(sql, lines, "SELECT @id || ' ' || kind || ' ' || lines || ' to ' || coalesce(method, '-') || ' ' || difference_minor || ' ' || status FROM returns WHERE order_id = @id", key);
        Rows(sql, lines, "SELECT @id || ' claim ' || status FROM claims WHERE order_id = @id", key);
        Rows(sql, lines, "SELECT @id || ' dispute ' || id || ' ' || status FROM disputes WHERE order_id = @id", key);
        Rows(sql, lines, "SELECT @id || ' task for ' || owner FROM tasks WHERE order_id = @id", key);
    }

    private static void AddCustomer(Sql sql, string id, List<string> lines)
    {
        if (sql.Text("SELECT body FROM customers WHERE id = @id", ("@id", id)) is not { } body)
            return;
        var customer = StoreJson.Read<Customer>(body);
        lines.Add($"{id} lives at {Text(customer.Address)}");
        foreach (var wallet in customer.PaymentMethods)
            lines.Add($"{id} pays by {wallet.Id}, balance {wallet.Balance?.ToString() ?? "-"}");
        Rows(sql, lines, "SELECT @id || ' credit without order ' || amount_minor || ' ' || currency FROM credits WHERE customer_id = @id AND order_id IS NULL", ("@id", id));
    }

    private static void Rows(Sql sql, List<string> lines, string query, (string, object?) key) =>
        lines.AddRange(sql.Query(query, row => row.GetString(0), key));

    private static string Text(Address a) => JsonSerializer.Serialize(
        new[] { a.Street, a.Street2, a.City, a.PostalCode, a.Country }.Where(p => !string.IsNullOrWhiteSpace(p)), StoreJson.Options);
}

/// <summary>Whose state it is.</summary>
public sealed record EndStateOf(IReadOnlyList<OrderId> Orders, IReadOnlyList<CustomerId> Customers);
