using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticRecovery.Tools;

/// <summary>JSON Schema of tool arguments.</summary>
public static class ToolSchema
{
    public static JsonElement Of(IReadOnlyList<ToolArgument> arguments)
    {
        var properties = new JsonObject();
        foreach (var argument in arguments)
            properties[argument.Name] = Property(argument);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. arguments.Where(argument => argument.IsRequired).Select(argument => (JsonNode)argument.Name)]),
            ["additionalProperties"] = false,
        };
        return JsonSerializer.SerializeToElement(schema);
    }

    private static JsonObject Property(ToolArgument argument)
    {
        var property = argument.Kind switch
        {
            ArgumentKind.Words => new JsonObject { ["type"] = "string", ["maxLength"] = 1000 },
            ArgumentKind.Choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. argument.Choices!.Select(choice => (JsonNode)choice)]) },
            ArgumentKind.Instant => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ArgumentKind.Ordinal => new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ArgumentKind.Id => new JsonObject { ["type"] = "string", ["maxLength"] = 100 },
            ArgumentKind.Ids => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            ArgumentKind.Address => Address(),
            ArgumentKind.Swaps => Swaps(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        property["description"] = argument.Meaning;
        return property;
    }

    private static JsonObject Address()
    {
        var properties = new JsonObject();
        foreach (var field in AddressFields)
            properties[field] = new JsonObject { ["type"] = "string" };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("name", "street", "city", "postal_code", "country"),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Swaps() => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["items"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["line"] = new JsonObject { ["type"] = "string", ["description"] = "Id of the ordered line; one entry per unit." },
                ["to"] = new JsonObject { ["type"] = "string", ["description"] = "Id of the variant wanted instead." },
            },
            ["required"] = new JsonArray("line", "to"),
            ["additionalProperties"] = false,
        },
    };

    public static readonly IReadOnlyList<string> AddressFields = ["name", "street", "street2", "city", "region", "postal_code", "country"];
}
