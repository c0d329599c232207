using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Signals;

/// <summary>One entry as a source wrote it, every field still text; JSON, CSV and imports all come through here.</summary>
public sealed record SignalDraft
{
    public string? Id { get; init; }
    public string? Source { get; init; }
    public string? Kind { get; init; }
    public string? OccurredAt { get; init; }
    public string? Order { get; init; }
    public string? Customer { get; init; }
    public string? Mode { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public string? Amount { get; init; }
    public string? Currency { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Checks every field against the clock of the reader and says all that is wrong.</summary>
    public Received Check(DateTimeOffset now)
    {
        var faults = new List<IntakeFault>();
        var source = Required("source", Source, "the name of the sending system, such as psp or helpdesk", faults);
        var kind = Named<SignalKind>("kind", Kind, isRequired: true, faults);
        var mode = Named<FailureMode>("mode", Mode, isRequired: false, faults);
        var occurredAt = Moment(now, faults);
        var order = Short("order", Order, faults);
        var customer = Short("customer", Customer, faults);
        var id = Short("id", Id, faults);
        var amount = Price(faults);
        if (kind is SignalKind.CustomerMessage && string.IsNullOrWhiteSpace(Text))
            faults.Add(new IntakeFault("text", "the customer's words, which a CustomerMessage must carry"));
        if (kind is not null and not SignalKind.CustomerMessage && order is null)
            faults.Add(new IntakeFault("order", $"an order id, which {kind} must name"));
        if (Text?.Length > IntakeLimits.TextLength)
            faults.Add(new IntakeFault("text", $"at most {IntakeLimits.TextLength} characters", $"{Text.Length} characters"));
        var language = Short("language", Language, faults);
        CheckAttributes(faults);
        if (faults.Count > 0) return new Received.Rejected(faults);
        return new Received.Accepted(new Signal
        {
            Id = $"{source}:{id ?? Fingerprint()}",
            Source = source!,
            Kind = kind!.Value,
            OccurredAt = occurredAt!.Value,
            Order = order is null ? null : new OrderId(order),
            Customer = customer is null ? null : new CustomerId(customer),
            Mode = mode,
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text,
            Language = language,
            Amount = amount,
            Attributes = Attributes,
        });
    }

    // The same event sent twice without an id of its own must be one signal: its content is its identity.
    private string Fingerprint()
    {
        var content = string.Join('\u001f', Kind, OccurredAt, Order, Customer, Mode, Text, Amount, Currency,
            string.Join('\u001e', Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
    }

    private static string? Required(string field, string? value, string expected, List<IntakeFault> faults)
    {
        if (!string.IsNullOrWhiteSpace(value)) return Short(field, value, faults);
        faults.Add(new IntakeFault(field, expected, value is null ? null : ""));
        return null;
    }

    private static string? Short(string field, string? value, List<IntakeFault> faults)
    {
        var trimmed = value?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        if (trimmed.Length > IntakeLimits.IdLength || trimmed.Any(char.IsControl))
            faults.Add(new IntakeFault(field, $"at most {IntakeLimits.IdLength} printable characters", Cut(trimmed)));
        return trimmed;
    }

    private static T? Named<T>(string field, string? value, bool isRequired, List<IntakeFault> faults) where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        if (string.IsNullOrWhiteSpace(value))
        {
            if (isRequired) faults.Add(new IntakeFault(field, $"one of {string.Join(", ", names)}", value is null ? null : ""));
            return null;
        }
        if (names.Contains(value.Trim(), StringComparer.Ordinal)) return Enum.Parse<T>(value.Trim());
        var nearest = Spelling.Nearest(value.Trim(), names);
        faults.Add(new IntakeFault(field, nearest is null ? $"one of {string.Join(", ", names)}" : $"a known {field}", Cut(value), nearest));
        return null;
    }

    private DateTimeOffset? Moment(DateTimeOffset now, List<IntakeFault> faults)
    {
        const string expected = "a time with its offset, such as 2026-11-21T07:30:00Z";
        if (string.IsNullOrWhiteSpace(OccurredAt))
        {
            faults.Add(new IntakeFault("occurredAt", expected, OccurredAt is null ? null : ""));
            return null;
        }
        if (!IsoTime.TryParse(OccurredAt.Trim(), out var at))
        {
            faults.Add(new IntakeFault("occurredAt", expected, Cut(OccurredAt)));
            return null;
        }
        if (at > now + IntakeLimits.ClockSkew)
            faults.Add(new IntakeFault("occurredAt", $"a time at most 5 minutes after {IsoTime.Text(now)}", Cut(OccurredAt)));
        if (at < IntakeLimits.Earliest)
            faults.Add(new IntakeFault("occurredAt", $"a time after {IsoTime.Text(IntakeLimits.Earliest)}", Cut(OccurredAt)));
        return at;
    }

    private Money? Price(List<IntakeFault> faults)
    {
        if (string.IsNullOrWhiteSpace(Amount) && string.IsNullOrWhiteSpace(Currency)) return null;
        var isCurrency = Economics.Currency.TryParse(Currency?.Trim(), out var currency);
        if (!isCurrency)
            faults.Add(new IntakeFault("amount.currency", $"one of {string.Join(", ", Economics.Currency.Known)}",
                Currency is null ? null : Cut(Currency), Spelling.Nearest(Currency?.Trim() ?? "", Economics.Currency.Known)));
        if (!decimal.TryParse(Amount?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            faults.Add(new IntakeFault("amount.amount", "a number such as 12.50", Amount is null ? null : Cut(Amount)));
            return null;
        }
        if (amount < 0) faults.Add(new IntakeFault("amount.amount", "zero or more", Cut(Amount!)));
        if (amount > 100_000_000m) faults.Add(new IntakeFault("amount.amount", "at most 100000000", Cut(Amount!)));
        if (!isCurrency || amount is < 0 or > 100_000_000m) return null;
        if (decimal.Round(amount, currency.Exponent) == amount) return Money.FromDecimal(amount, currency);
        faults.Add(new IntakeFault("amount.amount", $"at most {currency.Exponent} digits after the point for {currency}", Cut(Amount!)));
        return null;
    }

    private void CheckAttributes(List<IntakeFault> faults)
    {
        if (Attributes.Count > IntakeLimits.Attributes)
            faults.Add(new IntakeFault("attributes", $"at most {IntakeLimits.Attributes} entries", $"{Attributes.Count} entries"));
        foreach (var (name, value) in Attributes)
        {
            if (name.Length is 0 or > IntakeLimits.IdLength)
                faults.Add(new IntakeFault("attributes", $"names of 1 to {IntakeLimits.IdLength} characters", Cut(name)));
            if (value.Length > IntakeLimits.AttributeLength)
                faults.Add(new IntakeFault($"attributes.{Cut(name)}", $"at most {IntakeLimits.AttributeLength} characters", $"{value.Length} characters"));
        }
    }

    internal static string Cut(string value)
    {
        var shown = value.Length <= 48 ? value : value[..48] + "…";
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }
}
