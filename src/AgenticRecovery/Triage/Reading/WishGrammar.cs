namespace AgenticRecovery.Triage.Reading;

/// <summary>Turns clauses into wishes and hangs every fallback on the wish it belongs to.</summary>
internal sealed partial class WishGrammar(MarkedText text, CatalogueWords catalogue)
{
    private readonly List<Wish> _wishes = [];
    private readonly List<string> _wantsToKnow = [];
    private readonly List<string> _unclear = [];
    private readonly Antecedents _antecedents = new();
    private string _lastVerb = "";
    private bool _joinsNext;
    private bool _freeMistake;
    private bool _freeNotNeeded;
    private bool _isRemark;
    private bool _keepsOne;

    public static Wishes Read(MarkedText text, CatalogueWords catalogue)
    {
        var grammar = new WishGrammar(text, catalogue);
        foreach (var clause in ClauseSplitter.Split(text))
            grammar.TakeOrAsk(clause);
        return new Wishes(grammar._wishes.Select(grammar.WithReason).ToList(), grammar._wantsToKnow, grammar._unclear);
    }

    // A clause that came to nothing must be one that means nothing.
    private void TakeOrAsk(Clause clause)
    {
        var (wishes, others) = (_wishes.ToList(), Others());
        _isRemark = false;
        Take(clause);
        var isUsed = _isRemark || others != Others() || !wishes.SequenceEqual(_wishes, ReferenceEqualityComparer.Instance);
        if (!isUsed && !Remarks.IsHarmless(text, clause, isBackground: _wishes.Count == 0))
            _unclear.Add(text.Quote(clause.Condition?.From ?? clause.From, clause.To));
    }

    private (int, int, bool, bool, bool) Others() => (_wantsToKnow.Count, _unclear.Count, _freeMistake, _freeNotNeeded, _joinsNext);

    private void Take(Clause clause)
    {
        _antecedents.Enter(text, clause);
        if (clause.Condition is { } range)
        {
            TakeConditional(clause, Condition.Of(text, range.From, range.To), text.Quote(range.From, clause.To));
            _antecedents.Leave(text, clause);
            return;
        }

        if (IsAskedBack(clause))
            _unclear.Add(text.Quote(clause.From, clause.To));
        else if (IsQuestion(clause))
            _wantsToKnow.Add(text.Quote(clause.From, clause.To));
        else if (clause.Verb >= 0)
            TakeVerb(clause);
        else
            TakeVerbless(clause);
        _antecedents.Leave(text, clause);
    }

