using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Live;

/// <summary>
/// A live case as a line of a dataset. Expected is what happened: a person must say whether that was right before the line
/// counts. Personal data stands in it as it is; <see cref="Pseudonyms"/> takes it out.
/// </summary>
internal static class CaseLine
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(LiveCase live, string id)
    {
        var (seen, file) = (live.Seen, live.File);
        var start = new StartRows(seen.Now);
        var row = new JsonObject
        {
            ["id"] = id,
            ["mode"] = (file.Case.Mode ?? FailureMode.Unclear).ToString(),
            ["about"] = "Promoted from production. Expected is what happened; check that it was right.",
            ["start"] = new JsonObject
            {
                ["products"] = new JsonArray([.. live.Products.Select(p => StartRows.Product(p, seen.Order))]),
                ["customers"] = new JsonArray([.. new[] { seen.Customer }.OfType<Customer>().Select(start.Customer)]),
                ["orders"] = new JsonArray([.. new[] { seen.Order }.OfType<Order>().Select(start.Order)]),
            },
            ["signals"] = new JsonArray([.. file.Signals.Select(s => Signal(s.Signal, start, id))]),
            ["slices"] = new JsonObject { ["source"] = "production" },
            ["expect"] = Expect(file, start),
        };
        return row.ToJsonString(Plain);
    }

    private static JsonObject Signal(Signal signal, StartRows start, string id)
    {
        var row = new JsonObject
        {
            ["id"] = $"{id}/{StoreJson.Sha256(signal.Id)[..8]}",
            ["source"] = signal.Source,
            ["kind"] = signal.Kind.ToString(),
            ["occurredAt"] = start.Time(signal.OccurredAt),
            ["order"] = signal.Order?.Value,
            ["customer"] = signal.Customer?.Value,
        };
        if (signal.Mode is { } mode)
            row["mode"] = mode.ToString();
        if (signal.Text is not null)
            (row["text"], row["language"]) = (signal.Text, signal.Language);
        if (signal.Amount is { } amount)
            row["amount"] = new JsonObject { ["amount"] = amount.Amount, ["currency"] = amount.Currency.Code };
        if (signal.Attributes.Count > 0)
            row["attributes"] = new JsonObject(signal.Attributes.Select(a => KeyValuePair.Create<string, JsonNode?>(
                a.Key, IsoTime.TryParse(a.Value, out var at) ? start.Time(at) : a.Value)));
        foreach (var nothing in row.Where(p => p.Value is null && p.Key == "language").Select(p => p.Key).ToList())
            row.Remove(nothing);
        return row;
    }

    /// <summary>Moves that people agreed to are theirs: such a case is right when a person is asked.</summary>
    private static JsonObject Expect(CaseFile file, StartRows start)
    {
        var asked = file.Approvals.Count > 0;
        var done = asked ? [] : file.Proposals.Where(p => p.Acted == "done").Select(p => p.Proposal).ToList();
        var words = done.Select(p => p.Move.Name).Distinct().ToList();
        var verdict = asked ? "approval"
            : words.Any(w => w is nameof(Move.AskCustomer) or nameof(Move.VerifyCustomer)) ? "ask"
            : words.Contains(nameof(Move.Decline)) ? "deny"
            : "auto";
        return new JsonObject
        {
            ["verdict"] = verdict,
            ["moves"] = new JsonArray([.. done.Where(p => p.Move is Move.UpdatePromise || MoveTraits.Of(p.Move).Group != MoveGroup.Message)
                .Select(p => start.Times(JsonSerializer.SerializeToNode(p.Move, StoreJson.Options)))]),
            ["must"] = new JsonArray([.. words.Where(w => w != nameof(Move.DoNothing)).Select(w => (JsonNode)w)]),
        };
    }
}

/// <summary>Values of the core as rows of a shop file; instants become relative to the moment the agent looked.</summary>
internal sealed class StartRows(DateTimeOffset now)
{
    public string Time(DateTimeOffset at)
    {
        var minutes = Math.Max(1, (long)Math.Round(Math.Abs((at - now).TotalMinutes)));
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        return $"@{(at <= now ? "-" : "+")}" + (days > 0 ? $"{days}d" : "") + (hours > 0 ? $"{hours}h" : "") + (rest > 0 ? $"{rest}m" : "");
    }

