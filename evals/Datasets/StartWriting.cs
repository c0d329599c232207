using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>Fills a customer or an order that was written short up to the form of a shop file.</summary>
internal sealed partial class StartWriting(JsonObject templates, IReadOnlyDictionary<string, decimal> prices)
{
    public JsonObject Customer(JsonObject written, string caseId)
    {
        var customer = Like(written, "customers");
        var name = (string?)customer["name"] ?? throw new FormatException("start: a customer needs a name");
        var language = (string?)customer["language"] ?? "en";
        customer["id"] ??= $"C-{caseId}";
        customer["email"] ??= $"{Plain(name)}@example.com";
        if (customer["address"] is not JsonObject && Find("places", language) is JsonObject place)
            customer["address"] = place.DeepClone();
        if (customer["address"] is JsonObject address)
            address["name"] ??= name;
        return customer;
    }

    /// <param name="customer">Who placed it, unless it says so.</param>
    public JsonObject Order(JsonObject written, string caseId, string customer)
    {
        var order = Like(written, "orders");
        var id = (string)(order["id"] ??= $"O-{caseId}")!;
        order["customer"] ??= customer;
        order["shippingFee"] ??= "0.00";
        var lines = order["lines"] as JsonArray ?? throw new FormatException($"start: order {id} needs lines");
        order["lines"] = new JsonArray([.. lines.Select((line, i) => (JsonNode)Line(line, $"{id}-{i + 1}"))]);
        Pay(order, Total(order));
        if (order["parcel"] is JsonObject parcel)
        {
            order.Remove("parcel");
            order["shipments"] = new JsonArray(Parcel(parcel, id));
        }

        return order;
    }

    /// <summary>"COAT-M", "COAT-M x2" or "COAT-M x2 allocated 0", or the long form.</summary>
    private static JsonObject Line(JsonNode? written, string id)
    {
        if (written is JsonObject whole)
        {
            var line = (JsonObject)whole.DeepClone();
            line["id"] ??= id;
            line["quantity"] ??= 1;
            return line;
        }

        var match = ShortLine().Match((string?)written ?? "");
        if (!match.Success)
            throw new FormatException($"start: expected a line such as 'COAT-M', 'COAT-M x2' or 'COAT-M x2 allocated 0', found '{written}'");
        var made = new JsonObject { ["id"] = id, ["variant"] = match.Groups["variant"].Value, ["quantity"] = Number(match.Groups["quantity"], 1) };
        if (match.Groups["allocated"].Success)
            made["allocated"] = Number(match.Groups["allocated"], 0);
        return made;
    }

    /// <summary>"payment": one payment of the whole order; money counts as paid once it is captured.</summary>
    private static void Pay(JsonObject order, string total)
    {
        if (order["payment"] is JsonObject whole)
        {
            order.Remove("payment");
            var payment = (JsonObject)whole.DeepClone();
            payment["method"] ??= "card";
            payment["amount"] ??= total;
            payment["attempts"] ??= 1;
            order["payments"] = new JsonArray(payment);
        }

        order["paid"] ??= (order["payments"] as JsonArray ?? []).Any(p => (string?)p?["status"] == "captured") ? total : "0.00";
    }

    private static JsonObject Parcel(JsonObject written, string order)
    {
        var parcel = (JsonObject)written.DeepClone();
        parcel["carrier"] ??= "DHL";
        parcel["tracking"] ??= $"0034043416109400{string.Concat(order.Where(char.IsAsciiDigit)).PadLeft(4, '0')}";
        return parcel;
    }

    private string Total(JsonObject order)
    {
        var sum = decimal.Parse((string)order["shippingFee"]!, CultureInfo.InvariantCulture);
        foreach (var line in (JsonArray)order["lines"]!)
            sum += prices.TryGetValue((string)line!["variant"]!, out var price)
                ? price * (int)line["quantity"]!
                : throw new FormatException($"start: expected a variant of the catalogue, found '{line["variant"]}'" + Near((string)line["variant"]!, prices.Keys));
        return sum.ToString("F2", CultureInfo.InvariantCulture);
    }

    /// <summary>The template that "like" names, with what was written over it; lists are replaced whole.</summary>
    private JsonObject Like(JsonObject written, string kind)
    {
        var made = (JsonObject)written.DeepClone();
        var like = (string?)made["like"];
        made.Remove("like");
        if (like is null)
            return made;
        var known = templates[kind] as JsonObject ?? [];
        if (known[like] is not JsonObject template)
            throw new FormatException($"start: expected the name of a template of {kind}, found '{like}'" + Near(like, known.Select(p => p.Key)));
        var whole = Like(template, kind);
        Lay(made, whole);
        return whole;
    }

    private static void Lay(JsonObject over, JsonObject under)
    {
        foreach (var (key, value) in over)
            if (value is JsonObject inner && under[key] is JsonObject below)
                Lay(inner, below);
            else
                under[key] = value?.DeepClone();
        foreach (var gone in over.Where(p => p.Value is null).Select(p => p.Key).ToList())
            under.Remove(gone);
    }

    private JsonNode? Find(string kind, string name) => (templates[kind] as JsonObject)?[name];

    private static string Near(string wrong, IEnumerable<string> known) => Spelling.Nearest(wrong, known) is { } near ? $" (did you mean {near}?)" : "";

    private static int Number(Group group, int otherwise) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>"Zoë d'Arc" → "zoe.darc".</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(sign))
                plain.Append(char.ToLowerInvariant(sign));
            else if (sign == ' ' && plain.Length > 0 && plain[^1] != '.')
                plain.Append('.');
        return plain.ToString().Trim('.');
    }

    [GeneratedRegex(@"^(?<variant>[A-Z0-9-]+)(?: x(?<quantity>[1-9][0-9]?))?(?: allocated (?<allocated>[0-9]{1,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortLine();
}
