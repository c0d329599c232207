namespace AgenticRecovery.Triage.Reading;

/// <summary>Turns clauses into wishes and hangs every fallback on the wish it belongs to.</summary>
internal sealed class WishGrammar(MarkedText text, CatalogueWords catalogue)
{
    private readonly List<Wish> _wishes = [];
    private readonly List<string> _wantsToKnow = [];
    private readonly List<string> _unclear = [];
    private readonly Antecedents _antecedents = new();
    private string _lastVerb = "";
    private bool _joinsNext;
    private bool _freeMistake;
    private bool _freeNotNeeded;

    public static Wishes Read(MarkedText text, CatalogueWords catalogue)
    {
        var grammar = new WishGrammar(text, catalogue);
        foreach (var clause in ClauseSplitter.Split(text))
            grammar.Take(clause);
        return new Wishes(grammar._wishes.Select(grammar.WithReason).ToList(), grammar._wantsToKnow, grammar._unclear);
    }

    // A reason in a sentence of its own holds for every cancellation that gives none.
    private Wish WithReason(Wish wish)
    {
        var isSilent = !wish.IsMistake && !wish.IsNotNeeded;
        return wish with
        {
            IsMistake = wish.IsMistake || (isSilent && _freeMistake),
            IsNotNeeded = wish.IsNotNeeded || (isSilent && _freeNotNeeded && !_freeMistake),
            Otherwise = wish.Otherwise.Select(other => other.Then is { } then ? other with { Then = WithReason(then) } : other).ToList(),
        };
    }

    // "…; reason: ordered by mistake" belongs to the wish before it, a sentence of its own to all.
    private void TakeReason(Clause clause)
    {
        var isMistake = text.Has(clause.From, clause.To, MarkKind.ReasonMistake);
        var isNotNeeded = text.Has(clause.From, clause.To, MarkKind.ReasonNotNeeded);
        if (!isMistake && !isNotNeeded)
            return;
        var follows = clause.From > 0 && text.Marks[clause.From - 1].Value is ";" or ":" && _wishes.Count > 0;
        if (!follows)
        {
            _freeMistake |= isMistake;
            _freeNotNeeded |= isNotNeeded;
            return;
        }

        var wish = _wishes[^1];
        _wishes[^1] = wish with
        {
            IsMistake = wish.IsMistake || isMistake,
            IsNotNeeded = wish.IsNotNeeded || isNotNeeded,
            Otherwise = wish.Otherwise.Select(other => other.Then is { } then ? other with { Then = then with { IsMistake = isMistake, IsNotNeeded = isNotNeeded } } : other).ToList(),
        };
    }

