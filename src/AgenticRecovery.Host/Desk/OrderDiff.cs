using AgenticRecovery.Cases;

namespace AgenticRecovery.Host.Desk;

/// <param name="Before">As the shop says now.</param>
/// <param name="After">Null where it stays as it is.</param>
public sealed record DiffRow(string What, string Before, string? After);

/// <summary>What a move changes on its order, line by line, from the proposal's own arguments and the shop's answer now.</summary>
public static class OrderDiff
{
    public static IReadOnlyList<DiffRow> Of(Proposal proposal, Order? order)
    {
        if (order is null)
            return [];
        var rows = proposal.Move switch
        {
            Move.ChangeAddress m => [new DiffRow("Ships to", Place(order.ShipTo), Place(m.To))],
            Move.Reroute m => [new DiffRow("Parcel goes to", Place(order.ShipTo), Place(m.To))],
            Move.CancelOrder => [new DiffRow("Status", Status(order), "Cancelled"), Refunded(order, order.Refundable.Minor)],
            Move.CancelLine m => [Line(order, m.Line, "cancelled")],
            Move.Substitute m => [Line(order, m.Line, m.By.Value)],
            Move.EditItems m => Swaps(order, m.Swaps),
            Move.Exchange m => Swaps(order, m.Swaps),
            Move.Replace m => m.Lines.Select(l => new DiffRow("Sent again", "–", Name(order, l))).ToArray(),
            Move.ReturnForRefund m => [.. m.Lines.Select(l => new DiffRow("Comes back", "–", Name(order, l))), Refunded(order, proposal.Amount.Minor)],
            Move.PartialRefund or Move.FullRefund or Move.AccelerateRefund => [Refunded(order, proposal.Amount.Minor)],
            Move.StoreCredit or Move.LimitedIncentive => [new DiffRow("Store credit", "–", "+ " + Words.Money(proposal.Amount))],
            Move.ReleaseHold => [new DiffRow("Hold", order.HoldReason ?? Status(order), "released, ships")],
            Move.HoldFulfilment or Move.StopShipment => [new DiffRow("Status", Status(order), "On hold")],
            Move.SplitShipment m => [new DiffRow("Ships now", "together", string.Join(", ", m.Now.Select(l => Name(order, l))))],
            Move.Expedite => [new DiffRow("Shipping", "as ordered", "express")],
            Move.UpdatePromise m => [new DiffRow("Promise", order.PromisedAt is { } at ? $"{at:d MMM yyyy}" : "none", $"{m.PromiseAt:d MMM yyyy}")],
            _ => Array.Empty<DiffRow>(),
        };
        return rows.Length == 0 ? [] : [.. rows, .. Unchanged(order, rows)];
    }

    private static IEnumerable<DiffRow> Unchanged(Order order, DiffRow[] rows)
    {
        if (!rows.Any(r => r.What == "Status"))
            yield return new DiffRow("Status", Status(order), null);
        if (!rows.Any(r => r.What == "Refunded"))
            yield return new DiffRow("Customer pays", Words.Money(order.Total), null);
    }

    private static DiffRow[] Swaps(Order order, IReadOnlyList<ItemSwap> swaps) => [.. swaps.Select(s => Line(order, s.Line, s.To.Value))];

    private static DiffRow Line(Order order, LineId id, string after) => new($"Line {id.Value}", Name(order, id), after);

    private static string Name(Order order, LineId id) =>
        order.Lines.FirstOrDefault(l => l.Id == id) is { } line ? $"{line.Name} {string.Join(", ", line.Options.Values)} ({line.Variant.Value})" : id.Value;

    private static DiffRow Refunded(Order order, long minor) =>
        new("Refunded", Words.Money(order.Refunded), Words.Money(order.Refunded with { Minor = order.Refunded.Minor + minor }));

    private static string Status(Order order) => Words.MoveName(order.Status.ToString());

    private static string Place(Address to) => $"{to.Name}, {to.Street}{(to.Street2 is { Length: > 0 } more ? ", " + more : "")}, {to.PostalCode} {to.City}, {to.Country}";
}
