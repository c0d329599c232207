using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>The JSON Schema (draft 2020-12) of one case, as <c>recovery schema dataset</c> prints it.</summary>
public static class DatasetSchema
{
    private static readonly string[] Verdicts = [.. Enum.GetNames<EvalVerdict>().Select(v => v.ToLowerInvariant())];

    public static JsonObject Document() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Eval case",
        ["description"] = "One written case: what happens, and what is right for the customer and the money. One JSON object per line of a dataset; lines that begin with # are remarks.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["id"] = Text("Name of the case, its own in the dataset."),
            ["mode"] = OneOf(Enum.GetNames<FailureMode>(), "What kind of breakdown it is."),
            ["about"] = Text("Why the expected is right, in a sentence."),
            ["start"] = Start(),
            ["signals"] = List(Signal(), "What happens. Id, source, time (an hour ago), order and customer may be left out where the case has a start."),
            ["says"] = new JsonObject
            {
                ["type"] = new JsonArray("string", "array"),
                ["items"] = new JsonObject { ["type"] = "string" },
                ["description"] = "The customer's own words, in place of a signal; several came ten minutes apart.",
            },
            ["persona"] = List(Reply(), "What the customer answers: after each settling the first reply not used yet that fits."),
            ["waits"] = Text("How long nobody answers in the end, such as 2d; waits of the workflow within are jumped over."),
            ["slices"] = Map("Topic → value, besides mode, language and expected verdict."),
            ["pair"] = Text("Cases of one pair must be given the same money."),
            ["expect"] = Expect(),
        },
        ["required"] = new JsonArray("id", "mode", "expect"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Start() => new()
    {
        ["type"] = "object",
        ["description"] = "Customers and orders of the case's own shop; \"like\" names a template of the suite's shop file. Without it the case names orders of that file.",
        ["properties"] = new JsonObject
        {
            ["customer"] = Open("One customer; name and language are enough with a template."),
            ["customers"] = List(Open("A customer."), "Several; the first is the one who writes."),
            ["order"] = Open("One order; lines may be written \"COAT-M x2 allocated 0\", payment and parcel short."),
            ["orders"] = List(Open("An order."), "Several."),
            ["products"] = List(Open("A product, as in a shop file."), "Products besides the suite's catalogue."),
        },
        ["additionalProperties"] = false,
    };

    private static JsonObject Signal()
    {
        var schema = SignalSchema.Document();
        schema.Remove("$schema");
        schema["required"] = new JsonArray("kind");
        return schema;
    }

    private static JsonObject Reply() => new()
    {
        ["type"] = new JsonArray("object", "string"),
        ["properties"] = new JsonObject
        {
            ["on"] = new JsonObject { ["description"] = "Answers it fits; left out, all.", ["type"] = new JsonArray("array", "string"), ["items"] = OneOf([.. Verdicts, "silence"], "What was done with the last words.") },
            ["says"] = Text("The words."),
            ["after"] = Text("How long after the last words, such as 30m."),
            ["language"] = Text("Where it is not the customer's."),
        },
        ["required"] = new JsonArray("says"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Expect() => new()
    {
        ["type"] = "object",
        ["description"] = "What is right. A case without it does not load.",
        ["properties"] = new JsonObject
        {
            ["verdict"] = new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', Verdicts)})(\\|({string.Join('|', Verdicts)}))*$", ["description"] = "What becomes of it before anybody answers; \"ask|deny\" where both are right." },
            ["moves"] = List(Open("A move with its arguments; order and customer may be left out where the case has a start."), "Carried out on a fresh shop they give the end state that is right; [] when nothing may change."),
            ["must"] = List(Text("Name of a move; \"A|B\" means either."), "Moves that must be carried out."),
            ["mustNot"] = List(Text("Name of a move."), "Moves that must not be carried out."),
            ["said"] = List(Text("A piece of text; \"a|b\" means either."), "What some sent message must say."),
            ["notSaid"] = List(Text("A piece of text."), "What no sent message may say."),
            ["decisions"] = Map("Move → allow, approval or deny: what the policy book must say when it is proposed."),
            ["givenAtMost"] = Text("Most money and credit that may be given, such as 10.00 EUR."),
            ["saidIn"] = Text("Language of all sent messages, where it is not the customer's."),
        },
        ["required"] = new JsonArray("verdict", "moves"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Open(string description) => new() { ["type"] = "object", ["description"] = description };

    private static JsonObject Map(string description) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject List(JsonObject items, string description) => new() { ["type"] = "array", ["items"] = items, ["description"] = description };

    private static JsonObject OneOf(IEnumerable<string> words, string description) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]),
        ["description"] = description,
    };
}
