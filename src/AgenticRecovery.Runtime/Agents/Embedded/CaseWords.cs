using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Agents;

/// <summary>What the signals and facts of a case say, looked up by name; later signals outweigh earlier ones, facts outweigh signals.</summary>
internal sealed class CaseWords
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    public CaseWords(IReadOnlyList<Signal> signals, IReadOnlyList<Fact> facts)
    {
        foreach (var signal in signals)
            if (signal.Kind != SignalKind.CustomerMessage)
                foreach (var (name, value) in signal.Attributes)
                    values[name] = value;
        foreach (var fact in facts)
            values[fact.Name] = fact.Value;
        Newest = signals.LastOrDefault(signal => signal.Kind != SignalKind.CustomerMessage);
    }

    /// <summary>The newest signal of a system; null when only the customer wrote.</summary>
    public Signal? Newest { get; }

    /// <summary>Everything that is known, by name.</summary>
    public IReadOnlyDictionary<string, string> All => values;

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool Is(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A date that a carrier, warehouse or supplier gave; never one that has passed.</summary>
    public DateTimeOffset? NewDate(Order? order, DateTimeOffset now)
    {
        if (this[FactNames.NewDate] is { } text && DateTimeOffset.TryParse(
            text, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at) && at > now)
            return at;
        var expected = order?.Shipments.Select(shipment => shipment.ExpectedAt).Where(known => known > now).Max();
        return expected > (order?.PromisedAt ?? DateTimeOffset.MinValue) ? expected : null;
    }

    /// <summary>The correction a validator suggests, as attributes "suggested.street" and so on; null unless it is the same delivery point.</summary>
    public Address? SafeCorrection(Address was)
    {
        if (!Is(FactNames.SamePoint) || this["suggested.street"] is not { } street)
            return null;
        return was with
        {
            Street = street,
            Street2 = this["suggested.street2"] ?? was.Street2,
            City = this["suggested.city"] ?? was.City,
            Region = this["suggested.region"] ?? was.Region,
            PostalCode = this["suggested.postalCode"] ?? was.PostalCode,
            Country = this["suggested.country"] ?? was.Country,
        };
    }
}
