using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Tools;

/// <summary>What a write call turned out to mean.</summary>
public abstract record MoveReading
{
    private MoveReading() { }

    /// <param name="Move">Amounts in it are zero until code has priced it.</param>
    /// <param name="Order">The order it acts on; null for words and for the customer's profile.</param>
    /// <param name="Step">Concession step asked for, 1 or more; null for the smallest.</param>
    /// <param name="Line">The line a refund or concession is for.</param>
    public sealed record Readable(Move Move, OrderId? Order, string Why, IReadOnlyList<string> Evidence, int? Step, LineId? Line) : MoveReading;

    /// <summary>Cannot be understood; the reason says what to mend, for the model.</summary>
    public sealed record Unreadable(string Reason) : MoveReading;
}

/// <summary>Turns a write call into a typed move.</summary>
public static class MoveReader
{
    /// <param name="order">The order named by the call, when the shop knows it; its lines and currency are checked against.</param>
    public static MoveReading Read(string tool, IDictionary<string, object?>? arguments, Order? order)
    {
        if (!MoveTools.ByTool.TryGetValue(tool, out var known))
            return new MoveReading.Unreadable($"There is no tool '{tool}'{Spelling.Hint(tool, MoveTools.ByTool.Keys)}.");
        var given = ToolArguments.Of(arguments);
        if (Fault(known, given) is { } fault)
            return new MoveReading.Unreadable(fault);
        var orderId = known.ActsOnOrder ? new OrderId(given.Text("order_id")!) : (OrderId?)null;
        if (orderId is { } wanted && order is not null && order.Id != wanted)
            throw new ArgumentException($"Order {order.Id} was read for a call on {wanted}.", nameof(order));
        if (orderId is not null && order is null)
            return new MoveReading.Unreadable($"The shop knows no order '{orderId}'. Use an order_id from the data or a read.");
        if (UnknownLine(given, order) is { } line)
            return new MoveReading.Unreadable($"Order {orderId} has no line '{line}'. Its lines: {string.Join(", ", order!.Lines.Select(l => l.Id.Value))}.");
        return new MoveReading.Readable(
            Make(known.Move, given, order), orderId, given.Text("why")!, given.Texts("evidence") ?? [],
            given.Whole("step"), given.Text("line_id") is { } id ? new LineId(id) : null);
    }

    /// <summary>The order a call names, so that it can be read before <see cref="Read"/>; null when it names none.</summary>
    public static OrderId? OrderOf(IDictionary<string, object?>? arguments) =>
        ToolArguments.Of(arguments).Text("order_id") is { } id ? new OrderId(id) : null;

    private static string? Fault(MoveTool tool, ToolArguments given)
    {
        if (given.Has(Agents.CallArguments.Malformed))
            return $"The arguments of {tool.Name} were no JSON object. Send them again as one JSON object.";
        foreach (var name in given.Names)
            if (tool.All.All(argument => argument.Name != name))
                return $"{tool.Name} has no argument '{name}'. It takes: {string.Join(", ", tool.All.Select(a => a.Name))}."
                    + (name.Contains("amount", StringComparison.OrdinalIgnoreCase) ? " Amounts are computed by code." : "");
        foreach (var argument in tool.All)
        {
            if (!given.Has(argument.Name))
            {
                if (argument.IsRequired)
                    return $"{tool.Name} needs '{argument.Name}': {argument.Meaning}";
                continue;
            }
            if (ShapeFault(argument, given) is { } fault)
                return $"{tool.Name}: {fault}";
        }
        return null;
    }

