using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>
/// Checks for what the reading could not settle, by single words: is the thing named, is such a change asked for at all, is the
/// method or the reason another one than the customer named? Words that say nothing leave it open.
/// </summary>
internal static class WordCheck
{
    public static MatchFinding? Find(RequestContext request, PartialReading reading, ProposedMove proposed)
    {
        var said = new SaidWords(reading.Text);
        return Deed(said, proposed) ?? Things(said, proposed) ?? Reason(said, proposed) ?? Whole(said, proposed)
            ?? SuperlativeCheck.Find(reading, proposed) ?? VariantCheck.Find(reading, said, proposed) ?? MethodCheck.Find(request, said, proposed);
    }

    // Is anything of this kind asked for?
    private static MatchFinding? Deed(SaidWords said, ProposedMove proposed)
    {
        var isAsked = proposed.Kind switch
        {
            StepKind.Cancel => said.Verbs("cancel", "notneeded", "refund", "return"),
            StepKind.Return => said.Verbs("return", "refund", "notneeded", "cancel"),
            StepKind.Edit or StepKind.Exchange => said.Verbs("exchange", "modify", "return") || said.Has(MarkKind.Prefer) || said.Has(MarkKind.Want),
            StepKind.ShipTo or StepKind.Profile => said.Has(MarkKind.AddressWord) || said.Has(MarkKind.ProfileWord) || said.Verbs("ship") || said.Stem("move", "moved"),
            StepKind.PayWith => said.Has(MarkKind.PaymentKind) || said.Has(MarkKind.PaymentWord) || said.Has(MarkKind.OriginalPayment),
            _ => true,
        };
        return isAsked ? null : MatchFinding.Doubt("not-asked", "Nothing in the customer's words asks for such a change.");
    }

    // Is every item named, or everything?
    private static MatchFinding? Things(SaidWords said, ProposedMove proposed)
    {
        if (said.Has(MarkKind.All))
            return null;
        var isOrderNamed = proposed.Order is { } order && said.Names(order.Id);
        foreach (var line in proposed.Lines)
            if (line.Line is { } own && !said.Names(own) && !(isOrderNamed && !said.NamesAny(proposed.Order!)))
                return MatchFinding.Doubt("not-named", $"The customer does not speak of {own.Name}.");
        return null;
    }

    private static MatchFinding? Reason(SaidWords said, ProposedMove proposed)
    {
        if (proposed.Kind != StepKind.Cancel)
            return null;
        var (isMistake, isNotNeeded) = (said.Has(MarkKind.ReasonMistake), said.Has(MarkKind.ReasonNotNeeded) || said.Verbs("notneeded"));
        if (!isMistake && !isNotNeeded)
            return MatchFinding.Doubt("no-reason", "The customer gives no reason, and the shop needs one of two.");
        return isMistake != isNotNeeded && CancelWords.IsMistake(proposed.Reason) != isMistake
            ? MatchFinding.Doubt("reason", "The customer gave the other reason.")
            : null;
    }

    // A wish for an item must not become one for the whole order.
    private static MatchFinding? Whole(SaidWords said, ProposedMove proposed) =>
        proposed is { Kind: StepKind.Cancel, Order: { } order } && said.NamesAny(order) && !said.Has(MarkKind.OrderWord) && !said.Has(MarkKind.All)
            && !order.Lines.All(said.Names)
                ? MatchFinding.Doubt("item-only", "The customer speaks of single items, this cancels the whole order.")
                : null;
}
