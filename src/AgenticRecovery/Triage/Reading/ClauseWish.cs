namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads the wish of one clause with one verb.</summary>
internal static class ClauseWish
{
    /// <summary>True for the first verb of "cancel or return everything": it has nothing of its own.</summary>
    public static bool IsEmptyJoin(MarkedText text, Clause clause, string verb)
    {
        if (verb is not ("cancel" or "return"))
            return false;
        for (var at = clause.Verb + 1; at < clause.To; at++)
        {
            if (text.Marks[at].Kind is not (MarkKind.Filler or MarkKind.And or MarkKind.Comma))
                return false;
        }

        return clause.To < text.Marks.Count && text.Marks[clause.To].Kind != MarkKind.Stop;
    }

    public static IEnumerable<Wish> Read(MarkedText text, Clause clause, string verb, Antecedents antecedents, CatalogueWords catalogue)
    {
        var to = WithoutQuestion(text, clause, WithoutReason(text, clause));
        var from = BodyStart(text, clause);
        if (verb is "exchange" or "modify")
        {
            foreach (var part in Parts(text, from, to))
                yield return Change(text, verb, part.From, part.To, clause, antecedents);
            yield break;
        }

        if (verb == "ship")
        {
            var goal = AddressGrammar.Goal(text, from, to);
            var before = clause with { To = goal < 0 ? clause.To : goal };
            yield return AddressGrammar.Read(text, verb, from, to, ScopeOf(text, clause.From, before.To, before, antecedents), speaksOfOrder: true);
            yield break;
        }

        yield return verb switch
        {
            "split" => new Wish(Aim.Refused, verb, clause.From, clause.To),
            "undo" => new Wish(Aim.Refused, verb, clause.From, clause.To),
            "return" => Return(text, from, to, clause, antecedents, catalogue),
            "notneeded" => Items(text, Aim.CancelOrReturn, verb, from, to, clause, antecedents) with { IsNotNeeded = true },
            _ => Items(text, Aim.Cancel, verb, from, to, clause, antecedents),
        };
    }

    private static Wish Return(MarkedText text, int from, int to, Clause clause, Antecedents antecedents, CatalogueWords catalogue)
    {
        var exchange = new ItemGrammar(text, from, to);
        exchange.Read(takesWanted: true, colonStarts: false);
        var isExchange = exchange.HasWanted && (IsExchangeForm(text, from, to) || NamesOptions(text, exchange.Groups, catalogue));
        return isExchange
            ? Items(text, Aim.Change, "exchange", from, to, clause, antecedents)
            : Items(text, Aim.Return, "return", from, to, clause, antecedents);
    }

    private static bool NamesOptions(MarkedText text, IReadOnlyList<Group> groups, CatalogueWords catalogue) => groups.Any(group => group.Wanted.Count > 0
        && group.Targets.Select(target => target.Mention).OfType<ProductMention>().SelectMany(mention => mention.Products.Keys).Select(catalogue.Find).OfType<ProductWords>()
            .Any(product => group.Wanted.Any(range => product.Read(text.Words, range.From, range.To).Count > 0)));

    // "return it for the same in red", "for a new one": a return that names what shall come instead.
    private static bool IsExchangeForm(MarkedText text, int from, int to)
    {
        for (var at = from; at + 1 < to; at++)
        {
            if (text.Marks[at].Kind != MarkKind.To || text.Words[text.Marks[at].From].Stem != "for")
                continue;
            for (var next = at + 1; next < to && next <= at + 4; next++)
            {
                if (text.Marks[next].Kind is MarkKind.Same or MarkKind.It or MarkKind.Other || text.Words[text.Marks[next].From].Stem is "new")
                    return true;
            }
        }

        return false;
    }

    private static Wish Change(MarkedText text, string verb, int from, int to, Clause clause, Antecedents antecedents)
    {
        var isAddress = text.Has(from, to, MarkKind.AddressWord) || text.Has(from, to, "address")
            || (antecedents.IsAddress && FirstOf(text, from, to) == MarkKind.It && !text.Has(from, to, MarkKind.Product));
        var product = text.Find(from, to, MarkKind.Product);
        if (isAddress)
        {
            var goal = AddressGrammar.Goal(text, from, to);
            var before = clause with { To = goal < 0 ? clause.To : goal };
            return AddressGrammar.Read(text, verb, from, to, ScopeOf(text, from, before.To, before, antecedents),
                text.Has(clause.From, clause.To, MarkKind.OrderWord));
        }

        var first = FirstOf(text, from, to);
        var isPayment = first == MarkKind.PaymentWord || (product < 0 && first is MarkKind.PaymentKind or MarkKind.OriginalPayment);
        return isPayment
            ? new Wish(Aim.PayWith, verb, from, to)
            {
                Scope = ScopeOf(text, from, to, clause, antecedents) with { With = product < 0 ? null : text.Marks[product].Mention },
                Payments = PaymentGrammar.Read(text, from, to),
            }
            : Items(text, Aim.Change, verb, from, to, clause, antecedents);
    }

