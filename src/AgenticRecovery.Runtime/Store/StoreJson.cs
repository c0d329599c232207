using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>How values lie in the store's JSON columns: ids and currencies as plain strings, enums by name, nulls left out.</summary>
public static class StoreJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Throws when the text is no <typeparamref name="T"/>: the column was written by other code.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"'null' is no {typeof(T).Name}.");

    /// <summary>SHA-256 of a value's JSON in this form, hex. Equal values have equal hashes.</summary>
    public static string Hash<T>(T value) => Sha256(JsonSerializer.SerializeToUtf8Bytes(value, Options));

    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
            // The text is stored, not shown in HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new IdConverter<OrderId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<CustomerId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<LineId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<VariantId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<ProductId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<PaymentMethodId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<ShipmentId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<CaseId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<ProposalId>(v => new(v), id => id.Value));
        options.Converters.Add(new IdConverter<Currency>(v => new(v), currency => currency.Code));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class IdConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"{type.Name} cannot be null."));

        // A default id (of an optional amount's currency, say) has no text.
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value) ?? "");
    }
}
