using System.Globalization;
using System.Text;
using System.Text.Json;
using Temporalio.Api.Common.V1;

namespace Temporalio.DevServer.Visibility;

/// <summary>Search attributes as the JSON object the visibility table keeps: name to plain JSON value, instants as Unix milliseconds.</summary>
internal static class SearchAttributeText
{
    public static string Json(SearchAttributes? attributes)
    {
        if (attributes is null || attributes.IndexedFields.Count == 0)
            return "{}";
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in attributes.IndexedFields)
            {
                if (value.Data.IsEmpty)
                    continue;
                writer.WritePropertyName(name);
                Write(writer, value);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Payload value)
    {
        using var json = JsonDocument.Parse(value.Data.Memory);
        var isInstant = value.Metadata.TryGetValue("type", out var type) && type.ToStringUtf8() is "Datetime" or "INDEXED_VALUE_TYPE_DATETIME";
        var values = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
        if (isInstant && values is [{ ValueKind: JsonValueKind.String } only]
            && DateTimeOffset.TryParse(only.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            writer.WriteNumberValue(at.ToUnixTimeMilliseconds());
            return;
        }
        json.RootElement.WriteTo(writer);
    }
}
