using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Puts a seed into the shop. What exists already under its id stays as it is, so importing twice changes nothing.</summary>
internal static class SandboxImport
{
    public static void Run(Sql sql, ShopSeed seed)
    {
        foreach (var customer in seed.Customers)
            Add(sql, customer);
        foreach (var product in seed.Products)
            Add(sql, product);
        foreach (var order in seed.Orders)
            Add(sql, order);
    }

    private static void Add(Sql sql, Customer customer) => sql.Execute(
        """
        INSERT INTO customers (id, email, name, postal_code, body) VALUES (@id, @email, @name, @postal, @body)
        ON CONFLICT (id) DO NOTHING
        """,
        ("@id", customer.Id.Value), ("@email", Key(customer.Email)), ("@name", Key(customer.Name)),
        ("@postal", customer.Address.PostalCode), ("@body", StoreJson.Write(customer)));

    private static void Add(Sql sql, Product product)
    {
        if (sql.Execute(
            "INSERT INTO products (id, version, body) VALUES (@id, 1, @body) ON CONFLICT (id) DO NOTHING",
            ("@id", product.Id.Value), ("@body", StoreJson.Write(product))) == 0)
            return;
        foreach (var variant in product.Variants)
            sql.Execute(
                """
                INSERT INTO variants (id, product_id, price_minor, currency, is_available, stock)
                VALUES (@id, @product, @price, @currency, @available, @stock) ON CONFLICT (id) DO NOTHING
                """,
                ("@id", variant.Id.Value), ("@product", product.Id.Value), ("@price", variant.Price.Minor),
                ("@currency", variant.Price.Currency.Code), ("@available", variant.IsAvailable ? 1 : 0), ("@stock", variant.Stock));
    }

    private static void Add(Sql sql, Order order)
    {
        if (sql.Execute(
            "INSERT INTO orders (id, customer_id, status, version, body) VALUES (@id, @customer, @status, 1, @body) ON CONFLICT (id) DO NOTHING",
            ("@id", order.Id.Value), ("@customer", order.Customer.Value), ("@status", order.Status.ToString()), ("@body", StoreJson.Write(order))) == 0)
            return;
        if (order.Refunded.Minor > 0)
            sql.Execute(
                """
                INSERT INTO refunds (id, order_id, amount_minor, currency, method, basis, status, at)
                VALUES (@id, @order, @amount, @currency, @method, 'seed', @status, @at)
                """,
                ("@id", $"refund-{order.Id}"), ("@order", order.Id.Value), ("@amount", order.Refunded.Minor),
                ("@currency", order.Currency.Code), ("@method", SandboxStep.Original(order)?.Value ?? "unknown"),
                ("@status", order.Attributes.GetValueOrDefault(SandboxWords.RefundStatus) ?? "pending"), ("@at", order.PlacedAt.Ms()));
        if (order.Attributes.GetValueOrDefault(SandboxWords.Dispute) is { } dispute)
            AddDispute(sql, dispute, order);
    }

    private static void AddDispute(Sql sql, string id, Order order) => sql.Execute(
        """
        INSERT INTO disputes (id, order_id, amount_minor, currency, stage, status, due_at)
        VALUES (@id, @order, @amount, @currency, @stage, 'open', @due) ON CONFLICT (id) DO NOTHING
        """,
        ("@id", id), ("@order", order.Id.Value), ("@amount", order.Refundable.Minor), ("@currency", order.Currency.Code),
        ("@stage", order.Attributes.GetValueOrDefault(SandboxWords.DisputeStage) ?? "chargeback"),
        ("@due", DateTimeOffset.TryParse(
            order.Attributes.GetValueOrDefault(SandboxWords.DisputeDueAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due)
            ? due.Ms()
            : null));

    /// <summary>How names and e-mail addresses are compared.</summary>
    internal static string Key(string text) => text.Trim().ToUpperInvariant();
}
