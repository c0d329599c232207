using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Stock and price of one variant now. <see cref="Stock"/> null means the shop does not count it.</summary>
internal sealed record VariantRow(VariantId Id, ProductId Product, Money Price, bool IsAvailable, long? Stock)
{
    public bool CanServe(int units) => IsAvailable && (Stock is null || Stock >= units);
}

/// <summary>The shop's rows within one transaction.</summary>
internal sealed class ShopTables(Sql sql)
{
    public Sql Sql => sql;

    public Order? Order(OrderId id) =>
        sql.Text("SELECT body FROM orders WHERE id = @id", ("@id", id.Value)) is { } body ? StoreJson.Read<Order>(body) : null;

    public void Save(Order order) => sql.Execute(
        "UPDATE orders SET status = @status, version = version + 1, body = @body WHERE id = @id",
        ("@status", order.Status.ToString()), ("@body", StoreJson.Write(order)), ("@id", order.Id.Value));

    public Customer? Customer(CustomerId id) =>
        sql.Text("SELECT body FROM customers WHERE id = @id", ("@id", id.Value)) is { } body ? StoreJson.Read<Customer>(body) : null;

    public void Save(Customer customer) => sql.Execute(
        "UPDATE customers SET postal_code = @postal, body = @body WHERE id = @id",
        ("@postal", customer.Address.PostalCode), ("@body", StoreJson.Write(customer)), ("@id", customer.Id.Value));

    public VariantRow? Variant(VariantId id) => sql.Find(
        "SELECT id, product_id, price_minor, currency, is_available, stock FROM variants WHERE id = @id",
        row => new VariantRow(
            new VariantId(row.GetString(0)), new ProductId(row.GetString(1)),
            new Money(row.GetInt64(2), new Currency(row.GetString(3))), row.GetInt64(4) == 1,
            row.IsDBNull(5) ? null : row.GetInt64(5)),
        ("@id", id.Value));

    /// <summary>Takes units (or gives them back, when negative). A variant that is not counted stays so.</summary>
    public void TakeStock(VariantId id, int units)
    {
        if (sql.Execute("UPDATE variants SET stock = stock - @units WHERE id = @id AND stock IS NOT NULL", ("@units", units), ("@id", id.Value)) == 1)
            sql.Execute(
                "UPDATE products SET version = version + 1 WHERE id = (SELECT product_id FROM variants WHERE id = @id)", ("@id", id.Value));
    }

    public void Refund(string id, OrderId order, Money amount, PaymentMethodId method, string basis, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO refunds (id, order_id, amount_minor, currency, method, basis, status, at)
        VALUES (@id, @order, @amount, @currency, @method, @basis, 'pending', @at)
        """,
        ("@id", id), ("@order", order.Value), ("@amount", amount.Minor), ("@currency", amount.Currency.Code),
        ("@method", method.Value), ("@basis", basis), ("@at", at.ToUnixTimeMilliseconds()));

    public void Credit(string id, CustomerId customer, OrderId? order, string kind, Money amount, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO credits (id, customer_id, order_id, kind, amount_minor, currency, at)
        VALUES (@id, @customer, @order, @kind, @amount, @currency, @at)
        """,
        ("@id", id), ("@customer", customer.Value), ("@order", order?.Value), ("@kind", kind), ("@amount", amount.Minor),
        ("@currency", amount.Currency.Code), ("@at", at.ToUnixTimeMilliseconds()));

    public void Task(string id, string owner, string instructions, (OrderId? Order, CustomerId? Customer) about, DateTimeOffset? dueAt, DateTimeOffset at) =>
        sql.Execute(
            """
            INSERT INTO tasks (id, owner, instructions, order_id, customer_id, due_at, status, at)
            VALUES (@id, @owner, @instructions, @order, @customer, @due, 'open', @at)
            """,
            ("@id", id), ("@owner", owner), ("@instructions", instructions), ("@order", about.Order?.Value),
            ("@customer", about.Customer?.Value), ("@due", dueAt?.ToUnixTimeMilliseconds()), ("@at", at.ToUnixTimeMilliseconds()));

    public void Note(string id, OrderId? order, CustomerId? customer, string kind, string text, DateTimeOffset at) => sql.Execute(
        "INSERT INTO notes (id, order_id, customer_id, kind, text, at) VALUES (@id, @order, @customer, @kind, @text, @at)",
        ("@id", id), ("@order", order?.Value), ("@customer", customer?.Value), ("@kind", kind), ("@text", text),
        ("@at", at.ToUnixTimeMilliseconds()));

    public void Return(string id, OrderId order, string kind, IReadOnlyList<string> lines, PaymentMethodId? method, long differenceMinor, DateTimeOffset at) =>
        sql.Execute(
            """
            INSERT INTO returns (id, order_id, kind, lines, method, difference_minor, status, at)
            VALUES (@id, @order, @kind, @lines, @method, @difference, 'requested', @at)
            """,
            ("@id", id), ("@order", order.Value), ("@kind", kind), ("@lines", StoreJson.Write(lines)), ("@method", method?.Value),
            ("@difference", differenceMinor), ("@at", at.ToUnixTimeMilliseconds()));

    public bool IsHeld(OrderId order, HoldKind kind) => sql.Number(
        "SELECT count(*) FROM holds WHERE order_id = @order AND kind = @kind AND lifted_at IS NULL",
        ("@order", order.Value), ("@kind", kind.ToString())) > 0;
}