    /// <summary>The same with every instant relative.</summary>
    public JsonNode? Times(JsonNode? node) => node switch
    {
        JsonObject row => new JsonObject(row.Select(p => KeyValuePair.Create(p.Key, Times(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Times)]),
        JsonValue value when value.TryGetValue<string>(out var text) && IsoTime.TryParse(text, out var at) => Time(at),
        _ => node?.DeepClone(),
    };

    public JsonNode Customer(Customer c) => new JsonObject
    {
        ["id"] = c.Id.Value,
        ["name"] = c.Name,
        ["email"] = c.Email,
        ["language"] = c.Language,
        ["timeZone"] = c.TimeZone,
        ["address"] = Address(c.Address),
        ["ordersBefore"] = c.OrdersBefore,
        ["spent"] = Amount(c.LifetimeSpent),
        ["since"] = c.CustomerSince is { } since ? Time(since) : null,
        ["abuse"] = c.AbuseRisk.ToString(CultureInfo.InvariantCulture),
        ["optedOut"] = c.OptedOut,
        ["methods"] = new JsonArray([.. c.PaymentMethods.Select(m => new JsonObject
        {
            ["id"] = m.Id.Value,
            ["kind"] = m.Kind,
            ["label"] = m.Kind,
            ["balance"] = m.Balance is { } balance ? Amount(balance) : null,
        })]),
    };

    public JsonNode Order(Order o) => new JsonObject
    {
        ["id"] = o.Id.Value,
        ["customer"] = o.Customer.Value,
        ["status"] = o.Status.ToString(),
        ["placedAt"] = Time(o.PlacedAt),
        ["cutoffAt"] = o.CutoffAt is { } cutoff ? Time(cutoff) : null,
        ["promisedAt"] = o.PromisedAt is { } promised ? Time(promised) : null,
        ["deliveredAt"] = o.DeliveredAt is { } delivered ? Time(delivered) : null,
        ["hold"] = o.HoldReason,
        ["shippingFee"] = Amount(o.ShippingFee),
        ["shipTo"] = Address(o.ShipTo),
        ["lines"] = new JsonArray([.. o.Lines.Select(l => new JsonObject
        {
            ["id"] = l.Id.Value,
            ["variant"] = l.Variant.Value,
            ["quantity"] = l.Quantity,
            ["allocated"] = l.Allocated,
        })]),
        ["payments"] = new JsonArray([.. o.Payments.Select(p => new JsonObject
        {
            ["method"] = p.Method.Value,
            ["status"] = p.Status,
            ["amount"] = Amount(p.Amount),
            ["attempts"] = p.Attempts,
            ["declineCode"] = p.DeclineCode,
        })]),
        ["paid"] = Amount(o.Paid),
        ["refunded"] = Amount(o.Refunded),
        ["shipments"] = new JsonArray([.. o.Shipments.Select(s => new JsonObject
        {
            ["carrier"] = s.Carrier,
            ["tracking"] = s.TrackingNumber,
            ["status"] = s.Status,
            ["lastScanAt"] = s.LastScanAt is { } scan ? Time(scan) : null,
            ["lastScan"] = s.LastScanText,
            ["expectedAt"] = s.ExpectedAt is { } expected ? Time(expected) : null,
            ["lines"] = new JsonArray([.. s.Lines.Select(l => (JsonNode)l.Value)]),
        })]),
        ["attributes"] = new JsonObject(o.Attributes.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value))),
    };

    /// <summary>Variants of the order at the price it was bought for.</summary>
    public static JsonNode Product(Product p, Order? order) => new JsonObject
    {
        ["id"] = p.Id.Value,
        ["name"] = p.Name,
        ["category"] = order?.Lines.FirstOrDefault(l => l.Product == p.Id)?.Category ?? "other",
        ["price"] = Amount(p.Variants[0].Price),
        ["cost"] = order?.Lines.FirstOrDefault(l => l.Product == p.Id)?.UnitCost is { } cost ? Amount(cost) : null,
        ["variants"] = new JsonArray([.. p.Variants.Select(v => new JsonObject
        {
            ["id"] = v.Id.Value,
            ["options"] = new JsonObject(v.Options.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Key, o.Value))),
            ["stock"] = v.Stock ?? (v.IsAvailable ? 1 : 0),
            ["price"] = Amount(order?.Lines.FirstOrDefault(l => l.Variant == v.Id)?.UnitPrice ?? v.Price),
        })]),
    };

    private static JsonObject Address(Address a) => new()
    {
        ["name"] = a.Name,
        ["street"] = a.Street,
        ["street2"] = a.Street2,
        ["city"] = a.City,
        ["region"] = a.Region,
        ["postalCode"] = a.PostalCode,
        ["country"] = a.Country,
    };

    private static string Amount(Money money) => money.Amount.ToString("F2", CultureInfo.InvariantCulture);
}
