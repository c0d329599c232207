using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <summary>
/// How values look to a model: snake_case, ids and amounts as plain text ("12.50 EUR"), absent things left out, and
/// <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped, so that no value can close a block of the prompt. Always one line.
/// </summary>
public static class AgentJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Throws <see cref="JsonException"/> when the text is no such value.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"No {typeof(T).Name} in the text.");

    public static T Read<T>(JsonElement element) => element.Deserialize<T>(Options) ?? throw new JsonException($"No {typeof(T).Name} in the text.");

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            PropertyNameCaseInsensitive = true,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = AgentJsonContext.Default,
            Converters =
            {
                new TextConverter<OrderId>(text => new(text), id => id.Value),
                new TextConverter<CustomerId>(text => new(text), id => id.Value),
                new TextConverter<LineId>(text => new(text), id => id.Value),
                new TextConverter<VariantId>(text => new(text), id => id.Value),
                new TextConverter<ProductId>(text => new(text), id => id.Value),
                new TextConverter<PaymentMethodId>(text => new(text), id => id.Value),
                new TextConverter<ShipmentId>(text => new(text), id => id.Value),
                new TextConverter<CaseId>(text => new(text), id => id.Value),
                new TextConverter<ProposalId>(text => new(text), id => id.Value),
                new TextConverter<Currency>(ReadCurrency, currency => currency.Code ?? ""),
                new TextConverter<Money>(ReadMoney, money => money.Currency.Code is null ? "" : money.ToString()),
                new JsonStringEnumConverter<OrderStatus>(),
                new JsonStringEnumConverter<FailureMode>(),
                new JsonStringEnumConverter<Fixability>(),
                new JsonStringEnumConverter<Signals.SignalKind>(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static Currency ReadCurrency(string text) =>
        Currency.TryParse(text, out var currency) ? currency : text.Length == 0 ? default : throw new JsonException($"'{text}' is no known currency.");

    private static Money ReadMoney(string text)
    {
        if (text.Length == 0)
            return default;
        var space = text.LastIndexOf(' ');
        return space > 0
            && decimal.TryParse(text.AsSpan(0, space), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var amount)
            && Currency.TryParse(text[(space + 1)..], out var currency)
                ? Money.FromDecimal(amount, currency)
                : throw new JsonException($"'{text}' is no amount such as \"12.50 EUR\".");
    }
}

/// <summary>A value that is one piece of text in JSON.</summary>
internal sealed class TextConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is missing."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}

[JsonSerializable(typeof(TriageInput))]
[JsonSerializable(typeof(RecoveryInput))]
[JsonSerializable(typeof(WriterInput))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(List<Customer>))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(List<ProductName>))]
[JsonSerializable(typeof(Diagnosis))]
[JsonSerializable(typeof(MovePrice))]
[JsonSerializable(typeof(Move))]
[JsonSerializable(typeof(Address))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(List<Payment>))]
[JsonSerializable(typeof(List<Shipment>))]
[JsonSerializable(typeof(List<QuotedText>))]
[JsonSerializable(typeof(List<EarlierCase>))]
[JsonSerializable(typeof(IReadOnlyList<ItemSwap>))]
internal sealed partial class AgentJsonContext : JsonSerializerContext;