    private void Take(Clause clause)
    {
        _antecedents.Enter(text, clause);
        if (clause.Condition is { } range)
        {
            TakeConditional(clause, Condition.Of(text, range.From, range.To), text.Quote(range.From, clause.To));
            _antecedents.Leave(text, clause);
            return;
        }

        if (IsQuestion(clause))
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
        if (verb == "keep" && text.Find(clause.From, clause.Verb, MarkKind.Product) is var thing and >= 0)
        {
            var range = (text.WordStart(clause.Verb + 1), text.WordEnd(clause.To));
            _wishes.Add(new Wish(Aim.Change, "modify", clause.From, clause.To) { Groups = [new Group([new Target { Mention = text.Marks[thing].Mention }], [range])] });
            return;
        }

        if (verb == "keep")
        {
            AddToLast(clause.Verb + 1, clause.To, isPreference: false);
            return;
        }

        if (verb == "notneeded" && text.Has(clause.From, clause.To, "because", "since", "as") && _wishes.Count > 0)
        {
            _wishes[^1] = _wishes[^1] with { IsNotNeeded = !_wishes[^1].IsMistake };
            return;
        }

        if (IsNegated(clause))
        {
            if (verb != "notneeded")
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

        if (text.Has(clause.From, clause.Verb, MarkKind.Product))
            _antecedents.Leave(text, clause with { To = clause.Verb });
        var joined = _joinsNext && verb != _lastVerb;
        (_joinsNext, _lastVerb) = (false, verb);
        foreach (var wish in ClauseWish.Read(text, clause, verb, _antecedents, catalogue))
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

    // "return everything, but keep the bed"
    private bool KeepsThing(Clause clause)
    {
        var last = _wishes.Count - 1;
        var kept = Enumerable.Range(clause.From, clause.To - clause.From).Select(at => text.Marks[at].Mention).OfType<ProductMention>().ToList();
        if (last < 0 || kept.Count == 0 || _wishes[last].Aim is not (Aim.Return or Aim.Cancel or Aim.CancelOrReturn))
            return false;
        _wishes[last] = _wishes[last] with { Except = [.. _wishes[last].Except, .. kept.Select(mention => new Target { Mention = mention })] };
        return true;
    }

    // "keep the payment on the original card"
    private bool KeepsPayment(Clause clause)
    {
        if (!text.Has(clause.From, clause.To, MarkKind.PaymentWord) && !text.Has(clause.From, clause.To, MarkKind.OriginalPayment))
            return false;
        var payments = PaymentGrammar.Read(text, clause.From, clause.To);
        PayAllWith(payments.Count > 0 ? payments : [new PaymentWish("original")]);
        return true;
    }

    private void Add(Clause clause, Wish wish)
    {
        var last = _wishes.Count - 1;
        if (IsHeading(clause, wish))
            return;
        if (last >= 0 && _wishes[last].Aim == Aim.ShipTo && wish is { Aim: Aim.Change, Groups: [{ Targets: [{ Mention: null, ItemId: null, All: false }] }] } && wish.Scope.OrderIds.Count == 0)
            wish = wish with { Scope = _wishes[last].Scope };
        if (last >= 0 && wish.Aim == Aim.Change && MergesWith(_wishes[last], wish))
            _wishes[last] = _wishes[last] with { Groups = [.. _wishes[last].Groups.SkipLast(1), _wishes[last].Groups[^1] with { Wanted = [.. _wishes[last].Groups[^1].Wanted, .. wish.Groups[0].Wanted] }] };
        else if (last >= 0 && wish.Aim == Aim.Change && _wishes[last].Aim == Aim.Return && PrefersInstead(clause) && SameThings(_wishes[last], wish))
            _wishes[last] = wish with { Otherwise = [new Alternative(ConditionKind.NotPossible, _wishes[last])] };
        else
            _wishes.Add(wish);
    }

    // "wants to change two items in one order:" only announces what follows.
    private bool IsHeading(Clause clause, Wish wish) => wish.Aim == Aim.Change && wish.Groups.Count == 0 && clause.To > clause.From
        && (text.Marks[clause.To - 1].Value == ":" || (clause.To < text.Marks.Count && text.Marks[clause.To].Value == ":"));

    // "keep the capacity, change the pressure": two clauses about one thing make one change.
    private bool MergesWith(Wish last, Wish wish) => last.Aim == Aim.Change && wish.Groups is [{ Targets: var targets }] && last.Groups.Count > 0
        && ReferenceEquals(targets, _antecedents.Things)
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

    private void TakeVerbless(Clause clause)
    {
        TakeReason(clause);
        var hasProduct = text.Has(clause.From, clause.To, MarkKind.Product);
        if (clause.IsOpening && _lastVerb.Length > 0 && IsContinuation(clause, hasProduct))
        {
            foreach (var wish in ClauseWish.Read(text, clause, _lastVerb, _antecedents, catalogue))
                _wishes.Add(wish);
            return;
        }

        var payments = PaymentGrammar.Read(text, clause.From, clause.To);
        if (text.Has(clause.From, clause.To, MarkKind.Person) && _wishes.Count == 0 && text.Has(clause.From, clause.To, MarkKind.Want))
            _wishes.Add(new Wish(Aim.Person, "person", clause.From, clause.To));
        else if (payments.Count > 0 && IsAboutPaying(clause))
            PayAllWith(payments);
        else if (text.Has(clause.From, clause.To, MarkKind.Want) && hasProduct && text.Has(clause.From, clause.To, "refund", "money") && text.Has(clause.From, clause.To, "for"))
            TakeRefund(clause);
        else if (_wishes.Count == 0 && _antecedents.Things.Count > 0 && text.Has(clause.From, clause.To, "refund") && text.Has(clause.From, clause.To, MarkKind.Want))
            _wishes.Add(new Wish(Aim.CancelOrReturn, "refund", clause.From, clause.To) { Groups = [new Group(_antecedents.Things, [])], Payments = payments });
        else if (IsSettingUnshared(clause))
            return;
        else if (SaysOptions(clause))
            Constrain(clause);
        else if (text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.Prefer) || text.Has(clause.From, clause.To, MarkKind.Not))
            Constrain(clause);
    }

    private void TakeConditional(Clause clause, Condition condition, string quote)
    {
        var last = _wishes.Count - 1;
        if (clause.From >= clause.To && text.Marks[clause.Condition!.Value.From].Kind is MarkKind.Otherwise or MarkKind.Confirm)
            return;
        if (condition.Kind == ConditionKind.Unknown || (last < 0 && condition.Kind is not (ConditionKind.Unshipped or ConditionKind.PriceBelow or ConditionKind.PriceAbove)))
        {
            if (clause.Verb >= 0 || condition.Kind == ConditionKind.Unknown)
                _unclear.Add(quote);
            return;
        }

        if (condition.Kind == ConditionKind.Several)
        {
            AddToLast(clause.From, clause.To, isPreference: true);
            return;
        }

        var then = clause.Verb < 0 || text.Marks[clause.Verb].Value == "keep"
            ? []
            : ClauseWish.Read(text, clause, ClauseSplitter.VerbOf(text, clause), _antecedents, catalogue).ToList();
        if (!Attach(clause, condition, then, last))
            _unclear.Add(quote);
    }

    private bool Attach(Clause clause, Condition condition, List<Wish> then, int last)
    {
        switch (condition.Kind)
        {
            case ConditionKind.Unshipped when then.Count == 1:
                _wishes.Add(then[0] with { OnlyUnshipped = true });
                return true;
            case ConditionKind.Possible when then.Count == 0 && clause.Condition is { } money && text.Has(money.From, money.To, MarkKind.PaymentWord)
                && PaymentGrammar.Read(text, clause.From, clause.To) is { Count: > 0 } payments:
                PayAllWith(payments);
                return true;
            case ConditionKind.Possible when then.Count == 1:
                return Rather(then[0], last);
            case ConditionKind.WhenAsked:
                return Override(clause, then, last);
            case ConditionKind.PriceBelow or ConditionKind.PriceAbove when then.Count == 1:
                _wishes.Add(then[0] with { PriceTest = (condition.Amount, condition.Kind == ConditionKind.PriceBelow) });
                return true;
            case ConditionKind.NotPossible or ConditionKind.PartNotPossible or ConditionKind.PaymentNotPossible:
                return Otherwise(clause, condition.Kind, then, last);
            default:
                return false;
        }
    }

    // "If the same is in stock, exchange it": that comes first for its own things, and what was wished before becomes the fallback.
    private bool Rather(Wish then, int last)
    {
        var wish = _wishes[last];
        var own = then.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).OfType<ProductMention>().ToList();
        bool IsOwn(Target target) => own.Exists(mention => target.Mention is { } other && mention.Products.Keys.Any(other.Products.ContainsKey));
        var mine = wish.Groups.Select(group => group with { Targets = group.Targets.Where(IsOwn).ToList() }).Where(group => group.Targets.Count > 0).ToList();
        var others = wish.Groups.Select(group => group with { Targets = group.Targets.Where(target => !IsOwn(target)).ToList() }).Where(group => group.Targets.Count > 0).ToList();
        if (mine.Count == 0 && then.Groups.Count > 0)
            return false;
        _wishes.RemoveAt(last);
        if (others.Count > 0)
            _wishes.Add(wish with { Groups = others });
        _wishes.Add(then with { Otherwise = [.. then.Otherwise, new Alternative(ConditionKind.NotPossible, mine.Count > 0 ? wish with { Groups = mine } : wish)] });
        return true;
    }

