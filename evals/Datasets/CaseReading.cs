using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>One line of a dataset on its way to a case; every fault is named with its line.</summary>
internal sealed class CaseReading(CasePlace place, StartTemplates shop)
{
    internal static readonly JsonSerializerOptions Json = new(StoreJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    internal static readonly string[] Keys = ["id", "mode", "about", "start", "signals", "says", "persona", "waits", "slices", "pair", "expect"];

    private int _found;

    public void Fault(string message, long column = 1)
    {
        _found++;
        place.Faults.Add(new BookFault(place.File, place.Line, column, message));
    }

    /// <summary>Null when the line has a fault.</summary>
    public EvalCase? Read(string json)
    {
        if (Row(json) is not { } row)
            return null;
        var id = Text(row, "id");
        if (string.IsNullOrWhiteSpace(id))
            Fault("id: expected a name for the case, it is missing");
        FailureMode? mode = Enum.TryParse<FailureMode>(Text(row, "mode"), out var known) && Enum.IsDefined(known) ? known : null;
        if (mode is null)
            Fault("mode: expected a failure mode" + (Text(row, "mode") is { } wrong ? $", found '{wrong}'{Near(wrong, Enum.GetNames<FailureMode>())}" : ", it is missing"));
        var start = Start(row["start"], id ?? "");
        var order = start?.Orders.FirstOrDefault()?.Id;
        var customer = start?.Customers.FirstOrDefault();
        var signals = new SignalReading(place.StartAt, Fault, id ?? "", order, customer).Read(row["signals"], row["says"]);
        if (signals.Count == 0 && _found == 0)
            Fault("signals: expected at least one signal, or the customer's words in 'says'");
        var expect = new ExpectReading(Fault, order, customer?.Id).Read(row["expect"]);
        var (persona, waits, slices) = (Persona(row["persona"]), Span(Text(row, "waits"), "waits"), Slices(row["slices"]));
        if (_found > 0)
            return null;
        var made = new EvalCase(id!, place.Line, mode!.Value, Text(row, "about") ?? "", signals, expect!)
        {
            StartAt = place.StartAt,
            Persona = persona,
            Waits = waits,
            Slices = slices,
            Pair = Text(row, "pair"),
        };
        return made with { Start = start ?? shop.Touched(made.Orders, made.Customers) };
    }

    private JsonObject? Row(string json)
    {
        JsonObject? row = null;
        try
        {
            row = JsonNode.Parse(json) as JsonObject;
            if (row is null)
                Fault("expected a case as one JSON object");
        }
        catch (JsonException e)
        {
            Fault($"expected a case as JSON: {e.Message}", (e.BytePositionInLine ?? 0) + 1);
        }

        foreach (var key in row?.Select(p => p.Key).Where(k => !Keys.Contains(k)) ?? [])
            Fault($"expected {string.Join(", ", Keys)}, found '{key}'{Near(key, Keys)}");
        return row;
    }

    private ShopSeed? Start(JsonNode? start, string id)
    {
        if (start is null)
            return null;
        try
        {
            return shop.Start(start as JsonObject ?? throw new FormatException("start: expected an object"), id);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or JsonException)
        {
            Fault(e.Message.StartsWith("start", StringComparison.Ordinal) ? e.Message : $"start: {e.Message}");
            return null;
        }
    }

    private List<PersonaReply> Persona(JsonNode? node)
    {
        var replies = new List<PersonaReply>();
        foreach (var entry in (node as JsonArray ?? []).Select(e => e is JsonValue ? new JsonObject { ["says"] = e.DeepClone() } : e as JsonObject ?? []))
        {
            string[] words = ["auto", "approval", "deny", "ask", "silence"];
            var on = entry["on"] is JsonArray list ? [.. list.Select(w => (string?)w ?? "")] : Text(entry, "on") is { } one ? new[] { one } : [];
            foreach (var wrong in on.Except(words))
                Fault($"persona.on: expected {string.Join(", ", words)}, found '{wrong}'{Near(wrong, words)}");
            if (Text(entry, "says") is { Length: > 0 } says)
                replies.Add(new PersonaReply(on, says, Text(entry, "after") is { } after ? Span(after, "persona.after") : TimeSpan.FromMinutes(30), Text(entry, "language")));
            else
                Fault("persona: each reply needs the customer's words in 'says'");
        }

        return replies;
    }

    private TimeSpan Span(string? text, string key)
    {
        if (text is null)
            return TimeSpan.Zero;
        if (WorkSpan.TryParse(text, out var span) && span.Clock == SpanClock.Calendar)
            return span.Length;
        Fault($"{key}: expected a length such as 30m, 4h or 2d, found '{text}'");
        return TimeSpan.Zero;
    }

    private static Dictionary<string, string> Slices(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.ToString() ?? "", StringComparer.Ordinal);

    internal static string? Text(JsonObject row, string key) => row[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    internal static string Near(string wrong, IEnumerable<string> known) => Spelling.Nearest(wrong, known) is { } near ? $" (did you mean {near}?)" : "";
}
