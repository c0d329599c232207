using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>A proposed move in the parts that the reading of a text has.</summary>
/// <param name="Order">Null for the customer's profile.</param>
/// <param name="Method">The method named, else what paid the order; null where the move has none.</param>
internal sealed record ProposedMove(StepKind Kind, Order? Order, IReadOnlyList<ProposedLine> Lines, PaymentMethodId? Method)
{
    public Address? Address { get; init; }
    public string? Reason { get; init; }
}

/// <param name="To">Null for a return.</param>
internal sealed record ProposedLine(OrderLine? Line, LineId Id, VariantId? To);

internal static class ProposedStep
{
    /// <summary>Null for a move that no customer's request comes to.</summary>
    public static ProposedMove? Of(Move move, Order? order)
    {
        if (move is Move.ChangeProfileAddress profile)
            return new ProposedMove(StepKind.Profile, null, [], null) { Address = profile.To };
        if (order is null)
            return null;
        var original = PaymentChoice.Original(order);
        return move switch
        {
            Move.CancelOrder cancel => new ProposedMove(StepKind.Cancel, order, [], null) { Reason = cancel.Reason },
            Move.ReturnForRefund back => new ProposedMove(StepKind.Return, order, [.. back.Lines.Select(id => Line(order, id, null))], back.To ?? original),
            Move.EditItems edit => new ProposedMove(StepKind.Edit, order, Swaps(order, edit.Swaps), edit.Method ?? original),
            Move.Exchange exchange => new ProposedMove(StepKind.Exchange, order, Swaps(order, exchange.Swaps), exchange.Method ?? original),
            Move.ChangePaymentMethod pay => new ProposedMove(StepKind.PayWith, order, [], pay.To),
            Move.ChangeAddress ship => new ProposedMove(StepKind.ShipTo, order, [], null) { Address = ship.To },
            _ => null,
        };
    }

    private static List<ProposedLine> Swaps(Order order, IReadOnlyList<ItemSwap> swaps) => [.. swaps.Select(swap => Line(order, swap.Line, swap.To))];

    private static ProposedLine Line(Order order, LineId id, VariantId? to) => new(order.Lines.FirstOrDefault(line => line.Id == id), id, to);
}
