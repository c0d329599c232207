using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Agents;

/// <summary>
/// Sentences that people outside wrote into the shop's own records: notes on an order, a carrier's scan, a supplier's product
/// name. They reach a model as quoted text only, like a customer's message, never among the shop's values.
/// </summary>
public static class ForeignWords
{
    /// <summary>A value this long with <see cref="Gaps"/> spaces is a text; shorter ones are labels ("Arrived at the hub").</summary>
    private const int LongestLabel = 40;
    private const int Gaps = 4;

    /// <summary>No label of a product is longer.</summary>
    private const int LongestName = MessageBlanks.MaxItemName;

    private const string Instead = "(quoted)";

    public static IEnumerable<QuotedText> In(Order order) =>
    [
        .. order.Attributes.Where(pair => IsText(pair.Value)).Select(pair => new QuotedText("order-note", $"{order.Id}:{pair.Key}", order.PlacedAt, pair.Value)),
        .. order.Shipments.Where(parcel => IsText(parcel.LastScanText))
            .Select(parcel => new QuotedText("carrier", parcel.Id.Value, parcel.LastScanAt ?? order.PlacedAt, parcel.LastScanText!)),
        .. order.Lines.Where(line => line.Name.Length > LongestName).Select(line => new QuotedText("catalogue", line.Id.Value, order.PlacedAt, line.Name)),
    ];

    public static IEnumerable<QuotedText> In(Signal signal) =>
        signal.Attributes.Where(pair => IsText(pair.Value)).Select(pair => new QuotedText(signal.Source, $"{signal.Id}:{pair.Key}", signal.OccurredAt, pair.Value));

    public static Order Without(Order order) => order with
    {
        Attributes = Without(order.Attributes),
        Shipments = [.. order.Shipments.Select(parcel => IsText(parcel.LastScanText) ? parcel with { LastScanText = Instead } : parcel)],
        Lines = [.. order.Lines.Select(line => line with { Name = Short(line.Name) })],
    };

    public static Product Without(Product product) => product with { Name = Short(product.Name) };

    public static Signal Without(Signal signal) => signal with { Attributes = Without(signal.Attributes) };

    private static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> attributes) =>
        attributes.Values.Any(IsText) ? attributes.ToDictionary(pair => pair.Key, pair => IsText(pair.Value) ? Instead : pair.Value) : attributes;

    private static bool IsText(string? value) => value is not null && value.Length > LongestLabel && value.Count(' '.Equals) >= Gaps;

    private static string Short(string name) => name.Length > LongestName ? name[..(LongestName / 2)].TrimEnd() + " …" : name;
}