    private bool Otherwise(Clause clause, ConditionKind kind, List<Wish> then, int last)
    {
        last = About(clause, last);
        var wish = _wishes[last];
        Alternative? alternative = null;
        var payments = PaymentGrammar.Read(text, clause.From, clause.To);
        if (then.Count > 1)
            return false;
        if (then.Count == 1)
            alternative = new Alternative(kind, Only(clause, then[0], wish));
        else if (text.Has(clause.From, clause.To, MarkKind.Person))
            alternative = new Alternative(kind, new Wish(Aim.Person, "person", clause.From, clause.To));
        else if (text.Has(clause.From, clause.To, MarkKind.Nothing))
            alternative = new Alternative(kind, new Wish(Aim.Nothing, "nothing", clause.From, clause.To));
        else if (payments.Count > 0)
            alternative = new Alternative(ConditionKind.PaymentNotPossible, null) { Payment = payments[0] };
        else if (clause.To > clause.From)
            alternative = new Alternative(kind, null) { Relaxed = (text.WordStart(clause.From), text.WordEnd(clause.To)) };
        if (alternative is null)
            return false;
        var isBefore = alternative.Relaxed is not null && wish.Otherwise is [{ Then.Aim: Aim.Return }];
        _wishes[last] = wish with { Otherwise = isBefore ? [alternative, .. wish.Otherwise] : [.. wish.Otherwise, alternative] };
        return true;
    }

