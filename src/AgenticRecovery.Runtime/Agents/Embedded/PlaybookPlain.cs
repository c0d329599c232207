using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// One plain wish about the case's own order, in all shipped languages: exactly that move is proposed, once. What is not plain is
/// left to the request reader, the ladder and its questions.
/// </summary>
internal static class PlaybookPlain
{
    /// <summary>Null when no plain wish was read, or the tools for it are not there.</summary>
    public static ChatMessage? Next(RecoveryInput input, CaseWords words, CallHistory history, ChatOptions? options)
    {
        if (input.Order is not { } order || !input.HasIdentifiedText || input.Signals.Any(signal => signal.Kind != Signals.SignalKind.CustomerMessage))
            return null;
        var text = string.Join('\n', input.Texts.Where(said => said.IsIdentified).Select(said => said.Text));
        if (Wanted(input.Diagnosis, text, order, words) is not { } wanted)
            return null;
        if (history.Writes.LastOrDefault(write => write.Move == wanted.Move) is { } written)
            return written.Outcome == ToolSays.Done
                ? PlaybookRecovery.Say($"{wanted.Why} {wanted.Move} was done.")
                : PlaybookRecovery.HandOver(input, history, $"{HandOverQuestion.Plain(wanted.Move)} was asked for and was {written.Outcome}", options);
        var arguments = new Dictionary<string, object?>(wanted.Arguments) { ["why"] = wanted.Why, ["evidence"] = input.Texts.Where(said => said.IsIdentified).Select(said => said.Id).ToList() };
        if (MoveTools.ByMove[wanted.Move].ActsOnOrder)
            arguments["order_id"] = order.Id.Value;
        return PlaybookRecovery.Propose(wanted.Move, arguments, history, options);
    }

    private sealed record Plain(string Move, string Why, Dictionary<string, object?> Arguments);

    private static Plain? Wanted(Diagnosis diagnosis, string text, Order order, CaseWords words) => diagnosis.Mode switch
    {
        FailureMode.Unclear when OutsideSigns.IsThanks(text) => new(nameof(Move.DoNothing), "The customer only says thanks.", []),
        FailureMode.SplitShipment => Split(SplitWish.Read(text, order)),
        FailureMode.CancelRequest when Eligibility.BeforeShippingOf(order) => Cancel(text, order, words),
        FailureMode.ChangeRequest or FailureMode.AddressIssue when Eligibility.BeforeShippingOf(order) && AddressTold.In(text, order.ShipTo, order.Id) is { } to =>
            new(nameof(Move.ChangeAddress), "The customer writes out another address.", new() { ["to"] = to }),
        FailureMode.ReturnRequest => Return(diagnosis, text, order),
        _ => null,
    };

    private static Plain? Split(SplitWish? wish) => wish switch
    {
        SplitWish.Now { Lines: { } lines } => new(nameof(Move.SplitShipment), "The customer wants what is ready now and the rest later.", new() { ["line_ids"] = lines.Select(line => line.Value).ToList() }),
        SplitWish.Together => new(nameof(Move.WaitTogether), "The customer wants everything in one parcel.", []),
        SplitWish.Question => new(nameof(Move.Explain), "The customer asks in how many parcels it comes.", new() { ["reason"] = "oneParcel" }),
        _ => null,
    };

    private static Plain? Cancel(string text, Order order, CaseWords words) =>
        CancelWish.IsPlain(text, order) ? new(nameof(Move.CancelOrder), "The customer cancels the order.", new() { ["reason"] = "no longer needed" })
        : CancelWish.IsDueAsGone(text, order, words[FactNames.NewDate]) ? new(nameof(Move.CancelOrder), "The customer cancels in case the goods do not come, and they do not.", new() { ["reason"] = "out of stock" })
        : null;

    private static Plain? Return(Diagnosis diagnosis, string text, Order order)
    {
        if (order.Status is OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested)
            return new(nameof(Move.Reassure), "A return of this order is open already.", new() { ["about"] = "the open return" });
        if (order.Status is not OrderStatus.Delivered || order.Refundable.IsZero)
            return null;
        if (diagnosis.RootCauses is [{ Tag: "customer.fit-question" }, ..])
            return new(nameof(Move.ProductGuidance), "The customer asks how it fits.", new() { ["topic"] = "sizeGuide" });
        // With one unit there is no doubt what the credit is for.
        if (MoneySigns.WantsCredit(text))
            return order.Lines is [{ Quantity: 1 }] ? new(nameof(Move.StoreCredit), "The customer wants credit in place of the money.", new() { ["step"] = 1 }) : null;
        return PlainSigns.FaultIn(text) is null && ReturnWish.LinesOf(text, order) is { } lines
            ? new(nameof(Move.ReturnForRefund), $"The customer gives back {string.Join(", ", lines.Select(line => line.Name))}.", new() { ["line_ids"] = lines.Select(line => line.Id.Value).ToList() })
            : null;
    }
}
