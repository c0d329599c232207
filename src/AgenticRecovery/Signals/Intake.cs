using System.Text.Json;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Signals;

/// <summary>Turns one raw JSON entry into a signal, or says everything that is wrong with it. Reads no clock and keeps no state.</summary>
/// <remarks>Format and examples: <c>docs/signals.md</c>; JSON Schema: <see cref="SignalSchema"/>.</remarks>
public static class Intake
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Every field a signal may have, by its JSON name.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["id", "source", "kind", "occurredAt", "order", "customer", "mode", "text", "language", "amount", "attributes"];

    /// <param name="now">The reader's clock, for dates in the future.</param>
    public static Received Read(string json, DateTimeOffset now) => Read(System.Text.Encoding.UTF8.GetBytes(json), now);

    /// <summary>Reads UTF-8 bytes; longer than <see cref="IntakeLimits.LineBytes"/> is a fault, not an exception.</summary>
    public static Received Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (utf8.Length > IntakeLimits.LineBytes) return TooLong(utf8.Length);
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement, now);
        }
        catch (JsonException fault)
        {
            return Received.Because(new IntakeFault("entry", "one JSON object", $"not JSON at byte {(fault.BytePositionInLine ?? 0) + 1}"));
        }
    }

    public static Received.Rejected TooLong(long bytes) =>
        Received.Because(new IntakeFault("entry", $"at most {IntakeLimits.LineBytes} bytes", $"{bytes} bytes"));

    public static Received Read(JsonElement entry, DateTimeOffset now)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return Received.Because(new IntakeFault("entry", "one JSON object", Word(entry.ValueKind)));
        var faults = new List<IntakeFault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var draft = new SignalDraft();
        try
        {
            foreach (var field in entry.EnumerateObject())
            {
                if (!seen.Add(field.Name)) faults.Add(new IntakeFault(SignalDraft.Cut(field.Name), "the field only once", "twice"));
                else draft = With(draft, field, faults);
            }
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json defers UTF-16 errors (a lone surrogate in a \u escape) until the text is taken out.
            return Received.Because(new IntakeFault("entry", "valid Unicode text", "half of a surrogate pair"));
        }
        return (draft.Check(now), faults) switch
        {
            (Received.Accepted accepted, []) => accepted,
            (Received.Rejected rejected, _) => new Received.Rejected([.. faults, .. NotYetNamed(rejected.Faults, faults)]),
            _ => new Received.Rejected(faults),
        };
    }

    private static IEnumerable<IntakeFault> NotYetNamed(IReadOnlyList<IntakeFault> found, List<IntakeFault> known) =>
        found.Where(fault => known.All(k => k.Field != fault.Field));

    private static SignalDraft With(SignalDraft draft, JsonProperty field, List<IntakeFault> faults) => field.Name switch
    {
        "id" => draft with { Id = Text(field, faults) },
        "source" => draft with { Source = Text(field, faults) },
        "kind" => draft with { Kind = Text(field, faults) },
        "occurredAt" => draft with { OccurredAt = Text(field, faults) },
        "order" => draft with { Order = Text(field, faults) },
        "customer" => draft with { Customer = Text(field, faults) },
        "mode" => draft with { Mode = Text(field, faults) },
        "text" => draft with { Text = Text(field, faults) },
        "language" => draft with { Language = Text(field, faults) },
        "amount" => WithAmount(draft, field.Value, faults),
        "attributes" => WithAttributes(draft, field.Value, faults),
        var unknown => Unknown(draft, unknown, faults),
    };

    private static SignalDraft Unknown(SignalDraft draft, string name, List<IntakeFault> faults)
    {
        faults.Add(new IntakeFault(SignalDraft.Cut(name), "a known field (further facts go into attributes)", "an unknown field", Spelling.Nearest(name, Fields)));
        return draft;
    }

    private static string? Text(JsonProperty field, List<IntakeFault> faults)
    {
        if (field.Value.ValueKind == JsonValueKind.String) return field.Value.GetString();
        if (field.Value.ValueKind != JsonValueKind.Null) faults.Add(new IntakeFault(field.Name, "a text", Word(field.Value.ValueKind)));
        return null;
    }

    // {"amount": 12.50, "currency": "EUR"}; the number may also be a text, for sources that fear rounding.
    private static SignalDraft WithAmount(SignalDraft draft, JsonElement value, List<IntakeFault> faults)
    {
        if (value.ValueKind == JsonValueKind.Null) return draft;
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new IntakeFault("amount", "an object such as {\"amount\": 12.50, \"currency\": \"EUR\"}", Word(value.ValueKind)));
            return draft;
        }
        foreach (var part in value.EnumerateObject())
        {
            if (part.Name == "amount" && part.Value.ValueKind == JsonValueKind.Number) draft = draft with { Amount = part.Value.GetRawText() };
            else if (part.Name == "amount") draft = draft with { Amount = Text(part, faults) ?? "" };
            else if (part.Name == "currency") draft = draft with { Currency = Text(part, faults) };
            else faults.Add(new IntakeFault($"amount.{SignalDraft.Cut(part.Name)}", "amount or currency", "an unknown field", Spelling.Nearest(part.Name, ["amount", "currency"])));
        }
        return draft with { Amount = draft.Amount ?? "" };
    }

    private static SignalDraft WithAttributes(SignalDraft draft, JsonElement value, List<IntakeFault> faults)
    {
        if (value.ValueKind == JsonValueKind.Null) return draft;
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new IntakeFault("attributes", "an object of names and values", Word(value.ValueKind)));
            return draft;
        }
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in value.EnumerateObject())
        {
            switch (attribute.Value.ValueKind)
            {
                case JsonValueKind.String: attributes[attribute.Name] = attribute.Value.GetString()!; break;
                case JsonValueKind.Number: attributes[attribute.Name] = attribute.Value.GetRawText(); break;
                case JsonValueKind.True: attributes[attribute.Name] = "true"; break;
                case JsonValueKind.False: attributes[attribute.Name] = "false"; break;
                case JsonValueKind.Null: break;
                default: faults.Add(new IntakeFault($"attributes.{SignalDraft.Cut(attribute.Name)}", "a text, number or boolean", Word(attribute.Value.ValueKind))); break;
            }
        }
        return draft with { Attributes = attributes };
    }

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
