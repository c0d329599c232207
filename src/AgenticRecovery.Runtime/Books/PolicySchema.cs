using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Books;

/// <summary>JSON Schema (2020-12) of a policy book, for editors and for <c>recovery schema policy</c>. Conditions are checked by the reader, not by the schema.</summary>
public static class PolicySchema
{
    private static readonly string[] EffectKeys = ["forbid", "approve", "allow", "oblige"];

    public static JsonObject Document() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Policy book",
        ["description"] = "What no rule allows is denied. forbid beats approve beats allow; order never matters; a missing fact never allows.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Words("book", "version", "currency", "rules"),
        ["properties"] = new JsonObject
        {
            ["book"] = Text("name of the book"),
            ["about"] = Text("what the book is for"),
            ["version"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["currency"] = new JsonObject { ["enum"] = Words([.. Economics.Currency.Known]), ["description"] = "currency of amounts without a code" },
            ["rates"] = MapOf(new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 }, "how much of each currency one unit of the book's is worth"),
            ["calendar"] = Calendar(),
            ["roles"] = ListOf(Text("role"), "who may answer, the least first"),
            ["freshness"] = MapOf(Duration(), "how old a fact may be before it counts as missing"),
            ["rules"] = ListOf(Rule(), "rules, in any order"),
            ["budgets"] = ListOf(Budget(), "money that moves may give away"),
            ["situations"] = MapOf(Facts(), "facts that examples share"),
            ["examples"] = ListOf(Example(), "facts and the decision they must lead to"),
        },
    };

    private static JsonObject Rule() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Words("id"),
        ["oneOf"] = new JsonArray([.. EffectKeys.Select(effect => (JsonNode)new JsonObject { ["required"] = Words(effect) })]),
        ["properties"] = new JsonObject
        {
            ["id"] = Text("unique in the book"),
            ["forbid"] = Moves("never, whatever other rules say"),
            ["approve"] = Moves("only after people agreed"),
            ["allow"] = Moves("without a person, unless another rule forbids or asks"),
            ["oblige"] = Moves("settles nothing; adds what 'with' says"),
            ["when"] = new JsonObject { ["type"] = new JsonArray("string", "boolean"), ["description"] = "typed condition over published facts; always where absent" },
            ["because"] = Text("why; the number's source, or 'assumption'"),
            ["law"] = new JsonObject { ["type"] = "boolean", ["description"] = "a duty of law: no other rule can switch it off" },
            ["by"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = Words("role"),
                ["properties"] = new JsonObject { ["role"] = Text("who answers"), ["people"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 5 } },
            },
            ["within"] = Duration(),
            ["with"] = OneOrMany(new JsonObject { ["type"] = "string", ["pattern"] = "^(message|evidence|hold|timer|notice|step):.+$" }, "what must accompany the move"),
        },
    };

    private static JsonObject Budget() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Words("id", "over", "limit"),
        ["properties"] = new JsonObject
        {
            ["id"] = Text("unique in the book"),
            ["over"] = Moves("moves whose amount is reserved"),
            ["per"] = OneOrMany(new JsonObject { ["enum"] = Words("brand", "campaign", "sku-family", "lane", "customer", "household", "order", "market", "mode", "category", "day", "week", "month", "year") }, "what splits it, and its period"),
            ["limit"] = new JsonObject { ["type"] = "number", ["minimum"] = 0 },
            ["pace"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = Words("slack", "slope", "most"),
                ["description"] = "how the price of spending rises when it runs ahead of the clock",
                ["properties"] = new JsonObject { ["slack"] = Number(), ["slope"] = Number(), ["most"] = Number() },
            },
            ["because"] = Text("why this much"),
        },
    };

    private static JsonObject Example() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Words("move", "expect"),
        ["properties"] = new JsonObject
        {
            ["name"] = Text("what it shows"),
            ["in"] = Text("a situation"),
            ["move"] = new JsonObject { ["enum"] = Words([.. MoveSet.Names]) },
            ["facts"] = Facts(),
            ["expect"] = new JsonObject { ["enum"] = Words("allow", "approval", "deny") },
            ["rule"] = Text("the rule that must settle it, or default.deny"),
            ["role"] = Text("the role that must be asked"),
        },
    };

    private static JsonObject Facts()
    {
        var properties = new JsonObject();
        foreach (var fact in Published.All)
            properties[fact.Name] = new JsonObject { ["description"] = $"{fact.Meaning} ({fact.Unit})", ["examples"] = new JsonArray(fact.Example) };
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Calendar() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["zone"] = Text("IANA time zone"),
            ["opens"] = Text("HH:mm"),
            ["closes"] = Text("HH:mm"),
            ["closed"] = ListOf(new JsonObject { ["type"] = "string", ["format"] = "date" }, "days without work beside Saturday and Sunday"),
        },
    };

    private static JsonObject Moves(string meaning) => OneOrMany(new JsonObject { ["enum"] = Words([.. MoveSet.Groups.Keys, .. MoveSet.Names]) }, meaning);

    private static JsonObject Duration() => new() { ["type"] = "string", ["pattern"] = "^[0-9]+(\\.[0-9]+)?[smhdw]( business)?$", ["description"] = "such as 90m, 4h business, 3d" };

    private static JsonObject OneOrMany(JsonObject item, string meaning) => new()
    {
        ["description"] = meaning,
        ["oneOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = item.DeepClone() }),
    };

    private static JsonObject ListOf(JsonObject item, string meaning) => new() { ["type"] = "array", ["items"] = item, ["description"] = meaning };

    private static JsonObject MapOf(JsonObject value, string meaning) => new() { ["type"] = "object", ["additionalProperties"] = value, ["description"] = meaning };

    private static JsonObject Text(string meaning) => new() { ["type"] = "string", ["description"] = meaning };

    private static JsonObject Number() => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 100 };

    private static JsonArray Words(params string[] words) => new([.. words.Select(word => (JsonNode)word)]);
}
