using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Signals;

/// <summary>The JSON Schema (draft 2020-12) of one signal, as <c>recovery schema signal</c> prints it.</summary>
public static class SignalSchema
{
    public static JsonObject Document()
    {
        var properties = new JsonObject
        {
            ["id"] = Text("The event's id in its source; the same id twice is one signal. Derived from the content when absent."),
            ["source"] = Text("Sending system, such as psp, wms, carrier, helpdesk, storefront."),
            ["kind"] = OneOf(Enum.GetNames<SignalKind>(), "What happened."),
            ["occurredAt"] = new JsonObject
            {
                ["type"] = "string",
                ["format"] = "date-time",
                ["description"] = "When it happened, with offset; at most 5 minutes in the future.",
            },
            ["order"] = Text("Order id; needed for every kind but CustomerMessage."),
            ["customer"] = Text("Customer id."),
            ["mode"] = OneOf(Enum.GetNames<FailureMode>(), "What the source says it is; triage may say otherwise."),
            ["text"] = new JsonObject
            {
                ["type"] = "string",
                ["maxLength"] = IntakeLimits.TextLength,
                ["description"] = "The customer's or carrier's own words; needed for CustomerMessage.",
            },
            ["language"] = Text("BCP 47 language of the text, such as de or pt-BR."),
            ["amount"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "An amount in major units.",
                ["properties"] = new JsonObject
                {
                    ["amount"] = new JsonObject { ["type"] = new JsonArray("number", "string"), ["minimum"] = 0 },
                    ["currency"] = OneOf([.. Currency.Known], "ISO 4217 code."),
                },
                ["required"] = new JsonArray("amount", "currency"),
                ["additionalProperties"] = false,
            },
            ["attributes"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Further facts of the source: declineCode, carrier, tracking, dueAt, ...",
                ["maxProperties"] = IntakeLimits.Attributes,
                ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") },
            },
        };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Signal",
            ["description"] = "One thing that happened to an order, from one source, at one time. One JSON object per line of a queue file.",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("source", "kind", "occurredAt"),
            ["allOf"] = new JsonArray(new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = nameof(SignalKind.CustomerMessage) } } },
                ["then"] = new JsonObject { ["required"] = new JsonArray("text") },
                ["else"] = new JsonObject { ["required"] = new JsonArray("order") },
            }),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Text(string description) => new()
    {
        ["type"] = "string",
        ["maxLength"] = IntakeLimits.IdLength,
        ["description"] = description,
    };

    private static JsonObject OneOf(string[] names, string description) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
        ["description"] = description,
    };
}
