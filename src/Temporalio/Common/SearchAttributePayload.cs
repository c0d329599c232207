using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>
/// Search attributes on the wire: plain JSON and the type in the metadata, never touched by a codec, because the
/// service itself reads them.
/// </summary>
internal static class SearchAttributePayload
{
    private const string TypeKey = "type";
    private const string LongTypePrefix = "INDEXED_VALUE_TYPE_";

    /// <summary>A null value makes the payload that removes the attribute.</summary>
    public static Payload Of(SearchAttributeKey key, object? value)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(value);
        payload.Metadata[TypeKey] = ByteString.CopyFromUtf8(key.ValueType.ToString());
        return payload;
    }

    /// <exception cref="ArgumentException">The payload names a type that is none of search attributes.</exception>
    public static void RequireKnownType(Payload payload)
    {
        if (payload.Metadata.TryGetValue(TypeKey, out var name) && TypeNamed(name.ToStringUtf8()) == IndexedValueType.Unspecified)
        {
            throw new ArgumentException($"Unrecognized metadata type {name.ToStringUtf8()}");
        }
    }

    /// <summary>Null when the payload is null, has no known type, or does not hold a value of its type.</summary>
    public static (SearchAttributeKey Key, object Value)? Read(string name, Payload payload)
    {
        if (payload.Data.IsEmpty || !payload.Metadata.TryGetValue(TypeKey, out var typeName))
        {
            return null;
        }
        var json = JsonSerializer.Deserialize<JsonElement>(payload.Data.Span);
        return (TypeNamed(typeName.ToStringUtf8()), json.ValueKind) switch
        {
            (IndexedValueType.Bool, JsonValueKind.True or JsonValueKind.False) =>
                (SearchAttributeKey.CreateBool(name), json.GetBoolean()),
            (IndexedValueType.Int, JsonValueKind.Number) => (SearchAttributeKey.CreateLong(name), json.GetInt64()),
            (IndexedValueType.Double, JsonValueKind.Number) => (SearchAttributeKey.CreateDouble(name), json.GetDouble()),
            (IndexedValueType.Text, JsonValueKind.String) => (SearchAttributeKey.CreateText(name), json.GetString()!),
            (IndexedValueType.Keyword, JsonValueKind.String) => (SearchAttributeKey.CreateKeyword(name), json.GetString()!),
            (IndexedValueType.Datetime, JsonValueKind.String) =>
                (SearchAttributeKey.CreateDateTimeOffset(name), json.GetDateTimeOffset()),
            (IndexedValueType.KeywordList, JsonValueKind.Array) =>
                (SearchAttributeKey.CreateKeywordList(name), (IReadOnlyCollection<string>)[.. json.EnumerateArray().Select(e => e.GetString()!)]),
            // A list of one may come back as the one value.
            (IndexedValueType.KeywordList, JsonValueKind.String) =>
                (SearchAttributeKey.CreateKeywordList(name), (IReadOnlyCollection<string>)[json.GetString()!]),
            _ => null,
        };
    }

    /// <summary>A value without its name; null as for <see cref="Read"/>.</summary>
    public static object? ReadValue(Payload payload) => Read(string.Empty, payload)?.Value;

    private static IndexedValueType TypeNamed(string name)
    {
        var shortName = name.StartsWith(LongTypePrefix, StringComparison.Ordinal)
            ? name[LongTypePrefix.Length..].Replace("_", string.Empty, StringComparison.Ordinal)
            : name;
        return Enum.TryParse<IndexedValueType>(shortName, ignoreCase: true, out var type) ? type : IndexedValueType.Unspecified;
    }
}
