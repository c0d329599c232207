using System.Text.Json.Nodes;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Books;

/// <summary>The JSON Schema (draft 2020-12) of a playbook file, as <c>recovery schema playbook</c> prints it.</summary>
public static class PlaybookSchema
{
    public static JsonObject Document() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Playbook",
        ["description"] = "How one failure mode is worked. The file is YAML and named after its mode.",
        ["type"] = "object",
        ["required"] = Names("playbook", "version", "queue", "owner", "sla", "escalation", "nothing", "ladder", "done", "answerWithin", "remindAfter", "onSilence"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["playbook"] = OneOf(Enum.GetNames<FailureMode>(), "The failure mode."),
            ["version"] = Text("Changes with every change of meaning."),
            ["about"] = Text("One or two sentences for the desk."),
            ["queue"] = Text("Name of the queue."),
            ["owner"] = Text("Role that owns the queue."),
            ["sla"] = Object("Deadlines from the signal.", ["firstTouch", "decision"], new JsonObject
            {
                ["firstTouch"] = Target(),
                ["decision"] = Target(),
                ["update"] = Target(),
            }),
            ["escalation"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Text("A role."), ["description"] = "Roles told in order when a deadline passes." },
            ["nothing"] = Object("Odds that the order is kept when nothing is done.", ["odds", "source"], new JsonObject { ["odds"] = Odds(), ["source"] = Source(), ["by"] = OddsBy() }),
            ["ladder"] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["description"] = "Allowed moves, smallest first.",
                ["items"] = Object("One rung.", ["move", "odds", "source"], new JsonObject
                {
                    ["move"] = OneOf([.. MoveTraits.All.Keys.Where(name => name != nameof(Move.DoNothing))], "The move."),
                    ["odds"] = Odds(),
                    ["source"] = Source(),
                    ["by"] = OddsBy(),
                    ["when"] = Text("When it may be offered, in words."),
                    ["floor"] = Number("Smallest amount, EUR."),
                    ["ceiling"] = Number("Largest amount, EUR."),
                    ["steps"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }, ["description"] = "Rising shares of the line price." },
                }),
            },
            ["questions"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Texts(), ["description"] = "Questions an agent may ask, by key, then language." },
            ["messages"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = $"Templates by move, then language; first line is the subject. Placeholders: {string.Join(", ", MessageTemplate.Placeholders.Keys)}.",
                ["propertyNames"] = new JsonObject { ["enum"] = Names([.. MoveTraits.All.Keys, .. ExtraMessages.All]) },
                ["additionalProperties"] = Texts(),
            },
            ["done"] = OneOf([.. DoneWhen.Names.Keys], "What the source system must show."),
            ["answerWithin"] = Span("How long the case waits for the customer; calendar time."),
            ["remindAfter"] = Span("When it reminds once; shorter than answerWithin."),
            ["onSilence"] = Text("A move of the ladder, close or person."),
        },
    };

    private static JsonObject Target() => Object("A deadline.", ["within", "source"], new JsonObject
    {
        ["within"] = Span("Length from the signal."),
        ["cliff"] = OneOf([.. Cliffs.All], "Never later than this moment."),
        ["before"] = Span("How long before the cliff."),
        ["source"] = Source(),
    });

    private static JsonObject Object(string description, string[] required, JsonObject properties) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["required"] = Names(required),
        ["additionalProperties"] = false,
        ["properties"] = properties,
    };

    private static JsonObject Odds() => new()
    {
        ["type"] = "array",
        ["minItems"] = 2,
        ["maxItems"] = 2,
        ["items"] = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 },
        ["description"] = "Beta belief [for, against]; the sum is how many cases it is worth.",
    };

    private static JsonObject OddsBy() => new() { ["type"] = "object", ["additionalProperties"] = Odds(), ["description"] = "Odds for a narrower cause: signal kind or root-cause tag." };

    private static JsonObject Texts() => new()
    {
        ["type"] = "object",
        ["required"] = Names([.. Languages.Shipped]),
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Span(string description) => new() { ["type"] = "string", ["pattern"] = "^([0-9]{1,6}(m|h|d|w|bm|bh|bd))+$", ["description"] = description };

    private static JsonObject Source() => Text("The fact behind it (file and section), or \"assumption\".");

    private static JsonObject Number(string description) => new() { ["type"] = "number", ["minimum"] = 0, ["description"] = description };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject OneOf(string[] names, string description) => new() { ["type"] = "string", ["enum"] = Names(names), ["description"] = description };

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => (JsonNode)JsonValue.Create(name))]);
}
