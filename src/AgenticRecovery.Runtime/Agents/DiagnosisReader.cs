using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <summary>What a triage answer turned out to mean.</summary>
public abstract record DiagnosisReading
{
    private DiagnosisReading() { }

    public sealed record Readable(Diagnosis Diagnosis) : DiagnosisReading;

    /// <summary>Not usable; the reason can be given back to the model.</summary>
    public sealed record Unreadable(string Reason) : DiagnosisReading;
}

/// <summary>Reads a triage answer. A root cause whose quote stands neither in the data nor in a text is refused as made up.</summary>
public static class DiagnosisReader
{
    /// <param name="evidence">The user text of the call; quotes must be found in it.</param>
    public static DiagnosisReading Read(string answer, string evidence)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Unfenced(answer));
        }
        catch (JsonException fault)
        {
            return Bad($"the answer is no JSON object: {fault.Message}");
        }
        using (document)
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, evidence) : Bad("the answer is no JSON object");
    }

    private static DiagnosisReading Read(JsonElement root, string evidence)
    {
        if (!TryEnum<FailureMode>(root, "mode", out var mode, out var fault)
            || !TryEnum<Fixability>(root, "fixability", out var fixability, out fault)
            || !TryShare(root, "confidence", isRequired: true, out var confidence, out fault))
            return Bad(fault);
        var scores = new Dictionary<string, decimal>();
        foreach (var name in (ReadOnlySpan<string>)["recoverability", "urgency", "severity", "frustration", "promise_sensitivity", "return_propensity"])
        {
            if (!TryShare(root, name, isRequired: false, out var share, out fault))
                return Bad(fault);
            scores[name] = share;
        }
        var causes = new List<RootCause>();
        if (root.TryGetProperty("root_causes", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var item in list.EnumerateArray())
            {
                if (Text(item, "tag") is not { } tag || Text(item, "quote") is not { } quote)
                    return Bad("each root cause needs a tag and a quote");
                if (!TryShare(item, "confidence", isRequired: true, out var sure, out fault))
                    return Bad($"root cause '{tag}': {fault}");
                if (!IsQuoted(quote, evidence))
                    return Bad($"the quote of root cause '{tag}' stands neither in the data nor in a quoted text; quote word for word");
                causes.Add(new RootCause(tag, quote, sure));
            }
        return new DiagnosisReading.Readable(new Diagnosis
        {
            Mode = mode,
            Confidence = confidence,
            Fixability = fixability,
            RootCauses = causes,
            StatedReason = Text(root, "stated_reason"),
            Missing = root.TryGetProperty("missing", out var missing) && missing.ValueKind == JsonValueKind.Array
                ? [.. missing.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
                : [],
            Recoverability = scores["recoverability"],
            Urgency = scores["urgency"],
            Severity = scores["severity"],
            Frustration = scores["frustration"],
            PromiseSensitivity = scores["promise_sensitivity"],
            ReturnPropensity = scores["return_propensity"],
            Language = Text(root, "language") ?? "en",
        });
    }

    private static DiagnosisReading.Unreadable Bad(string reason) => new(reason);

    // Some models wrap JSON in a code fence although they were told not to.
    private static string Unfenced(string answer)
    {
        var start = answer.IndexOf('{');
        var end = answer.LastIndexOf('}');
        return start >= 0 && end > start ? answer[start..(end + 1)] : answer;
    }

    private static bool IsQuoted(string quote, string evidence) =>
        evidence.Contains(quote, StringComparison.OrdinalIgnoreCase)
        || evidence.Replace("\n> ", " ").Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").Contains(quote.Replace('\n', ' '), StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    private static bool TryEnum<T>(JsonElement map, string name, out T value, out string fault) where T : struct, Enum
    {
        fault = $"'{name}' must be one of: {string.Join(", ", Enum.GetNames<T>())}";
        value = default;
        return Text(map, name) is { } text && !char.IsAsciiDigit(text[0]) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);
    }

    private static bool TryShare(JsonElement map, string name, bool isRequired, out decimal share, out string fault)
    {
        fault = $"'{name}' must be a number from 0 to 1";
        share = 0;
        if (!map.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return !isRequired;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out share) && share is >= 0 and <= 1;
    }
}
