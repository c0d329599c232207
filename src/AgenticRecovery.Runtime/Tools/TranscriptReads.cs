using System.Text.Json;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tools;

/// <summary>What the read tools of a transcript answered, as typed values.</summary>
public static class TranscriptReads
{
    /// <summary>The case's own values together with every successful read of the transcript; later reads replace earlier ones.</summary>
    public static TrustedReads Of(RecoveryInput input, Transcript transcript)
    {
        var orders = new List<Order>(input.OtherOrders);
        if (input.Order is not null)
            orders.Add(input.Order);
        var customer = input.Customer;
        var first = new List<Order>();
        var products = new List<Product>();
        foreach (var (tool, json) in Answers(transcript.Messages))
            switch (tool)
            {
                case "get_order" when Part<Order>(json, "order") is { } order:
                    orders.RemoveAll(known => known.Id == order.Id);
                    orders.Add(order);
                    if (first.TrueForAll(known => known.Id != order.Id))
                        first.Add(order);
                    break;
                case "get_customer" or "find_customer" when Part<Customer>(json, "customer") is { } found:
                    customer ??= found;
                    if (customer.Id == found.Id)
                        customer = found;
                    break;
                case "get_product" when Part<Product>(json, "product") is { } product:
                    products.RemoveAll(known => known.Id == product.Id);
                    products.Add(product);
                    break;
                default:
                    break;
            }
        return new TrustedReads(orders, customer, products, input.Facts)
        {
            Attributes = input.Signals.Where(signal => signal.Kind != Signals.SignalKind.CustomerMessage)
                .SelectMany(signal => signal.Attributes).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            OrdersAtFirst = first,
        };
    }

    /// <summary>Tool name and result text of every answered call, in order.</summary>
    public static IEnumerable<(string Tool, string Json)> Answers(IEnumerable<ChatMessage> messages)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in messages)
            foreach (var content in message.Contents)
                if (content is FunctionCallContent call)
                    names[call.CallId] = call.Name;
                else if (content is FunctionResultContent result && names.TryGetValue(result.CallId, out var tool))
                    yield return (tool, TextOf(result));
    }

    /// <summary>The result as text, whether it is fresh or was read back from the store.</summary>
    public static string TextOf(FunctionResultContent result) => result.Result switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement element => element.GetRawText(),
        null => "",
        var other => other.ToString() ?? "",
    };

    /// <summary>One named part of a read's answer; null when the read failed or has no such part.</summary>
    public static T? Part<T>(string json, string name) where T : class
    {
        if (json.Length == 0 || json[0] != '{')
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var part) ? AgentJson.Read<T>(part) : null;
    }
}
