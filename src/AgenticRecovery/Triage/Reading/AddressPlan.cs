using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Tries a wish for another address of orders, of the profile, or of both.</summary>
internal sealed class AddressPlan(RequestContext context, CatalogueWords catalogue, MarkedText text, OrderShelf shelf)
{
    public Attempt Try(Wish wish)
    {
        var wanted = wish.Address!;
        var (address, question) = wanted.Words.To <= wanted.Words.From && AddressChoice.OnlyWritten(context, text) is { } only
            ? (only, null)
            : AddressChoice.Find(context, text, wanted.Words, wanted.ToOrders);
        if (address is null)
            return new Attempt.Unclear(question ?? "Which address shall it be?");
        if (!wanted.ToOrders && !wanted.ToProfile)
            return new Attempt.Unclear("Shall the address of an order change, or that of your profile?");
        if (!IsKnown(wanted.Old))
            return new Attempt.Unclear($"What do you mean by \"{text.Words[wanted.Old.To - 1].Text}\"?");
        if (new Leftover(text, catalogue).Find(wish, [], address) is { } word)
            return new Attempt.Unclear($"What do you mean by \"{word}\"?");
        var steps = new List<Step>();
        var quote = text.Quote(wish.From, wish.To);
        if (wanted.ToOrders && Orders(wish, address, quote, steps) is { } failed)
            return failed;
        if (wanted.ToProfile && !AddressChoice.Same(address, context.Customer!.Address))
            steps.Add(new Step(StepKind.Profile, null, "asked for another address of the profile", quote) { Address = address with { Name = context.Customer.Name } });
        return steps.Count == 0
            ? new Attempt.Impossible(ConditionKind.NotPossible, "that is the address already", [])
            : new Attempt.Done(steps);
    }

    // Where it shall not go must be where something goes now.
    private bool IsKnown((int From, int To) old)
    {
        var places = AddressChoice.Known(context).SelectMany(known => Words.Of(string.Join(' ', known.Street, known.Street2, known.City, known.Region, known.PostalCode))).Select(word => word.Stem).ToHashSet();
        return text.Marks.Where(mark => mark.From >= old.From && mark.To <= old.To).All(mark => mark.Kind is MarkKind.From or MarkKind.Not or MarkKind.And or MarkKind.To or MarkKind.Filler or MarkKind.Comma or MarkKind.It or MarkKind.AddressWord
            || mark.Kind is MarkKind.Unknown or MarkKind.Number && (places.Contains(text.Words[mark.From].Stem) || text.Words[mark.From].Stem is "old"));
    }

    private Attempt? Orders(Wish wish, Address address, string quote, List<Step> steps)
    {
        var orders = shelf.Orders(wish.Scope).Where(shelf.IsEditable).ToList();
        if (orders.Count == 0)
            return new Attempt.Impossible(ConditionKind.NotPossible, "the address of an order can only change before shipping", []);
        if (orders.Count > 1 && wish.Scope.OrderIds.Count == 0 && !wish.Scope.EveryOrder && orders.Where(order => OrderShelf.HoldsEverythingNamed(order, text)).Take(2).ToList() is [var only])
            orders = [only];
        if (orders.Count > 1 && wish.Scope.OrderIds.Count == 0 && !wish.Scope.EveryOrder)
            return new Attempt.Unclear("Which order shall go to another address?");
        foreach (var order in orders.Where(order => !AddressChoice.Same(order.ShipTo, address)))
            steps.Add(new Step(StepKind.ShipTo, order, "asked for another address", quote) { Address = address with { Name = order.ShipTo.Name } });
        return null;
    }
}
