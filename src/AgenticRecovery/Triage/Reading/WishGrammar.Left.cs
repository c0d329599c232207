namespace AgenticRecovery.Triage.Reading;

/// <content>Clauses about what shall stay, and about the order a wish before spoke of.</content>
internal sealed partial class WishGrammar
{
    // "the profile address should not be changed": nothing but what is anyway.
    private bool LeavesProfile(Clause clause) => (text.Has(clause.From, clause.To, MarkKind.AddressWord) || text.Has(clause.From, clause.To, MarkKind.ProfileWord))
        && (text.Has(clause.From, clause.Verb < 0 ? clause.To : clause.Verb, MarkKind.Not) || text.Has(clause.From, clause.To, "stay", "remain", "unchanged", "leave"))
        && text.Has(clause.From, clause.To, MarkKind.ProfileWord) && !text.Has(clause.From, clause.To, MarkKind.OrderRef) && !text.Has(clause.From, clause.To, MarkKind.OrderWord) && !text.Has(clause.From, clause.To, MarkKind.If)
        && !_wishes.Exists(wish => wish.Address is { ToProfile: true });

    // "and change nothing else": what was not wished is not done anyway.
    private bool LeavesTheRest(Clause clause)
    {
        if (text.Has(clause.From, clause.To, MarkKind.Product) || text.Has(clause.From, clause.To, MarkKind.PaymentKind) || text.Has(clause.From, clause.To, MarkKind.Amount))
            return false;
        for (var word = text.WordStart(clause.From); word + 1 < text.WordEnd(clause.To); word++)
            if (text.Words[word].Stem is "nothing" or "anything" && text.Words[word + 1].Stem == "else")
                return text.Words[word].Stem == "nothing" || text.Has(clause.From, clause.To, MarkKind.Not);
        return false;
    }

    // "the helmet should stay as it is": a thing that no wish is about keeps what it has.
    private bool LeavesThing(Clause clause)
    {
        bool IsSaid(int at) => text.Marks[at].Kind is MarkKind.Product or MarkKind.Filler or MarkKind.And or MarkKind.Comma or MarkKind.It or MarkKind.Not or MarkKind.Other or MarkKind.OrderWord or MarkKind.Status
            || text.Words[text.Marks[at].From].Stem is "as" or "stay" or "remain" or "untouched" or "unchanged" or "alone" or "touched" or "leave" or "kept" or "with";
        var isLeft = text.Has(clause.From, clause.To, "stay", "remain", "untouched", "unchanged", "alone", "kept") || (text.Has(clause.From, clause.To, "touched") && text.Has(clause.From, clause.To, MarkKind.Not));
        if (!isLeft || _wishes.Count == 0 || !Enumerable.Range(clause.From, clause.To - clause.From).All(IsSaid))
            return false;
        var things = Enumerable.Range(clause.From, clause.To - clause.From).Select(at => text.Marks[at].Mention).OfType<ProductMention>().ToList();
        var isOther = text.Has(clause.From, clause.To, MarkKind.Other) && text.Has(clause.From, clause.To, MarkKind.OrderWord);
        return (things.Count > 0 || isOther) && _wishes.TrueForAll(wish => (wish.Aim is not Aim.ShipTo || (wish.Scope.With is { } goes && !things.Exists(thing => thing.Products.Keys.Any(goes.Products.ContainsKey)))) && wish.Groups.All(group => group.Targets.All(target => target is { All: false } && (target.ItemId is not null || target.Mention is { } own
            && !things.Exists(thing => thing.Products.Keys.Any(own.Products.ContainsKey))))));
    }

    // "… and do not cancel #2", where the wishes name other orders by their ids.
    private bool SparesOther(Clause clause)
    {
        var spared = Antecedents.OrdersIn(text, clause.From, clause.To);
        return spared.Count > 0 && _wishes.Count > 0 && !text.Has(clause.From, clause.To, MarkKind.Product) && !text.Has(clause.From, clause.To, MarkKind.If)
            && _wishes.TrueForAll(wish => wish.Scope is { OrderIds.Count: > 0, IsInherited: false } && !wish.Scope.OrderIds.Any(spared.Contains));
    }

    // "change the mug …, and send that order to …": the order the wish before spoke of.
    private static Scope LastOrder(Scope scope, Wish before) => scope with
    {
        City = before.Scope.City,
        With = before.Scope.With ?? before.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).OfType<ProductMention>().FirstOrDefault(),
    };

    // "material and length stay the same": what was not named anew keeps its value.
    private bool StaysAsItIs(Clause clause) => !text.Has(clause.From, clause.To, MarkKind.Product) && !text.Has(clause.From, clause.To, MarkKind.OrderRef)
        && !text.Has(clause.From, clause.To, MarkKind.OrderWord) && !text.Has(clause.From, clause.To, MarkKind.PaymentKind)
        && (text.Has(clause.From, clause.To, MarkKind.Same) || text.Has(clause.From, clause.To, "unchanged", "stay", "remain", "before"));

    // "You are patient and want things settled quickly": a mood, without any thing, order or payment in it.
    private bool IsSettingUnshared(Clause clause)
    {
        var isTalk = text.Has(clause.From, clause.To, "say", "sound", "speak", "talk", "polite", "brief", "concise", "natural", "firm", "patient", "conversation");
        if (clause.From >= clause.To || (_wishes.Count > 0 && !isTalk))
            return false;
        for (var at = clause.From; at < clause.To; at++)
        {
            if (text.Marks[at].Kind is MarkKind.Product or MarkKind.OrderRef or MarkKind.OrderWord or MarkKind.PaymentKind or MarkKind.AddressWord
                || (!isTalk && text.Marks[at].Kind is MarkKind.ItemWord or MarkKind.It))
                return false;
        }

        return true;
    }

    // "wants the mug in the open order in red", "would like the tent with a green roof": its own thing, and options it shall have.
    private bool SaysForm(Clause clause, int product)
    {
        if (text.Find(clause.From, product, MarkKind.Want) is not (>= 0 and var want) || !text.Has(want, product, "the", "my", "his", "her", "their", "this", "that"))
            return false;
        for (var at = product + 1; at < clause.To; at++)
        {
            var stem = text.Words[text.Marks[at].From].Stem;
            if (text.Marks[at].Kind == MarkKind.To ? stem == "with" : stem == "in" && ItemGrammar.InStarts(text, at, clause.To))
                return text.Marks[product].Mention!.Products.Keys.Select(catalogue.Find).OfType<ProductWords>().Any(words => words.Read(text.Words, text.WordStart(at), text.WordEnd(clause.To)).Count > 0);
            if (text.Marks[at].Kind is not (MarkKind.Filler or MarkKind.Status or MarkKind.OrderWord or MarkKind.OrderRef or MarkKind.Recent or MarkKind.From or MarkKind.It))
                return false;
        }

        return false;
    }
}
