using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>
/// The retail shop of the tau benchmarks: its documents, its sixteen tools with their answers to the byte, and the same
/// shop as the core sees it. Moves are carried out by the tools, once per key.
/// </summary>
public sealed class RetailShop : IShop, IDisposable
{
    public static readonly Migrations Schema = Migrations.Embedded("retail shop", "retail/");

    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;
    private readonly RetailSemantics semantics;

    // No tool changes a product.
    private readonly ConcurrentDictionary<ProductId, Product> products = new();

    private RetailShop(SqliteDatabase database, RetailSemantics semantics, TimeProvider clock)
    {
        this.database = database;
        this.semantics = semantics;
        this.clock = clock;
    }

    public string Name => semantics == RetailSemantics.Tau ? "tau-bench retail (simulation)" : "tau2-bench retail (simulation)";

    public IReadOnlySet<string> Capabilities => RetailMoves.Capabilities;

    /// <summary>The tools and the names of their arguments.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Tools => RetailTools.Arguments;

    public static RetailShop Open(string path, RetailSemantics semantics, TimeProvider clock) =>
        new(SqliteDatabase.Open(path, Schema, clock), semantics, clock);

    /// <summary>Takes a database of the form <c>{"orders": {…}, "products": {…}, "users": {…}}</c>; what was there is gone.</summary>
    public async Task ImportAsync(JsonObject seed, CancellationToken ct)
    {
        await database.WriteAsync(sql => new RetailDocuments(sql).Import(seed), ct);
        products.Clear();
    }

    /// <summary>Back to the seed, as each task of the benchmark starts.</summary>
    public Task ResetAsync(CancellationToken ct) => database.WriteAsync(sql => new RetailDocuments(sql).Reset(), ct);

    /// <summary>Calls a tool as the benchmark does: every call acts. An error changes nothing.</summary>
    public Task<RetailAnswer> CallAsync(string tool, JsonObject arguments, CancellationToken ct) =>
        database.WriteAsync(sql => new RetailTools(new RetailDocuments(sql), semantics).Call(tool, arguments), ct);

    /// <summary>The whole shop as it is now, in the form <see cref="ImportAsync"/> takes.</summary>
    public JsonObject Export() => database.Read(sql => RetailState.Export(new RetailDocuments(sql)));

    /// <summary>What differs from the seed, by kind and id.</summary>
    public JsonObject Changed() => database.Read(sql => RetailState.Changed(new RetailDocuments(sql)));

    /// <summary>The benchmark's hash of the end state: SHA-256 over the sorted tuples of everything.</summary>
    public string StateHash() => StoreJson.Sha256(PythonText.Tuples(Export()));

    public Task<Order?> FindOrderAsync(OrderId id, CancellationToken ct) => Task.FromResult(database.Read(sql =>
    {
        var shop = new RetailDocuments(sql);
        return shop.Find(RetailDocuments.Orders, id.Value) is { } order
            ? RetailViews.Order(order, shop.Find(RetailDocuments.Users, order["user_id"]!.GetValue<string>()))
            : null;
    }));

    public Task<Customer?> FindCustomerAsync(CustomerId id, CancellationToken ct) =>
        Task.FromResult(database.Read(sql => Customer(new RetailDocuments(sql), id.Value)));

    public Task<Customer?> FindCustomerByEmailAsync(string email, CancellationToken ct) => Task.FromResult(database.Read(sql =>
    {
        var shop = new RetailDocuments(sql);
        return Customer(shop, shop.UserByEmail(email.Trim(), isFolded: true));
    }));

    public Task<IReadOnlyList<Customer>> FindCustomersByNameAsync(string name, string? postalCode, CancellationToken ct) =>
        Task.FromResult(database.Read<IReadOnlyList<Customer>>(sql =>
        {
            var shop = new RetailDocuments(sql);
            return shop.UsersNamed(name.Trim(), postalCode).ConvertAll(id => Customer(shop, id)!);
        }));

    public Task<Product?> FindProductAsync(ProductId id, CancellationToken ct)
    {
        if (products.TryGetValue(id, out var known))
            return Task.FromResult<Product?>(known);
        var product = database.Read(sql => new RetailDocuments(sql).Find(RetailDocuments.Products, id.Value)) is { } document
            ? RetailViews.Product(document)
            : null;
        return Task.FromResult(product is null ? null : products.GetOrAdd(id, product));
    }

    public Task<IReadOnlyList<Product>> ProductsAsync(CancellationToken ct) => Task.FromResult(database.Read<IReadOnlyList<Product>>(sql =>
        new RetailDocuments(sql).All(RetailDocuments.Products).ConvertAll(p => products.GetOrAdd(new ProductId(p.Id), _ => RetailViews.Product(p.Document)))));

    public Task<ShopAnswer> ExecuteAsync(ShopWrite write, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var moveHash = StoreJson.Hash(write.Move);
            if (ShopIntents.Find(sql, write.Key) is { } known)
                return known.MoveHash == moveHash
                    ? known.Answer
                    : throw new RemoteRefusedException($"The key {write.Key} was used for another move.");
            var answer = RetailMoves.Run(new RetailDocuments(sql), semantics, write);
            ShopIntents.Keep(sql, write, moveHash, answer, clock.GetUtcNow());
            return answer;
        }, ct);

    public Task<Verification> VerifyAsync(ShopWrite write, CancellationToken ct) => Task.FromResult(database.Read(sql =>
        RetailMoves.Check(new RetailDocuments(sql), write, ShopIntents.Find(sql, write.Key)?.Answer)));

    /// <summary>The shop has no holds of its own; one is noted here, and nothing ships in this simulation.</summary>
    public Task<ShopAnswer> HoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct) => database.WriteAsync<ShopAnswer>(
        sql =>
        {
            if (new RetailDocuments(sql).Find(RetailDocuments.Orders, order.Value) is null)
                return new ShopAnswer.Refused("order not found");
            sql.Execute(
                "INSERT INTO holds (key, order_id, kind, placed_at) VALUES (@key, @order, @kind, @at) ON CONFLICT (key) DO NOTHING",
                ("@key", key), ("@order", order.Value), ("@kind", hold.ToString()), ("@at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
            return new ShopAnswer.Done($"hold-{key}", $"{hold} noted.");
        }, ct);

    public Task ReleaseHoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE holds SET lifted_at = @at WHERE key = @key AND lifted_at IS NULL",
            ("@at", clock.GetUtcNow().ToUnixTimeMilliseconds()), ("@key", key)), ct);

    public Task SendAsync(ShopMessage message, string key, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            """
            INSERT INTO messages (key, customer_id, order_id, language, subject, body, at)
            VALUES (@key, @customer, @order, @language, @subject, @body, @at) ON CONFLICT (key) DO NOTHING
            """,
            ("@key", key), ("@customer", message.Customer.Value), ("@order", message.Order?.Value), ("@language", message.Language),
            ("@subject", message.Subject), ("@body", message.Body), ("@at", clock.GetUtcNow().ToUnixTimeMilliseconds())), ct);

    public void Dispose() => database.Dispose();

    private static Customer? Customer(RetailDocuments shop, string? id) =>
        id is not null && shop.Find(RetailDocuments.Users, id) is { } user ? RetailViews.Customer(id, user) : null;
}
