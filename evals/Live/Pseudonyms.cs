using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Live;

/// <summary>
/// Takes personal data out of a promoted case: everything the shop knows of the customer is replaced wherever it stands, also
/// in the customer's own words, and so is what looks like an e-mail address, a phone, bank or card number. The same person
/// gets the same invented name, so that a story stays one story.
/// </summary>
internal static partial class Pseudonyms
{
    private static readonly string[] First = ["Alex", "Sam", "Robin", "Kim", "Jule", "Noa", "Luca", "Mika", "Sasha", "Toni", "Jo", "Charlie"];
    private static readonly string[] Last = ["Meadow", "Rivers", "Stone", "Field", "Woods", "Marsh", "Brook", "Hale", "Frost", "Winter", "Page", "Lake"];

    /// <summary>Replaces in every text of the line; keys stay as they are.</summary>
    public static string Replace(string line, LiveCase live)
    {
        var known = Known(live).Where(p => p.Real.Length > 1).DistinctBy(p => p.Real).OrderByDescending(p => p.Real.Length).ToList();
        return Walk(JsonNode.Parse(line)!, known)!.ToJsonString(CaseLine.Plain);
    }

    private static JsonNode? Walk(JsonNode? node, List<(string Real, string Invented)> known) => node switch
    {
        JsonObject row => new JsonObject(row.Select(p => KeyValuePair.Create(p.Key, Walk(p.Value, known)))),
        JsonArray list => new JsonArray([.. list.Select(n => Walk(n, known))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text, known),
        _ => node?.DeepClone(),
    };

    private static string Text(string text, List<(string Real, string Invented)> known)
    {
        foreach (var (real, invented) in known)
            text = Regex.Replace(
                text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(real)}(?![\p{{L}}\p{{N}}])", invented.Replace("$", "$$", StringComparison.Ordinal),
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        text = Mail().Replace(text, m => m.Value.EndsWith("@example.com", StringComparison.Ordinal) ? m.Value : "someone@example.com");
        text = Bank().Replace(text, "XX00 0000 0000");
        return Phone().Replace(text, "+00 000 000000");
    }

    private static IEnumerable<(string Real, string Invented)> Known(LiveCase live)
    {
        var seed = Convert.ToInt32(StoreJson.Sha256(live.Seen.Customer?.Id.Value ?? live.File.Case.Id.Value)[..6], 16);
        var (first, last) = (First[seed % First.Length], Last[seed / First.Length % Last.Length]);
        var number = seed % 9000 + 1000;
        if (live.Seen.Customer is { } customer)
        {
            yield return (customer.Id.Value, $"C-{number}");
            yield return (customer.Email, $"{first}.{last}@example.com".ToLowerInvariant());
            foreach (var pair in Name(customer.Name, first, last).Concat(Place(customer.Address, first, last, number)))
                yield return pair;
            foreach (var (method, i) in customer.PaymentMethods.Select((m, i) => (m, i)))
                yield return (method.Id.Value, $"pm-{i + 1}");
        }

        if (live.Seen.Order is not { } order)
            yield break;
        yield return (order.Id.Value, $"O-{number}");
        foreach (var (line, i) in order.Lines.Select((l, i) => (l, i)))
            yield return (line.Id.Value, $"O-{number}-{i + 1}");
        foreach (var (shipment, i) in order.Shipments.Select((s, i) => (s, i)))
        {
            yield return (shipment.Id.Value, $"O-{number}-S{i + 1}");
            yield return (shipment.TrackingNumber, $"TRACK{number}{i + 1}");
        }

        foreach (var pair in Name(order.ShipTo.Name, first, last).Concat(Place(order.ShipTo, first, last, number)))
            yield return pair;
    }

    private static IEnumerable<(string, string)> Name(string name, string first, string last)
    {
        yield return (name, $"{first} {last}");
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
            yield return (parts[i], i == 0 ? first : last);
    }

    private static IEnumerable<(string, string)> Place(Address address, string first, string last, int number)
    {
        yield return (address.Street, $"Sample Street {number % 90 + 1}");
        if (address.Street2 is { } second)
            yield return (second, "Flat 1");
        yield return (address.City, "Sampletown");
        yield return (address.PostalCode, $"{number % 90000 + 10000}");
        foreach (var pair in Name(address.Name, first, last))
            yield return pair;
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b|\b(?:[0-9]{4}[ -]?){3}[0-9]{4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Bank();

    [GeneratedRegex(@"\+[0-9][0-9 ()/-]{7,18}[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