    private void TakeVerb(Clause clause)
    {
        var verb = ClauseSplitter.VerbOf(text, clause);
        if (verb == "keep" && KeepsPayment(clause))
            return;
        if (verb == "keep" && KeepsThing(clause))
            return;
        if (verb == "keep" && KeepsTheRest(clause))
        {
            (_isRemark, _keepsOne) = (true, _wishes.Count == 0);
            return;
        }

        if (verb == "keep" && text.Find(clause.From, clause.Verb, MarkKind.Product) is var thing and >= 0)
        {
            var range = (text.WordStart(clause.Verb + 1), text.WordEnd(clause.To));
            _wishes.Add(new Wish(Aim.Change, "modify", clause.From, clause.To) { Groups = [new Group([new Target { Mention = text.Marks[thing].Mention }], [range])] });
            return;
        }

        if (verb == "keep" && text.Has(clause.Verb, clause.To, MarkKind.All) && !text.Has(clause.Verb, clause.To, "else", "other", "option"))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (verb == "keep" && _wishes.Count > 0 && text.Has(clause.Verb, clause.To, MarkKind.Only) && text.Has(clause.Verb, clause.To, MarkKind.It))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (verb == "keep")
        {
            AddToLast(clause.Verb, clause.To, isPreference: false);
            return;
        }

        if (verb == "notneeded" && text.Has(clause.From, clause.To, "because", "since", "as") && _wishes.Count > 0)
        {
            _wishes[^1] = _wishes[^1] with { IsNotNeeded = !_wishes[^1].IsMistake };
            return;
        }

        if (LeavesProfile(clause) || LeavesTheRest(clause) || LeavesThing(clause))
        {
            _isRemark = true;
            return;
        }

        if (text.Has(clause.From, clause.Verb, "may", "might", "maybe", "perhaps", "possibly", "consider", "considering", "later", "once", "after"))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (text.Has(clause.From, clause.To, MarkKind.Nothing) || text.Has(clause.From, clause.To, "nothing"))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (IsNegated(clause) && SparesOther(clause))
        {
            _isRemark = true;
            return;
        }

        if (IsNegated(clause))
        {
            if (verb != "notneeded")
                _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (PassiveSubject.IsOpen(text, clause) || PassiveSubject.HasSecondVerb(text, clause, verb))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (ClauseWish.IsEmptyJoin(text, clause, verb))
        {
            (_joinsNext, _lastVerb) = (true, verb);
            return;
        }

        if (Buys(clause))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (text.Has(clause.From, clause.Verb, MarkKind.Product) || text.Has(clause.From, clause.Verb, MarkKind.OrderWord))
            _antecedents.Leave(text, clause with { To = clause.Verb });
        var joined = _joinsNext && verb != _lastVerb;
        (_joinsNext, _lastVerb) = (false, verb);
        var read = ClauseWish.Read(text, clause, verb, _antecedents, catalogue).ToList();
        // "paid by card and shipped to Boston": a way of paying that no wish of the clause takes would be lost.
        if (read.Exists(wish => wish.Aim == Aim.ShipTo) && read.TrueForAll(wish => wish.Payments.Count == 0) && text.Has(clause.From, clause.To, MarkKind.PaymentKind))
            _unclear.Add(text.Quote(clause.From, clause.To));
        // "I keep the blue one. Return the rest": the rest of what, the customer must say.
        if (_keepsOne && (text.Has(clause.From, clause.To, MarkKind.All) || text.Has(clause.From, clause.To, MarkKind.Other)))
            _unclear.Add(text.Quote(clause.From, clause.To));
        foreach (var wish in read)
            Add(clause, joined && wish.Aim is Aim.Return or Aim.Cancel ? wish with { Aim = Aim.CancelOrReturn } : wish);
    }

    // "… and buy a new one": no order is placed here, and the rest may hang on it.
    private bool Buys(Clause clause)
    {
        for (var at = clause.Verb + 1; at < clause.To; at++)
        {
            if (text.Marks[at] is { Kind: MarkKind.Verb, Value: "order" } && text.Marks[at - 1].Kind is MarkKind.And or MarkKind.Want or MarkKind.To or MarkKind.Comma)
                return true;
        }

        return false;
    }

    private void Add(Clause clause, Wish wish)
    {
        var last = _wishes.Count - 1;
        if (IsHeading(clause, wish))
            return;
        if (last >= 0 && RepeatsNeed(_wishes[last], wish))
        {
            _wishes[last] = _wishes[last] with { IsNotNeeded = true, Payments = wish.Payments.Count > 0 ? wish.Payments : _wishes[last].Payments };
            return;
        }

        if (last >= 0 && wish is { Aim: Aim.ShipTo or Aim.PayWith or Aim.Cancel, Scope: { SameOrder: true, OrderIds.Count: 0, With: null, City: null } })
            wish = wish with { Scope = LastOrder(wish.Scope, _wishes[last]) };
        if (last >= 0 && _wishes[last].Aim == Aim.ShipTo && wish is { Aim: Aim.Change, Groups: [{ Targets: [{ Mention: null, ItemId: null, All: false }] }] } && wish.Scope.OrderIds.Count == 0)
            wish = wish with { Scope = _wishes[last].Scope };
        if (last >= 0 && wish.Aim == Aim.Change && MergesWith(_wishes[last], wish))
            _wishes[last] = _wishes[last] with { Groups = [.. _wishes[last].Groups.SkipLast(1), _wishes[last].Groups[^1] with { Wanted = [.. _wishes[last].Groups[^1].Wanted, .. wish.Groups[0].Wanted] }] };
        else if (last >= 0 && wish.Aim == Aim.Change && _wishes[last].Aim == Aim.Return && PrefersInstead(clause) && SameThings(_wishes[last], wish))
            _wishes[last] = wish with { Otherwise = [new Alternative(ConditionKind.NotPossible, _wishes[last])] };
        else
            _wishes.Add(wish);
    }

    // "no longer needs the lamp and wants to cancel it": the reason and the wish are about one thing.
    private bool RepeatsNeed(Wish last, Wish wish) => last is { Verb: "notneeded" } && wish.Aim is Aim.Cancel or Aim.Return
        && wish.Scope.OrderIds.All(last.Scope.OrderIds.Contains)
        && (wish.Groups.Count == 0 ? text.Has(wish.From, wish.To, MarkKind.It) : wish.Groups is [{ Targets: var targets }] && IsAntecedent(targets));

    private bool IsAntecedent(IReadOnlyList<Target> targets) => targets.Count == _antecedents.Things.Count
        && targets.Zip(_antecedents.Things).All(pair => ReferenceEquals(pair.First.Mention, pair.Second.Mention));

    // "wants to change two items in one order:" only announces what follows.
    private bool IsHeading(Clause clause, Wish wish) => wish.Aim == Aim.Change && wish.Groups.Count == 0 && clause.To > clause.From
        && (text.Marks[clause.To - 1].Value == ":" || (clause.To < text.Marks.Count && text.Marks[clause.To].Value == ":"));

    // "keep the capacity, change the pressure": two clauses about one thing make one change.
    private bool MergesWith(Wish last, Wish wish) => last.Aim == Aim.Change && wish.Groups is [{ Targets: var targets }] && last.Groups.Count > 0
        && IsAntecedent(targets) && (wish.Groups[0].Wanted.Count > 0 || wish.Verb == "keep")
        && last.Groups[^1].Targets is [{ Mention: { } mention }] && targets is [{ Mention: { } other }] && mention.Products.Keys.Any(other.Products.ContainsKey);

    private bool PrefersInstead(Clause clause)
    {
        for (var at = clause.From; at < clause.Verb; at++)
        {
            if (text.Marks[at].Kind == MarkKind.Prefer || text.Words[text.Marks[at].From].Stem is "instead" or "rather")
                return true;
        }

        return false;
    }

    private static bool SameThings(Wish last, Wish wish)
    {
        var before = last.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).ToList();
        var now = wish.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).ToList();
        return before is [{ } old] && now.TrueForAll(mention => mention is not null && mention.Products.Keys.Any(old.Products.ContainsKey));
    }

    // "Order A-100." behind the one wish of a text says which order it is about.
    private bool NamesOrder(Clause clause)
    {
        var orders = Antecedents.OrdersIn(text, clause.From, clause.To);
        var isOnly = Enumerable.Range(clause.From, clause.To - clause.From).All(at => text.Marks[at].Kind is MarkKind.OrderRef or MarkKind.OrderWord or MarkKind.Filler or MarkKind.Comma);
        if (orders.Count != 1 || !isOnly || _wishes.Count != 1 || _wishes[0].Scope.OrderIds.Count > 0 || _wishes[0].Otherwise.Count > 0)
            return false;
        _wishes[0] = _wishes[0] with { Scope = _wishes[0].Scope with { OrderIds = orders } };
        return true;
    }

    private void TakeVerbless(Clause clause)
    {
        if (NamesOrder(clause))
            return;
        if (LeavesProfile(clause) || LeavesTheRest(clause) || LeavesThing(clause))
        {
            _isRemark = true;
            return;
        }

        if (_wishes.Count > 0 && _wishes[^1] is { Aim: Aim.ShipTo, Address: { Words: (0, 0) } place } && text.Has(clause.From, clause.To, "address", "moved", "live") && text.Has(clause.From, clause.To, MarkKind.Number))
        {
            _wishes[^1] = _wishes[^1] with { Address = place with { Words = (text.WordStart(clause.From), text.WordEnd(clause.To)) } };
            return;
        }

        TakeReason(clause);
        if (text.Has(clause.From, clause.To, "cash", "cheque", "wire", "bank", "venmo", "zelle", "crypto", "bitcoin"))
        {
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        var hasProduct = text.Has(clause.From, clause.To, MarkKind.Product);
        if (clause.IsOpening && _lastVerb.Length > 0 && IsContinuation(clause, hasProduct))
        {
            foreach (var wish in ClauseWish.Read(text, clause, _lastVerb, _antecedents, catalogue))
                _wishes.Add(wish);
            return;
        }

        var payments = PaymentGrammar.Read(text, clause.From, clause.To);
        if (payments.Count == 0 && text.Has(clause.From, clause.To, MarkKind.PaymentKind))
        {
            // A way of paying is named and it is not clear what shall become of it.
            _unclear.Add(text.Quote(clause.From, clause.To));
            return;
        }

        if (text.Has(clause.From, clause.To, MarkKind.Person) && _wishes.Count == 0 && text.Has(clause.From, clause.To, MarkKind.Want))
            _wishes.Add(new Wish(Aim.Person, "person", clause.From, clause.To));
        else if (text.Has(clause.From, clause.To, MarkKind.Want) && hasProduct && text.Has(clause.From, clause.To, "refund", "money") && text.Has(clause.From, clause.To, "for"))
            TakeRefund(clause);
        else if (payments.Count > 0 && _wishes.Count == 0 && text.Has(clause.From, clause.To, MarkKind.Want) && (hasProduct || text.Has(clause.From, clause.To, MarkKind.OrderWord) || text.Has(clause.From, clause.To, MarkKind.OrderRef)))
            _wishes.Add(new Wish(Aim.PayWith, "pay", clause.From, clause.To)
            {
                Scope = ClauseWish.ScopeOf(text, clause.From, clause.To, clause, _antecedents) with { With = hasProduct ? text.Marks[text.Find(clause.From, clause.To, MarkKind.Product)].Mention : null },
                Payments = payments,
            });
        else if (payments.Count > 0 && IsAboutPaying(clause))
            PayWith(clause, payments);
        else if (_wishes.Count == 0 && _antecedents.Things.Count > 0 && text.Has(clause.From, clause.To, "refund") && text.Has(clause.From, clause.To, MarkKind.Want))
            _wishes.Add(new Wish(Aim.CancelOrReturn, "refund", clause.From, clause.To) { Groups = [new Group(_antecedents.Things, [])], Payments = payments });
        else if (!hasProduct && text.Has(clause.From, clause.To, MarkKind.Want) && text.Has(clause.From, clause.To, "amount", "total", "confirmation", "status", "receipt"))
            _wantsToKnow.Add(text.Quote(clause.From, clause.To));
        else if (hasProduct && ShallBecome(clause))
        {
            foreach (var wish in ClauseWish.Read(text, clause, "modify", _antecedents, catalogue))
                Add(clause, wish with { Verb = "become" });
        }
        else if (IsSettingUnshared(clause))
            _isRemark = true;
        else if (_wishes.Count > 0 && (text.Has(clause.From, clause.To, MarkKind.FreeChoice) || StaysAsItIs(clause)))
            AddToLast(clause.From, clause.To, isPreference: false);
        else if (SaysOptions(clause))
            Constrain(clause);
        else if (text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.Prefer) || text.Has(clause.From, clause.To, MarkKind.Not))
            Constrain(clause);
    }

    // "wants the tent to be green", "the pan should be 28 cm": a change without a verb of its own.
    private bool ShallBecome(Clause clause)
    {
        var product = text.Find(clause.From, clause.To, MarkKind.Product);
        for (var at = product + 1; at < clause.To; at++)
        {
            var words = text.Words;
            var first = text.Marks[at].From;
            if (text.Marks[at].Kind == MarkKind.To && words[first].Stem == "to" && text.Marks[at].To - first == 2)
                return text.Has(clause.From, product, MarkKind.Want);
        }

        return text.Has(clause.From, product, MarkKind.Want) && !text.Has(product - 1, product, "a", "an", "another", "new")
            && (ItemGrammar.InStarts(text, product + 1, clause.To) || SaysForm(clause, product));
    }

    // "ask me first", "will decide tomorrow whether to go ahead": nothing shall happen yet.
    private bool IsAskedBack(Clause clause)
    {
        if (clause.Verb < 0 && text.Has(clause.From, clause.To, MarkKind.Ask) && text.Has(clause.From, clause.To, "decide", "ahead", "consider", "think"))
            return true;
        var ask = text.Find(clause.From, clause.To, MarkKind.Ask);
        if (ask < 0 || ask + 1 >= clause.To || text.Words[text.Marks[ask].From].Stem is not ("ask" or "check" or "consult") || text.Has(clause.From, ask, MarkKind.Want))
            return false;
        return text.Words[text.Marks[ask].To].Stem is "customer" or "me" or "him" or "her" or "them" or "with" or "first" or "before" or "again";
    }

    // "wants to know whether it can be cancelled" asks, it does not cancel.
    private bool IsQuestion(Clause clause)
    {
        var ask = text.Find(clause.From, clause.To, MarkKind.Ask);
        if (ask < 0)
            return false;
        if (clause.Verb < 0)
            return true;
        if (ask > clause.Verb)
            return false;
        for (var at = ask + 1; at < clause.Verb; at++)
        {
            if (text.Marks[at].Kind == MarkKind.Want)
                return false;
        }

        return true;
    }

    private bool IsNegated(Clause clause)
    {
        for (var at = clause.Verb - 1; at >= clause.From && text.Marks[at].Kind is MarkKind.Filler or MarkKind.Want or MarkKind.Not; at--)
        {
            if (text.Marks[at].Kind == MarkKind.Not)
                return true;
        }

        return false;
    }

    private bool IsContinuation(Clause clause, bool hasProduct)
    {
        if (!hasProduct || text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.Prefer))
            return false;
        var product = text.Find(clause.From, clause.To, MarkKind.Product);
        for (var at = clause.From; at < product; at++)
        {
            if (text.Marks[at].Kind is not (MarkKind.Filler or MarkKind.And or MarkKind.Comma or MarkKind.Other or MarkKind.All or MarkKind.Number))
                return false;
        }

        return clause.From > 0 && text.Marks[clause.From - 1].Value is ";" or ":";
    }
}
