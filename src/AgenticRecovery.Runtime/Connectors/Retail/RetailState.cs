using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>End states, for graders.</summary>
internal static class RetailState
{
    public static JsonObject Export(RetailDocuments shop) => new(RetailDocuments.Kinds.Select(kind =>
        KeyValuePair.Create(kind, (JsonNode?)new JsonObject(shop.All(kind).Select(d => KeyValuePair.Create(d.Id, (JsonNode?)d.Document))))));

    public static JsonObject Changed(RetailDocuments shop)
    {
        var changed = new JsonObject();
        foreach (var kind in RetailDocuments.Kinds)
            changed[kind] = new JsonObject();
        foreach (var (kind, id, document) in shop.Changed())
            changed[kind]![id] = document;
        return changed;
    }
}
