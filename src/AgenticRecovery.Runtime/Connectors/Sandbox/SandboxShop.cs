using System.Collections.Concurrent;
using System.Collections.Frozen;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>
/// A whole shop in one SQLite file: the default connector of demo, tests and evals. It keeps its own rules and refuses
/// what a real shop would refuse; the effect of a write and its answer are one transaction.
/// </summary>
public sealed class SandboxShop : IShop, IDisposable
{
    public static readonly Migrations Schema = Migrations.Embedded("sandbox shop", "sandbox/");

    private static readonly FrozenSet<string> AllMoves = MoveTraits.All.Keys.ToFrozenSet(StringComparer.Ordinal);

    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;

    // Parsed products by version: a catalogue is read far more often than its stock changes.
    private readonly ConcurrentDictionary<ProductId, (long Version, Product Product)> products = new();

    private SandboxShop(SqliteDatabase database, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
        Events = new SandboxEvents(database, clock);
    }

    public string Name => "sandbox (simulation)";

    public IReadOnlySet<string> Capabilities => AllMoves;

    /// <summary>Makes writes fail on purpose.</summary>
    public SandboxFaults Faults { get; } = new();

    /// <summary>What happens in the shop's world without us: customers pay, parcels move.</summary>
    public SandboxEvents Events { get; }

    public SqliteDatabase Database => database;

    /// <summary>Opens or makes a shop file, usually <c>*.shop.db</c>.</summary>
    public static SandboxShop Open(string path, TimeProvider clock, Durability durability = Durability.PowerCut) =>
        new(SqliteDatabase.Open(path, Schema, clock, durability), clock);

    /// <summary>Adds what the shop does not have yet, in one transaction.</summary>
    public Task ImportAsync(ShopSeed seed, CancellationToken ct) =>
        database.WriteAsync(sql => SandboxImport.Run(sql, seed), ct);

    public Task<Order?> FindOrderAsync(OrderId id, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => new ShopTables(sql).Order(id)));

    public Task<Customer?> FindCustomerAsync(CustomerId id, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => WithOrders(sql, new ShopTables(sql).Customer(id))));

    public Task<Customer?> FindCustomerByEmailAsync(string email, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => WithOrders(sql, Customers(
            sql, "SELECT body FROM customers WHERE email = @email ORDER BY id LIMIT 1", ("@email", SandboxImport.Key(email))).FirstOrDefault())));

    public Task<IReadOnlyList<Customer>> FindCustomersByNameAsync(string name, string? postalCode, CancellationToken ct) =>
        Task.FromResult(database.Read<IReadOnlyList<Customer>>(sql => postalCode is null
            ? Customers(sql, "SELECT body FROM customers WHERE name = @name ORDER BY id", ("@name", SandboxImport.Key(name))).ConvertAll(c => WithOrders(sql, c)!)
            : Customers(
                sql, "SELECT body FROM customers WHERE name = @name AND postal_code = @postal ORDER BY id",
                ("@name", SandboxImport.Key(name)), ("@postal", postalCode)).ConvertAll(c => WithOrders(sql, c)!)));

    public Task<Product?> FindProductAsync(ProductId id, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => Product(sql, id)));

    public Task<IReadOnlyList<Product>> ProductsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Product>>(database.Read(sql => sql
            .Query("SELECT id FROM products ORDER BY id", row => new ProductId(row.GetString(0)))
            .ConvertAll(id => Product(sql, id)!)));

    public async Task<ShopAnswer> ExecuteAsync(ShopWrite write, CancellationToken ct)
    {
        Faults.BeforeWrite();
        var answer = await database.WriteAsync(sql => Execute(sql, write), ct);
        Faults.AfterEffect();
        return answer;
    }

    public Task<Verification> VerifyAsync(ShopWrite write, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => SandboxChecks.Check(new ShopTables(sql), write)));

    public async Task<ShopAnswer> HoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct)
    {
        Faults.BeforeWrite();
        var answer = await database.WriteAsync(
            sql =>
            {
                var shop = new ShopTables(sql);
                return shop.Order(order) is { } held
                    ? SandboxHolds.Place(shop, held, hold, key, clock.GetUtcNow())
                    : new ShopAnswer.Refused($"There is no order {order}.");
            }, ct);
        Faults.AfterEffect();
        return answer;
    }

    public async Task ReleaseHoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct)
    {
        Faults.BeforeWrite();
        await database.WriteAsync(sql => SandboxHolds.Lift(new ShopTables(sql), key, clock.GetUtcNow()), ct);
        Faults.AfterEffect();
    }

    public async Task SendAsync(ShopMessage message, string key, CancellationToken ct)
    {
        Faults.BeforeWrite();
        await database.WriteAsync(
            sql => sql.Execute(
                """
                INSERT INTO messages (key, customer_id, order_id, language, subject, body, at)
                VALUES (@key, @customer, @order, @language, @subject, @body, @at) ON CONFLICT (key) DO NOTHING
                """,
                ("@key", key), ("@customer", message.Customer.Value), ("@order", message.Order?.Value),
                ("@language", message.Language), ("@subject", message.Subject), ("@body", message.Body),
                ("@at", clock.GetUtcNow().ToUnixTimeMilliseconds())), ct);
        Faults.AfterEffect();
    }

    public void Dispose() => database.Dispose();

    private ShopAnswer Execute(Sql sql, ShopWrite write)
    {
        var moveHash = StoreJson.Hash(write.Move);
        if (ShopIntents.Find(sql, write.Key) is { } known)
            return known.MoveHash == moveHash
                ? known.Answer
                : throw new RemoteRefusedException($"The key {write.Key} was used for another move.");
        var now = clock.GetUtcNow();
        var answer = SandboxMoves.Run(new SandboxStep(new ShopTables(sql), write, now));
        ShopIntents.Keep(sql, write, moveHash, answer, now);
        return answer;
    }

    private Product? Product(Sql sql, ProductId id)
    {
        if (sql.Number("SELECT version FROM products WHERE id = @id", ("@id", id.Value)) is not { } version)
            return null;
        if (products.TryGetValue(id, out var known) && known.Version == version)
            return known.Product;
        var seed = known.Product ?? StoreJson.Read<Product>(sql.Text("SELECT body FROM products WHERE id = @id", ("@id", id.Value))!);
        var stock = sql.Query(
            "SELECT id, is_available, stock FROM variants WHERE product_id = @id",
            row => (Id: new VariantId(row.GetString(0)), IsAvailable: row.GetInt64(1) == 1, Stock: row.NumberOrNull(2)), ("@id", id.Value))
            .ToDictionary(v => v.Id);
        var product = seed with
        {
            Variants = [.. seed.Variants.Select(v => stock.TryGetValue(v.Id, out var s)
                ? v with { Stock = (int?)s.Stock, IsAvailable = s.IsAvailable && (s.Stock is null || s.Stock > 0) }
                : v)],
        };
        products[id] = (version, product);
        return product;
    }

    private static List<Customer> Customers(Sql sql, string query, params ReadOnlySpan<(string Name, object? Value)> values) =>
        sql.Query(query, row => StoreJson.Read<Customer>(row.GetString(0)), values);

    /// <summary>The customer with the orders this shop has of them.</summary>
    private static Customer? WithOrders(Sql sql, Customer? customer) => customer is null
        ? null
        : customer with
        {
            Orders = sql.Query(
                "SELECT id FROM orders WHERE customer_id = @id ORDER BY id", row => new OrderId(row.GetString(0)), ("@id", customer.Id.Value)),
        };
}