    private static Wish Items(MarkedText text, Aim aim, string verb, int from, int to, Clause clause, Antecedents antecedents)
    {
        var isPassive = aim == Aim.Change && clause.Verb >= 0 && ClauseSplitter.IsPassive(text, clause) && text.Has(clause.Verb, to, MarkKind.To);
        var items = new ItemGrammar(text, from, to) { WantedAfter = isPassive ? clause.Verb : -1 };
        items.Read(takesWanted: aim == Aim.Change, colonStarts: verb != "return" && aim == Aim.Change);
        var groups = items.Groups.Select(group => WithAntecedent(text, group, clause, antecedents)).Select(group => WithDescription(text, group, antecedents)).ToList();
        // "everything else should go back": else than what, only the customer knows.
        groups = groups.ConvertAll(group => group is { Wanted.Count: 0, Targets: [{ Mention: null, ItemId: null, All: true } all] } && items.Except.Count == 0 && text.Has(from, to, "else", "rest", "remaining")
            ? group with { Targets = [all with { All = false }] } : group);
        if (aim == Aim.Change)
            groups.RemoveAll(group => IsHeading(group, groups));
        var isBare = aim == Aim.Change && Enumerable.Range(from, to - from).All(at => text.Marks[at].Kind is MarkKind.Filler or MarkKind.Open or MarkKind.Close or MarkKind.Comma);
        var isOwn = aim == Aim.Change && antecedents.Things.Count == 1 && text.Has(clause.From, from, MarkKind.Product) && !text.Has(from, to, MarkKind.All);
        if (groups.Count == 0 && (isBare || isOwn || text.Has(from, to, MarkKind.It)) && antecedents.Things.Count > 0)
            groups.Add(Pointing(text, new Group([new Target { Described = [(text.WordStart(from), text.WordEnd(to))] }], []), antecedents));
        var orders = groups.Count == 0 && aim == Aim.Cancel && text.Has(from, to, MarkKind.It) && !text.Has(from, to, MarkKind.OrderWord) ? antecedents.Orders : null;
        return new Wish(aim, verb, from, to)
        {
            Groups = groups,
            Doubt = items.NamesTwoOrders ? "Which orders do you mean?" : items.NamesOneAndAll || SaysFormBefore(text, aim, from, clause) ? "What shall be done with which thing?" : null,
            Except = items.Except,
            Scope = orders ?? ScopeOf(text, from, to, clause, antecedents) with { With = items.With, AlsoWith = items.AlsoWith, Status = StatusOf(text, clause, groups) },
            Payments = PaymentGrammar.Read(text, clause.From, clause.To),
            Limit = Limit(text, from, to),
            WholeOrder = orders is not null || IsWholeOrder(text, from, to),
            IsMistake = text.Has(clause.From, clause.To, MarkKind.ReasonMistake),
            IsNotNeeded = text.Has(clause.From, clause.To, MarkKind.ReasonNotNeeded),
        };
    }

    // "wants the lamp in silver and the mug returned": the participle is of the last thing only.
    private static bool SaysFormBefore(MarkedText text, Aim aim, int from, Clause clause)
    {
        if (aim == Aim.Change || clause.Verb < 0 || !ClauseSplitter.IsPassive(text, clause))
            return false;
        for (var at = from; at + 1 < clause.Verb; at++)
            if (text.Marks[at].Kind == MarkKind.Product && (ItemGrammar.InStarts(text, at + 1, clause.Verb) || text.Marks[at + 1].Kind == MarkKind.To && text.Words[text.Marks[at + 1].From].Stem is "to" or "as"))
                return true;
        return false;
    }