    private static string? ShapeFault(ToolArgument argument, ToolArguments given)
    {
        var name = argument.Name;
        switch (argument.Kind)
        {
            case ArgumentKind.Words or ArgumentKind.Id:
                return given.Text(name) is { Length: <= 1000 } ? null : $"'{name}' must be a text of 1 to 1000 characters.";
            case ArgumentKind.Choice:
                return given.Text(name) is { } choice && argument.Choices!.Contains(choice) ? null : $"'{name}' must be one of: {string.Join(", ", argument.Choices!)}.";
            case ArgumentKind.Instant:
                return given.Instant(name) is not null ? null : $"'{name}' must be an instant such as 2026-11-21T00:00:00Z.";
            case ArgumentKind.Ordinal:
                return given.Whole(name) is >= 1 ? null : $"'{name}' must be a whole number, 1 or more.";
            case ArgumentKind.Ids:
                return given.Texts(name) is { } ids && (ids.Count > 0 || !argument.IsRequired) ? null : $"'{name}' must be a list of ids.";
            case ArgumentKind.Address:
                return given.Address(name, out var missing) is not null ? null : $"'{missing}' is missing; the address needs name, street, city, postal_code and country.";
            case ArgumentKind.Swaps:
                return given.Swaps(name) is not null ? null : $"'{name}' must be a list of {{line, to}} with at least one entry.";
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string? UnknownLine(ToolArguments given, Order? order)
    {
        if (order is null)
            return null;
        IEnumerable<string> named = [.. given.Texts("line_ids") ?? [], .. given.Swaps("swaps")?.Select(swap => swap.Line.Value) ?? [], .. given.Text("line_id") is { } one ? [one] : Array.Empty<string>()];
        return named.FirstOrDefault(id => order.Lines.All(line => line.Id.Value != id));
    }

    private static Move Make(string move, ToolArguments given, Order? order)
    {
        string Text(string name) => given.Text(name)!;
        LineId Line() => new(Text("line_id"));
        List<LineId> Lines() => [.. given.Texts("line_ids")!.Select(id => new LineId(id))];
        PaymentMethodId? Method() => given.Text("payment_method_id") is { } id ? new PaymentMethodId(id) : null;
        Address To() => given.Address("to", out _)!;
        Money Unpriced() => Money.Zero(order!.Currency);

        return move switch
        {
            nameof(Move.DoNothing) => new Move.DoNothing(),
            nameof(Move.Reassure) => new Move.Reassure(Text("about")),
            nameof(Move.UpdatePromise) => new Move.UpdatePromise(given.Instant("promise_at")!.Value),
            nameof(Move.ProductGuidance) => new Move.ProductGuidance(Text("topic")),
            nameof(Move.Explain) => new Move.Explain(Text("reason")),
            nameof(Move.Decline) => new Move.Decline(Text("reason")),
            nameof(Move.AskCustomer) => new Move.AskCustomer(Text("question")),
            nameof(Move.Apologise) => new Move.Apologise(Text("fact")),
            nameof(Move.ScheduleCallback) => new Move.ScheduleCallback(given.Instant("at")!.Value),
            nameof(Move.EscalateTo) => new Move.EscalateTo(Text("owner"), Text("instructions")),
            nameof(Move.RetryPayment) => new Move.RetryPayment(Method()!.Value),
            nameof(Move.SendPaymentLink) => new Move.SendPaymentLink(),
            nameof(Move.OfferOtherMethod) => new Move.OfferOtherMethod(),
            nameof(Move.ChangePaymentMethod) => new Move.ChangePaymentMethod(Method()!.Value),
            nameof(Move.ReserveStock) => new Move.ReserveStock(),
            nameof(Move.VerifyCustomer) => new Move.VerifyCustomer(Text("question")),
            nameof(Move.ReleaseHold) => new Move.ReleaseHold(),
            nameof(Move.ChangeAddress) => new Move.ChangeAddress(To()),
            nameof(Move.ChangeProfileAddress) => new Move.ChangeProfileAddress(To()),
            nameof(Move.Reroute) => new Move.Reroute(To()),
            nameof(Move.HoldFulfilment) => new Move.HoldFulfilment(Text("reason")),
            nameof(Move.StopShipment) => new Move.StopShipment(),
            nameof(Move.LocateStock) => new Move.LocateStock(Line()),
            nameof(Move.Substitute) => new Move.Substitute(Line(), new VariantId(Text("variant_id"))),
            nameof(Move.SplitShipment) => new Move.SplitShipment(Lines()),
            nameof(Move.WaitTogether) => new Move.WaitTogether(),
            nameof(Move.CancelLine) => new Move.CancelLine(Line()),
            nameof(Move.EditItems) => new Move.EditItems(given.Swaps("swaps")!, Method()),
            nameof(Move.CancelOrder) => new Move.CancelOrder(Text("reason")),
            nameof(Move.Expedite) => new Move.Expedite(),
            nameof(Move.FixWithWarehouse) => new Move.FixWithWarehouse(Text("instructions")),
            nameof(Move.ClaimWithCarrier) => new Move.ClaimWithCarrier(new ShipmentId(Text("shipment_id"))),
            nameof(Move.Replace) => new Move.Replace(Lines()),
            nameof(Move.Exchange) => new Move.Exchange(given.Swaps("swaps")!, Method()),
            nameof(Move.ReturnForRefund) => new Move.ReturnForRefund(Lines(), Method()),
            nameof(Move.StoreCredit) => new Move.StoreCredit(Unpriced()),
            nameof(Move.PartialRefund) => new Move.PartialRefund(Unpriced(), Text("basis")),
            nameof(Move.FullRefund) => new Move.FullRefund(Text("basis")),
            nameof(Move.AccelerateRefund) => new Move.AccelerateRefund(),
            nameof(Move.HonourCode) => new Move.HonourCode(Text("code")),
            nameof(Move.LimitedIncentive) => new Move.LimitedIncentive(Unpriced()),
            nameof(Move.AnswerInquiry) => new Move.AnswerInquiry(Text("dispute_id")),
            nameof(Move.SubmitEvidence) => new Move.SubmitEvidence(Text("dispute_id")),
            nameof(Move.AcceptDispute) => new Move.AcceptDispute(Text("dispute_id")),
            _ => throw new System.Diagnostics.UnreachableException(move),
        };
    }
}