    // A condition that names a thing belongs to the wish for that thing; a wish for several things is taken apart for it.
    private int About(Clause clause, int last)
    {
        var (from, to) = clause.Condition!.Value;
        var at = text.Find(from, to, MarkKind.Product);
        if (at < 0)
            return last;
        var named = text.Marks[at].Mention!;
        for (var i = _wishes.Count - 1; i >= 0; i--)
        {
            var own = _wishes[i].Groups.ToList().FindIndex(group => group.Targets.Any(target => target.Mention is { } mention && mention.Products.Keys.Any(named.Products.ContainsKey)));
            if (own < 0 || _wishes[i].Aim != Aim.Change)
                continue;
            if (_wishes[i].Groups.Count == 1)
                return i;
            var parts = _wishes[i].Groups.Select(group => _wishes[i] with { Groups = [group], From = group.From, To = group.To }).ToList();
            _wishes.RemoveAt(i);
            _wishes.InsertRange(i, parts);
            return i + own;
        }

        return last;
    }

    // "then only exchange the thermostat" repeats a part of the wish; it does not say anew what the thermostat shall become.
    private Wish Only(Clause clause, Wish then, Wish wish)
    {
        if (!text.Has(clause.From, clause.To, MarkKind.Only) || then.Aim != Aim.Change || then.Groups.Any(group => group.Wanted.Count > 0))
            return then;
        var kept = then.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).OfType<ProductMention>().ToList();
        var groups = wish.Groups.Where(group => group.Targets.Any(target => target.Mention is { } own
            && kept.Exists(mention => mention.Products.Keys.Any(own.Products.ContainsKey)))).ToList();
        var isElsewhere = _wishes.Exists(other => other != wish && other.Groups.Any(group => group.Targets.Any(target => target.Mention is { } own
            && kept.Exists(mention => mention.Products.Keys.Any(own.Products.ContainsKey)))));
        if (groups.Count == 0)
            return isElsewhere ? new Wish(Aim.Nothing, "nothing", clause.From, clause.To) : then;
        return wish with { Groups = groups, Otherwise = [] };
    }

    private bool Override(Clause clause, List<Wish> then, int last)
    {
        if (clause.Verb >= 0 && text.Marks[clause.Verb].Value == "keep")
        {
            _wishes[last] = new Wish(Aim.Nothing, "keep", clause.From, clause.To);
            return true;
        }

        if (then.Count == 1 && text.Has(clause.From, clause.To, MarkKind.Only))
            return KeepOnly(then[0]);
        if (then.Count == 0)
            return ConfirmsOnly(clause);
        if (then.Count != 1)
            return false;
        if (text.Has(clause.From, clause.To, "also", "too", "well"))
            _wishes.Add(then[0]);
        else
            _wishes[last] = then[0];
        return true;
    }

    // What is only confirmed was wished before; a way of paying named on being asked counts as named.
    private bool ConfirmsOnly(Clause clause)
    {
        var payments = PaymentGrammar.Read(text, clause.From, clause.To);
        if (payments.Count > 0)
        {
            for (var i = 0; i < _wishes.Count; i++)
                _wishes[i] = _wishes[i] with { Payments = payments };
            return true;
        }

        var named = Enumerable.Range(clause.From, clause.To - clause.From).Select(at => text.Marks[at].Mention).OfType<ProductMention>().ToList();
        var wished = _wishes.SelectMany(wish => wish.Groups).SelectMany(group => group.Targets).Select(target => target.Mention).OfType<ProductMention>().ToList();
        return named.Count > 0 && named.TrueForAll(mention => wished.Exists(own => own.Products.Keys.Any(mention.Products.ContainsKey)));
    }

    // "when asked, would only modify the backpack": the other changes fall away.
    private bool KeepOnly(Wish then)
    {
        var kept = then.Groups.SelectMany(group => group.Targets).Select(target => target.Mention).OfType<ProductMention>().ToList();
        if (then.Aim != Aim.Change || kept.Count == 0 || then.Groups.Any(group => group.Wanted.Count > 0))
            return false;
        var left = _wishes.Select(wish => wish.Aim != Aim.Change ? wish : wish with
        {
            Groups = wish.Groups.Where(group => group.Targets.Any(target => target.Mention is { } own
                && kept.Exists(mention => mention.Products.Keys.Any(own.Products.ContainsKey)))).ToList(),
            Payments = then.Payments.Count > 0 ? then.Payments : wish.Payments,
        }).Where(wish => wish.Aim != Aim.Change || wish.Groups.Count > 0).ToList();
        if (!left.Exists(wish => wish.Aim == Aim.Change))
            return false;
        _wishes.Clear();
        _wishes.AddRange(left);
        return true;
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

    private bool IsAboutPaying(Clause clause) =>
        text.Has(clause.From, clause.To, MarkKind.Prefer) || text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.PaymentWord)
        || text.Has(clause.From, clause.To, MarkKind.OriginalPayment) || text.Has(clause.From, clause.To, "pay", "refund");

    private void PayAllWith(IReadOnlyList<PaymentWish> payments)
    {
        for (var i = 0; i < _wishes.Count; i++)
        {
            if (_wishes[i].Payments.Count == 0)
                _wishes[i] = _wishes[i] with { Payments = payments };
        }
    }

    // "wants a refund for the camera"
    private void TakeRefund(Clause clause)
    {
        foreach (var wish in ClauseWish.Read(text, clause, "notneeded", _antecedents, catalogue))
            _wishes.Add(wish);
    }

    // "…; black or grey would do": a description right behind a change belongs to it.
    private bool SaysOptions(Clause clause) => clause.From > 0 && text.Marks[clause.From - 1].Value == ";" && _wishes.Count > 0 && _wishes[^1].Aim == Aim.Change
        && !text.Has(clause.From, clause.To, MarkKind.Product) && _wishes[^1].Groups.Any(group => OptionWordsOf(group, clause) > 0);

    // A wish without a verb narrows the last change; one that names nothing of its product is not understood, a plain "not" is talk.
    private void Constrain(Clause clause)
    {
        var isWish = text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.Prefer);
        var best = (Wish: -1, Group: -1, Words: 0);
        for (var i = 0; i < _wishes.Count; i++)
        {
            for (var j = 0; j < _wishes[i].Groups.Count && _wishes[i].Aim == Aim.Change; j++)
            {
                var words = OptionWordsOf(_wishes[i].Groups[j], clause);
                if (words > 0 && words >= best.Words)
                    best = (i, j, words);
            }
        }

        if (best.Wish >= 0)
            AddTo(best.Wish, best.Group, (text.WordStart(clause.From), text.WordEnd(clause.To)), text.Has(clause.From, clause.To, "prefer", "preferred", "preferably", "ideally", "preference", "rather") && !text.Has(clause.From, clause.To, MarkKind.Not));
        else if (isWish && !text.Has(clause.From, clause.To, "sure"))
            _unclear.Add(text.Quote(clause.From, clause.To));
    }

    // How many words of the clause speak of options of the group's product.
    private int OptionWordsOf(Group group, Clause clause)
    {
        var extreme = text.Has(clause.From, clause.To, MarkKind.Cheapest) || text.Has(clause.From, clause.To, MarkKind.Dearest) ? 1 : 0;
        return group.Targets.Where(target => target.Mention is not null).SelectMany(target => target.Mention!.Products.Keys)
            .Select(catalogue.Find).OfType<ProductWords>()
            .Select(product => product.Read(text.Words, text.WordStart(clause.From), text.WordEnd(clause.To)).DistinctBy(mark => mark.At).Sum(mark => mark.To - mark.From))
            .DefaultIfEmpty(0).Max() + extreme;
    }

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

    private void AddToLast(int from, int to, bool isPreference)
    {
        var last = _wishes.FindLastIndex(wish => wish.Aim == Aim.Change && wish.Groups.Count > 0);
        if (last < 0)
            return;
        AddTo(last, _wishes[last].Groups.Count - 1, (text.WordStart(from), text.WordEnd(to)), isPreference);
    }

    private void AddTo(int wish, int group, (int From, int To) range, bool isPreference)
    {
        var groups = _wishes[wish].Groups.ToList();
        groups[group] = isPreference
            ? groups[group] with { Preferred = [.. groups[group].Preferred, range] }
            : groups[group] with { Wanted = [.. groups[group].Wanted, range] };
        _wishes[wish] = _wishes[wish] with { Groups = groups };
    }
}
