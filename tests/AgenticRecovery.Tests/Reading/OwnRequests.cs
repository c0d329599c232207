using System.Text.Json;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tests.Reading;

/// <summary>
/// Requests written for this repository over the shared retail shop. The file holds our words and ids of the shop; whoever writes, their
/// methods and their addresses are looked up in the shop by rule. Each set was run once before anything was mended after it; docs/retail.md has those figures.
/// </summary>
public static class OwnRequests
{
    public static IReadOnlyList<RetailTask> Load(string half, RetailData data)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(FilePath()));
        return document.RootElement.EnumerateArray().Where(one => one.GetProperty("half").GetString() == half)
            .Select((one, i) => Read($"{half}{i + 1}", one, data)).ToList();
    }

    private static RetailTask Read(string id, JsonElement one, RetailData data)
    {
        var customer = data.Customers.Single(known => known.Orders.Any(order => order.Value == one.GetProperty("order").GetString()));
        var orders = data.OrdersOf(customer).ToDictionary(order => order.Id.Value);
        var text = Head(one, customer) + one.GetProperty("says").GetString();
        var expected = one.GetProperty("writes").EnumerateArray().Select(write => Signature(write.GetString()!, customer, orders)).Order(StringComparer.Ordinal).ToList();
        return new RetailTask(id, customer.Id.Value, text, expected);
    }

    // "none" leaves the text as the customer wrote it, who must then say who they are; a name alone proves nothing.
    private static string Head(JsonElement one, Customer customer)
    {
        var who = one.TryGetProperty("who", out var named) ? named.GetString() : "name and zip";
        var known = who switch
        {
            "name and zip" => $"{customer.Name} in zip code {customer.Address.PostalCode}",
            "email" => $"{customer.Name} ({customer.Email})",
            "name" => customer.Name,
            "none" => "",
            _ => throw new InvalidOperationException($"Nobody says who they are by '{who}'."),
        };
        return known.Length == 0 ? "" : $"Customer information:\n{known}\n\nCustomer request:\n";
    }

    // "return #W1 1,2 original", "swap #W1 1>2 credit_card 4411", "ship #W1 like #W2": as RetailGrade writes moves.
    private static string Signature(string write, Customer customer, Dictionary<string, Order> orders)
    {
        var words = write.Split(' ', 3);
        var (kind, order, rest) = (words[0], words[1], words[2]);
        switch (kind)
        {
            case "return" or "swap":
                var items = rest.Split(' ', 2);
                return $"{kind} {order} {string.Join(",", items[0].Split(',').Order(StringComparer.CurrentCulture))} {Method(items[1], customer, orders[order])}";
            case "cancel":
                return write;
            case "pay":
                return $"pay {order} {Method(rest, customer, orders[order])}";
            default:
                return $"{kind} {(kind == "profile" ? customer.Id.Value : order)} {Place(rest, customer, orders)}";
        }
    }

    private static string Method(string named, Customer customer, Order order) => named == "original"
        ? order.Payments[0].Method.Value
        : customer.PaymentMethods.Single(method => named.StartsWith(method.Kind, StringComparison.Ordinal)
            && (named.Length == method.Kind.Length || method.Label.EndsWith(named[^4..], StringComparison.Ordinal))).Id.Value;

    private static string Place(string named, Customer customer, Dictionary<string, Order> orders)
    {
        if (named.StartsWith("= ", StringComparison.Ordinal))
            return named[2..];
        var to = named == "profile" ? customer.Address : orders[named[5..]].ShipTo;
        return $"{to.Street}|{to.Street2}|{to.City}|{to.Region}|{to.PostalCode}|{to.Country}";
    }

    private static string FilePath()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "tests", "AgenticRecovery.Tests", "Reading", "own-requests.json");
            if (File.Exists(file))
                return file;
        }

        throw new InvalidOperationException("own-requests.json is not beside the tests.");
    }
}
