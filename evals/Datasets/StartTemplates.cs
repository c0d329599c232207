using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Queues;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>
/// A suite's shop file: its catalogue, the customers and orders that all cases may name, and templates that a case's own
/// <c>start</c> builds on ("like"). Written short, a start says only what matters for its case.
/// </summary>
public sealed class StartTemplates
{
    // "+" of a relative time must stay as it is written.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _shop;
    private readonly JsonObject _templates;
    private readonly DateTimeOffset _startAt;

    private StartTemplates(JsonObject shop, JsonObject templates, DateTimeOffset startAt)
    {
        (_shop, _templates, _startAt) = (shop, templates, startAt);
        Whole = Load(shop);
    }

    /// <summary>Everything the shop file itself has.</summary>
    public ShopSeed Whole { get; }

    /// <exception cref="FormatException">The text is no shop file.</exception>
    public static StartTemplates Read(string text, DateTimeOffset startAt)
    {
        try
        {
            var shop = JsonNode.Parse(text) as JsonObject ?? throw new FormatException("expected a shop file: one JSON object");
            var templates = shop["templates"] as JsonObject ?? [];
            shop.Remove("templates");
            return new StartTemplates(shop, (JsonObject)templates.DeepClone(), startAt);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The shop file is faulty at line {e.LineNumber + 1}: {e.Message}", e);
        }
    }

    /// <summary>The customers and orders of one case.</summary>
    /// <exception cref="FormatException">What is wrong with it.</exception>
    public ShopSeed Start(JsonObject start, string caseId)
    {
        foreach (var (key, _) in start.Where(p => p.Key is not ("customer" or "customers" or "order" or "orders" or "products")))
            throw new FormatException($"start: expected customer, customers, order, orders or products, found '{key}'");
        var orders = Many(start, "order");
        var customers = Many(start, "customer");
        if (customers.Count == 0)
            throw new FormatException("start: expected a customer, found none");
        var own = (start["products"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var writer = new StartWriting(_templates, Prices(own));
        var written = customers.ConvertAll(c => writer.Customer(c, caseId));
        var shop = new JsonObject
        {
            ["currency"] = _shop["currency"]!.DeepClone(),
            ["products"] = new JsonArray([.. _shop["products"]!.AsArray().Concat(own).Select(p => p!.DeepClone())]),
            ["customers"] = new JsonArray([.. written]),
            ["orders"] = new JsonArray([.. orders.Select(o => (JsonNode)writer.Order(o, caseId, (string)written[0]["id"]!))]),
        };
        var whole = Load(shop);
        return whole with { Products = [.. whole.Products.Where(p => own.Exists(o => (string?)o["id"] == p.Id.Value))] };
    }

    /// <summary>What a case without a start of its own can touch of the shop file.</summary>
    public ShopSeed Touched(IReadOnlyList<OrderId> named, IReadOnlyList<CustomerId> customers)
    {
        var orders = Whole.Orders.Where(o => named.Contains(o.Id)).ToList();
        return new ShopSeed([.. Whole.Customers.Where(c => customers.Contains(c.Id) || orders.Exists(o => o.Customer == c.Id))], orders, []);
    }

    private ShopSeed Load(JsonObject shop)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(shop.ToJsonString(Plain)));
        return SampleShop.Load(stream, _startAt);
    }

    private Dictionary<string, decimal> Prices(IReadOnlyList<JsonObject> own)
    {
        var prices = Whole.Products.SelectMany(p => p.Variants).ToDictionary(v => v.Id.Value, v => v.Price.Amount, StringComparer.Ordinal);
        foreach (var product in own)
            foreach (var variant in product["variants"] as JsonArray ?? [])
                prices[(string)variant!["id"]!] = decimal.Parse((string)(variant["price"] ?? product["price"])!, CultureInfo.InvariantCulture);
        return prices;
    }

    private static List<JsonObject> Many(JsonObject start, string one) =>
        [.. new[] { start[one] }.Concat(start[one + "s"] as JsonArray ?? []).OfType<JsonObject>()];
}
