using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>Arguments of a tool call. Recorded calls give some lists as JSON text; both forms are read.</summary>
internal sealed class RetailArguments(JsonObject arguments)
{
    /// <summary>Null when it is absent or no text.</summary>
    public string? Text(string name) => arguments[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Null when it is absent or no list of texts.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        var node = arguments[name];
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            try
            {
                node = JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return null;
            }

        return node is JsonArray list && list.All(i => i is JsonValue v && v.TryGetValue<string>(out _))
            ? [.. list.Select(i => i!.GetValue<string>())]
            : null;
    }

    /// <summary>The names that are missing, in the order asked.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> names) =>
        [.. names.Where(name => name is "item_ids" or "new_item_ids" ? List(name) is null : Text(name) is null)];
}

/// <summary>Which original is followed where the two differ.</summary>
public enum RetailSemantics
{
    /// <summary>tau-bench: each changed item takes its own variant; an order is edited once; errors in lower case.</summary>
    Tau,

    /// <summary>tau2-bench: all changed items take the last variant's price and options; an address may change after an edit; names are folded.</summary>
    Tau2,
}

/// <summary>What a tool answered. An error changed nothing.</summary>
public sealed record RetailAnswer(string Text, bool IsError);