    // "to bring the total to $900": a limit for what the order costs afterwards.
    private static decimal? Limit(MarkedText text, int from, int to)
    {
        var at = text.Find(from, to, MarkKind.Amount);
        if (at < 0 || !text.Has(from, at, "bring", "reduce", "cost", "total", "under", "below", "within", "fit"))
            return null;
        return decimal.TryParse(text.Marks[at].Value, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    // "exchange two things: the mug to …, the plate to …": the things before the colon are only announced.
    private static bool IsHeading(Group group, List<Group> groups) => group.Wanted.Count == 0 && group.Targets.All(target => target.Mention is { } own
        && groups.Exists(other => other.Wanted.Count > 0 && other.Targets.Any(named => named.Mention is { } mention && mention.Products.Keys.Any(own.Products.ContainsKey))));

    // "change its colour to red", "exchange it for ..." speak of what was named before.
    private static Group WithAntecedent(MarkedText text, Group group, Clause clause, Antecedents antecedents)
    {
        if (group.Targets is [{ Mention: null, ItemId: null, Pick: not Pick.None } picked] && antecedents.Things is [{ Mention: { } mention }, ..])
            return group with { Targets = [picked with { Mention = mention }] };
        // "wants both exchanged" means the two things named before; without them nobody knows which.
        if (group.Targets is [{ Mention: null, ItemId: null, All: true }] && text.Has(group.From, group.To, "both") && !text.Has(clause.From, clause.To, MarkKind.OrderWord))
            return antecedents.Things.Sum(thing => thing.Count) == 2 ? group with { Targets = antecedents.Things } : group with { Targets = [new Target { All = false }] };
        if (group.Targets.Count == 1 && group.Targets[0].Described.Any(range => Enumerable.Range(range.From, range.To - range.From).Any(at => text.Words[at].Stem == "item")))
            return group;
        var isPointing = group.Targets.Count == 1 && group.Targets[0] is { Mention: null, ItemId: null, All: false, Pick: Pick.None };
        if (!isPointing || antecedents.Things.Count == 0 || text.Has(clause.From, clause.To, MarkKind.OrderWord))
            return group;
        return Pointing(text, group, antecedents);
    }

    // "it", "them", "the black one": the things named before, as far as the words describe them. "The one" of several things is open.
    private static Group Pointing(MarkedText text, Group group, Antecedents antecedents)
    {
        var described = group.Targets[0].Described;
        var isOne = described.Any(range => Enumerable.Range(range.From, range.To - range.From).Any(at => text.Words[at].Stem == "one"));
        if (isOne && antecedents.Things.Count > 1)
            return group;
        return group with { Targets = antecedents.Things.Select(thing => thing with { Described = [.. thing.Described, .. described], Count = isOne ? 1 : thing.Count }).ToList() };
    }

    // "exchange mine for it", after "the cheapest keyboard" was spoken of.
    private static Group WithDescription(MarkedText text, Group group, Antecedents antecedents)
    {
        if (antecedents.Description is not { } described || group.Wanted is not [var wanted])
            return group;
        var isIt = text.Marks.Where(mark => mark.From >= wanted.From && mark.To <= wanted.To).All(mark => mark.Kind is MarkKind.It or MarkKind.Filler or MarkKind.Comma);
        return isIt ? group with { Wanted = [described] } : group;
    }

    public static Scope ScopeOf(MarkedText text, int from, int to, Clause clause, Antecedents antecedents)
    {
        var own = Antecedents.OrdersIn(text, clause.From, clause.To);
        var status = text.Find(clause.From, clause.To, MarkKind.Status);
        var same = SameOrderAt(text, from, to);
        return new Scope
        {
            OrderIds = own.Count > 0 ? own : antecedents.SentenceOrders,
            IsInherited = own.Count == 0,
            Status = status < 0 ? null : text.Marks[status].Value,
            IsRecent = text.Has(clause.From, clause.To, MarkKind.Recent),
            EveryOrder = Adjacent(text, from, to, MarkKind.All, MarkKind.OrderWord) && text.Has(from, to, "all", "every", "both", "each"),
            SameOrder = same,
            City = text.Towns.FirstOrDefault(town => town.From >= text.WordStart(clause.From) && town.To <= text.WordEnd(clause.To))?.City,
            DifferentOrders = Adjacent(text, from, to, MarkKind.Other, MarkKind.OrderWord) && text.Has(from, to, "different"),
        };
    }

    // A status inside the description of the wanted form ("like the one I already received") says nothing of the order meant.
    private static string? StatusOf(MarkedText text, Clause clause, List<Group> groups)
    {
        for (var at = clause.From; at < clause.To; at++)
        {
            var mark = text.Marks[at];
            if (mark.Kind == MarkKind.Status && !groups.Exists(group => group.Wanted.Any(range => mark.From >= range.From && mark.To <= range.To)))
                return mark.Value;
        }

        return null;
    }

    private static bool SameOrderAt(MarkedText text, int from, int to) =>
        Adjacent(text, from, to, MarkKind.Same, MarkKind.OrderWord) || Adjacent(text, from, to, MarkKind.It, MarkKind.OrderWord);

    private static bool IsWholeOrder(MarkedText text, int from, int to) =>
        text.Has(from, to, MarkKind.OrderWord) && !text.Has(from, to, MarkKind.Product);

    private static bool Adjacent(MarkedText text, int from, int to, MarkKind first, MarkKind second)
    {
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind != first)
                continue;
            for (var next = at + 1; next < to && next <= at + 3; next++)
            {
                if (text.Marks[next].Kind == second)
                    return true;
                if (text.Marks[next].Kind is not (MarkKind.Filler or MarkKind.Status or MarkKind.ProfileWord or MarkKind.Recent or MarkKind.And))
                    break;
            }
        }

        return false;
    }

