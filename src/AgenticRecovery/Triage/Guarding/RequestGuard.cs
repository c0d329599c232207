using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>
/// Compares a proposed move with what the customer wrote, argument by argument: which order, which items and how many, which
/// variant, which method, which address, which reason. Reads the text itself; what a model says of it is not asked.
/// </summary>
public static class RequestGuard
{
    /// <param name="request">The customer's words, with orders and balances as they stood before the case changed anything.</param>
    /// <param name="order">Null for the customer's profile.</param>
    public static MatchFinding Review(RequestContext request, Move move, OrderId? order)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Customer is null || string.IsNullOrWhiteSpace(request.Text))
            return MatchFinding.Unread;
        var own = order is { } id ? request.Orders.FirstOrDefault(known => known.Id == id) : null;
        if (order is not null && own is null)
            return MatchFinding.Against("order", "The order is none of this customer's.");
        if (ProposedStep.Of(move, own) is not { } proposed)
            return MatchFinding.Open;
        var reading = PartialReading.Of(request);
        if (AddressCheck.Find(request, reading, proposed) is { } address)
            return address;
        var first = SameCheck.Find(reading.Text, proposed) ?? SuperlativeCheck.Ordered(request, reading.Text, proposed) ?? MethodCheck.Cancelled(request, reading.Text, proposed);
        if (first is not null)
            return first;
        var compared = ReadingCheck.Compare(reading, proposed);
        return compared.Finding ?? ConsentCheck.Find(request) ?? WordCheck.Find(request, reading, compared.Left) ?? MatchFinding.Open;
    }
}
