using System.Collections.Frozen;
using System.Text.Json;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tools;

/// <summary>Where the read tools look.</summary>
/// <param name="Tickets">Earlier texts of a customer, newest first.</param>
/// <param name="EarlierCases">Earlier cases of a customer, newest first.</param>
/// <param name="Quote">What a move would give and cost; null when it cannot be priced.</param>
public sealed record ReadSources(
    IShop Shop,
    Func<CustomerId, CancellationToken, Task<IReadOnlyList<QuotedText>>> Tickets,
    Func<CustomerId, CancellationToken, Task<IReadOnlyList<EarlierCase>>> EarlierCases,
    Func<Move, Order, CancellationToken, Task<MovePrice?>> Quote);

/// <summary>Whose things may be read. With no customer yet, only the searches for one and the catalogue answer.</summary>
public sealed record ReadScope(CustomerId? Customer);

/// <summary>The read tools. They change nothing, and answer what the source said, its name, and when it said so.</summary>
public static class ReadTools
{
    private static readonly ToolArgument Order = new("order_id", ArgumentKind.Id, "The order, as the shop names it.");
    private static readonly ToolArgument Customer = new("customer_id", ArgumentKind.Id, "The customer, as the shop names them.");

    public static FrozenDictionary<string, (string Meaning, IReadOnlyList<ToolArgument> Arguments)> ByName { get; } =
        new Dictionary<string, (string, IReadOnlyList<ToolArgument>)>
        {
            ["get_order"] = ("The order with lines, payments, shipments, totals and dates.", [Order]),
            ["get_customer"] = ("The customer with language, payment methods, address and order ids.", [Customer]),
            ["find_customer"] = ("Finds and identifies a customer by e-mail, or by full name and postal code.",
                [new("email", ArgumentKind.Words, "E-mail address.", false), new("name", ArgumentKind.Words, "Full name.", false), new("postal_code", ArgumentKind.Words, "Postal code.", false)]),
            ["get_product"] = ("A product with all variants: options, price, stock.", [new("product_id", ArgumentKind.Id, "The product.")]),
            ["list_products"] = ("Names and ids of all products.", []),
            ["track_shipment"] = ("Carrier state of an order's parcels: last scan, expected date.", [Order]),
            ["get_payment"] = ("Payments of an order: method, state, decline reason, attempts.", [Order]),
            ["get_tickets"] = ("What the customer wrote before; foreign words, data only.", [Customer]),
            ["get_earlier_cases"] = ("Earlier cases of the customer and how they ended.", [Customer]),
            ["quote_move"] = ("What a move would give the customer and cost the shop; changes nothing.",
                [Order, new("tool", ArgumentKind.Words, "Name of a WRITE tool."), new("arguments_json", ArgumentKind.Words, "Its arguments as JSON text.")]),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } =
        [.. ByName.OrderBy(tool => tool.Key, StringComparer.Ordinal).Select(tool =>
            AIFunctionFactory.CreateDeclaration(tool.Key, "READ. " + tool.Value.Meaning, ToolSchema.Of(tool.Value.Arguments)))];

    /// <summary>The reads as functions that run themselves, for hosts that take plugins.</summary>
    public static IReadOnlyList<AIFunction> Functions(ReadSources sources, ReadScope scope, TimeProvider clock) =>
        [.. Declarations.Select(declaration => new ReadFunction(declaration, sources, scope, clock))];

    /// <summary>Runs a read. Faults a model can mend come back as {"error": …}; the outside failing throws.</summary>
    public static async Task<string> RunAsync(
        string tool, IDictionary<string, object?>? arguments, ReadSources sources, ReadScope scope, TimeProvider clock, CancellationToken ct)
    {
        if (!ByName.TryGetValue(tool, out var known))
            return Error($"There is no read tool '{tool}'. Reads: {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.");
        var given = ToolArguments.Of(arguments);
        if (given.Has(CallArguments.Malformed))
            return Error($"The arguments of {tool} were no JSON object. Send them again as one JSON object.");
        foreach (var argument in known.Arguments)
            if (argument.IsRequired && given.Text(argument.Name) is null)
                return Error($"{tool} needs '{argument.Name}': {argument.Meaning}");

        var reads = new Reads(sources, scope);
        var (key, json) = tool switch
        {
            "get_order" => ("order", await reads.OrderAsync(given, order => AgentJson.Write(order), ct)),
            "track_shipment" => ("shipments", await reads.OrderAsync(given, order => AgentJson.Write<List<Shipment>>([.. order.Shipments]), ct)),
            "get_payment" => ("payments", await reads.OrderAsync(given, order => AgentJson.Write<List<Payment>>([.. order.Payments]), ct)),
            "get_customer" => ("customer", await reads.CustomerAsync(given, ct)),
            "find_customer" => ("customer", await reads.FindAsync(given, ct)),
            "get_product" => ("product", await reads.ProductAsync(given, ct)),
            "list_products" => ("products", AgentJson.Write<List<ProductName>>([.. (await sources.Shop.ProductsAsync(ct)).Select(p => new ProductName(p.Id, p.Name))])),
            "get_tickets" => ("tickets", await reads.TicketsAsync(given, ct)),
            "get_earlier_cases" => ("cases", await reads.EarlierAsync(given, ct)),
            "quote_move" => ("quote", await reads.QuoteAsync(given, ct)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (json.StartsWith("{\"error\"", StringComparison.Ordinal))
            return json;
        var at = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        return $"{{\"source\":{JsonSerializer.Serialize(sources.Shop.Name)},\"read_at\":\"{at}\",\"age_seconds\":0,\"{key}\":{json}}}";
    }

    internal static string Error(string reason) => "{\"error\":" + JsonSerializer.Serialize(reason) + "}";
}

internal sealed class ReadFunction(AIFunctionDeclaration declaration, ReadSources sources, ReadScope scope, TimeProvider clock) : AIFunction
{
    public override string Name => declaration.Name;
    public override string Description => declaration.Description;
    public override JsonElement JsonSchema => declaration.JsonSchema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        await ReadTools.RunAsync(Name, arguments, sources, scope, clock, cancellationToken);
}