    // Two objects under one verb, each with its own "to": "change the address to X and its colour to red".
    private static IEnumerable<(int From, int To)> Parts(MarkedText text, int from, int to)
    {
        if (!text.Has(from, to, MarkKind.AddressWord) && !text.Has(from, to, "address"))
            return [(from, to)];
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind != MarkKind.And || !HasGoal(text, from, at) || !HasGoal(text, at, to))
                continue;
            return [(from, at), (at + 1, to)];
        }

        return [(from, to)];
    }

    private static bool HasGoal(MarkedText text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind == MarkKind.To && text.Words[text.Marks[at].From].Stem is "to" or "be")
                return true;
        }

        return false;
    }

    private static int BodyStart(MarkedText text, Clause clause)
    {
        if (clause.Verb < 0)
            return clause.From;
        if (ClauseSplitter.IsPassive(text, clause) && text.Find(clause.From, clause.Verb, MarkKind.Want) is var want and >= 0)
            return want + 1;
        var product = text.Find(PassiveSubject.Start(text, clause), clause.Verb, MarkKind.Product);
        if (product < 0 && IsSubject(text, clause))
            return clause.From;
        if (product < 0)
            return clause.Verb + 1;
        // Another wish word in between means that the thing belongs to what was told before.
        var isObject = !text.Has(product, clause.Verb, MarkKind.Want) && !text.Has(product, clause.Verb, MarkKind.Not) && !text.Has(product, clause.Verb, MarkKind.Possible);
        if (!isObject)
            return clause.Verb + 1;
        // "both shirts …", "the blue one I got with the lamp …": how many, and which, stands before the thing.
        var start = product;
        while (start > clause.From && text.Marks[start - 1].Kind is MarkKind.Filler or MarkKind.Unknown or MarkKind.All or MarkKind.Number or MarkKind.It or MarkKind.Status or MarkKind.Recent or MarkKind.Other
            || start > clause.From && text.Words[text.Marks[start - 1].To - 1].Stem == "with")
            start--;
        return start;
    }

    // "everything from that order should be returned": what is wished stands before its verb.
    private static bool IsSubject(MarkedText text, Clause clause) => clause.Verb > clause.From + 1 && text.Words[text.Marks[clause.Verb - 1].From].Stem == "be"
        && text.Words[text.Marks[clause.Verb].From].Text.EndsWith("ed", StringComparison.Ordinal)
        && text.Marks[clause.From].Kind is MarkKind.All or MarkKind.It or MarkKind.OrderRef;

    // "because it came broken" explains; nothing in it is wished.
    private static int WithoutReason(MarkedText text, Clause clause)
    {
        for (var at = Math.Max(clause.Verb, clause.From) + 1; at < clause.To; at++)
        {
            var word = text.Marks[at].From;
            if (text.Words[word].Stem is "because" or "since" || (text.Words[word].Stem == "so" && word + 1 < text.Words.Count && text.Words[word + 1].Stem == "that"))
                return at;
        }

        return clause.To;
    }

    // "return the lamp and tell me how many shades there are": what is asked for is not returned.
    private static int WithoutQuestion(MarkedText text, Clause clause, int to)
    {
        for (var at = Math.Max(clause.Verb, clause.From) + 1; at < to; at++)
        {
            if (text.Marks[at].Kind != MarkKind.Ask || text.Words[text.Marks[at].From].Stem is "which" or "what" or "see")
                continue;
            var and = at - 1;
            while (and > clause.Verb && text.Marks[and].Kind is MarkKind.Filler or MarkKind.To or MarkKind.Want)
                and--;
            if (and > clause.Verb && text.Marks[and].Kind == MarkKind.And)
                return and;
        }

        return to;
    }

    private static MarkKind FirstOf(MarkedText text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind is not (MarkKind.Filler or MarkKind.OrderRef or MarkKind.OrderWord or MarkKind.Comma or MarkKind.To))
                return text.Marks[at].Kind;
        }

        return MarkKind.Filler;
    }
}
