using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>The signals of a case; what is left out comes from its start and its kind.</summary>
/// <param name="customer">Of the case's start; null where it names its orders itself.</param>
internal sealed class SignalReading(DateTimeOffset startAt, Action<string, long> fault, string caseId, OrderId? order, Customer? customer)
{
    // When a signal says nothing else: an hour ago.
    private static readonly TimeSpan Ago = TimeSpan.FromHours(1);

    /// <param name="says">The customer's words: a text, or several that came ten minutes apart.</param>
    public IReadOnlyList<Signal> Read(JsonNode? entries, JsonNode? says)
    {
        var signals = new List<Signal>();
        foreach (var entry in (entries as JsonArray ?? []).OfType<JsonObject>())
            Add(signals, Filled(entry, signals.Count + 1));
        foreach (var words in (says as JsonArray ?? [says?.DeepClone()]).OfType<JsonNode>())
            Add(signals, Filled(
                new JsonObject
                {
                    ["kind"] = nameof(SignalKind.CustomerMessage),
                    ["text"] = words.DeepClone(),
                    ["language"] = customer?.Language,
                    ["occurredAt"] = IsoTime.Text(startAt - Ago + TimeSpan.FromMinutes(10 * signals.Count)),
                },
                signals.Count + 1));
        return signals;
    }

    private void Add(List<Signal> signals, JsonObject entry)
    {
        using var document = JsonDocument.Parse(entry.ToJsonString());
        switch (Intake.Read(document.RootElement, startAt))
        {
            case Received.Accepted accepted:
                signals.Add(accepted.Signal);
                break;
            case Received.Rejected rejected:
                fault($"signals: {rejected.Reason}", 1);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private JsonObject Filled(JsonObject written, int number)
    {
        var entry = (JsonObject)written.DeepClone();
        entry["id"] ??= $"{caseId}/{number}";
        entry["occurredAt"] ??= IsoTime.Text(startAt - Ago);
        if (Enum.TryParse<SignalKind>(CaseReading.Text(entry, "kind"), out var kind))
            entry["source"] ??= SourceOf(kind);
        Default(entry, "order", order?.Value);
        Default(entry, "customer", customer?.Id.Value);
        foreach (var nothing in entry.Where(p => p.Value is null).Select(p => p.Key).ToList())
            entry.Remove(nothing);
        return entry;
    }

    /// <summary>A null that was written stays: a message that names no order.</summary>
    private static void Default(JsonObject entry, string key, string? value)
    {
        if (!entry.ContainsKey(key) && value is not null)
            entry[key] = value;
    }

    private static string SourceOf(SignalKind kind) => kind switch
    {
        SignalKind.CustomerMessage or SignalKind.OrderCancelled or SignalKind.DeliveredNotReceived or SignalKind.ParcelDamaged => "helpdesk",
        SignalKind.PaymentFailed or SignalKind.PaymentReview or SignalKind.CaptureDue or SignalKind.DisputeOpened or SignalKind.RefundStuck => "psp",
        SignalKind.FraudHeld => "risk",
        SignalKind.AddressInvalid => "validator",
        SignalKind.ReviewLow => "reviews",
        SignalKind.ParcelLate or SignalKind.ParcelStalled or SignalKind.ParcelLost or SignalKind.ParcelMisdelivered => "carrier",
        SignalKind.StockMissing or SignalKind.OrderUnavailable or SignalKind.PartAvailable or SignalKind.DispatchLate or SignalKind.WarehouseFault => "wms",
        _ => throw new UnreachableException(),
    };
}
