using System.Text.Json;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tools;

/// <summary>Reads the arguments of a tool call, whatever shape a provider gave them (plain objects or JSON).</summary>
public sealed class ToolArguments(IReadOnlyDictionary<string, object?> values)
{
    public static ToolArguments Of(IDictionary<string, object?>? values) =>
        new(values is null ? new Dictionary<string, object?>() : new Dictionary<string, object?>(values, StringComparer.Ordinal));

    public IEnumerable<string> Names => values.Keys;

    /// <summary>Text of an argument, trimmed; null when it is absent, null, empty or no text.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name) switch
    {
        string text when text.Trim() is { Length: > 0 } plain => plain,
        JsonElement { ValueKind: JsonValueKind.String } element when element.GetString()!.Trim() is { Length: > 0 } plain => plain,
        JsonElement { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
        int or long => Convert.ToString(values[name], System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    public bool Has(string name) => values.GetValueOrDefault(name) is not (null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined });

    /// <summary>A list of texts; null when it is absent or something else.</summary>
    public IReadOnlyList<string>? Texts(string name) => values.GetValueOrDefault(name) switch
    {
        IEnumerable<string> list => [.. list],
        JsonElement { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. array.EnumerateArray().Select(item => item.GetString()!.Trim())],
        _ => null,
    };

    /// <summary>An instant in UTC; null when it is absent or no full date.</summary>
    public DateTimeOffset? Instant(string name) =>
        Text(name) is { Length: >= 10 } text && DateTimeOffset.TryParse(
            text, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at)
            ? at : null;

    public int? Whole(string name) => int.TryParse(Text(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole address; null when a needed field is missing. <paramref name="missing"/> names the first one.</summary>
    public Address? Address(string name, out string? missing)
    {
        missing = null;
        if (Element(name) is not { ValueKind: JsonValueKind.Object } map)
        {
            missing = name;
            return null;
        }
        string? Field(string field) => map.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
        foreach (var field in (ReadOnlySpan<string>)["name", "street", "city", "postal_code", "country"])
            if (Field(field) is null)
            {
                missing = $"{name}.{field}";
                return null;
            }
        return new Address(Field("name")!, Field("street")!, Field("street2"), Field("city")!, Field("region"), Field("postal_code")!, Field("country")!);
    }

    /// <summary>Swaps of units; null when absent, empty or malformed.</summary>
    public IReadOnlyList<ItemSwap>? Swaps(string name)
    {
        if (Element(name) is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0)
            return null;
        var swaps = new List<ItemSwap>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty("line", out var line) || line.ValueKind != JsonValueKind.String
                || !item.TryGetProperty("to", out var to) || to.ValueKind != JsonValueKind.String)
                return null;
            swaps.Add(new ItemSwap(new LineId(line.GetString()!), new VariantId(to.GetString()!)));
        }
        return swaps;
    }

    private JsonElement? Element(string name) => values.GetValueOrDefault(name) switch
    {
        JsonElement element => element,
        IReadOnlyDictionary<string, object?> or IDictionary<string, object?> or System.Collections.IEnumerable and not string =>
            JsonSerializer.SerializeToElement(values[name]),
        _ => null,
    };
}
