namespace AgenticRecovery.Triage.Reading;

/// <content>Conditions: what shall happen when a wish cannot be had, or when the customer is asked.</content>
internal sealed partial class WishGrammar
{
    private void TakeConditional(Clause clause, Condition condition, string quote)
    {
        var last = _wishes.Count - 1;
        if (clause.From >= clause.To && text.Marks[clause.Condition!.Value.From].Kind is MarkKind.Otherwise or MarkKind.Confirm)
        {
            _isRemark = true;
            return;
        }

        if (condition.Kind == ConditionKind.Unknown || (last < 0 && condition.Kind is not (ConditionKind.Unshipped or ConditionKind.PriceBelow or ConditionKind.PriceAbove or ConditionKind.ExtraBelow)))
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

        // "… then cancel nothing", "then do not cancel": the verb is not wished.
        if (clause.Verb >= 0 && condition.Kind is not ConditionKind.WhenAsked && (text.Has(clause.From, clause.To, MarkKind.Nothing) || text.Has(clause.From, clause.To, "nothing", "none") || IsNegated(clause)))
            clause = clause with { Verb = -1, IsNothing = true };
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
            case ConditionKind.ExtraBelow when then.Count == 1 && then[0].Aim == Aim.Change:
                _wishes.Add(then[0] with { MostExtra = (condition.Amount, condition.Inclusive) });
                return true;
            // Behind two changes it is open whether the limit is for each or for both.
            case ConditionKind.ExtraBelow when then.Count == 0 && clause.From >= clause.To && last >= 0 && _wishes.Count(wish => wish.Aim == Aim.Change) == 1 && _wishes[last] is { Aim: Aim.Change, Groups.Count: 1, Otherwise.Count: 0, MostExtra: null }:
                _wishes[last] = _wishes[last] with { MostExtra = (condition.Amount, condition.Inclusive) };
                return true;
            // "If it costs over $20 more, leave it."
            case ConditionKind.ExtraAbove when then.Count == 0 && (clause.IsNothing || text.Has(clause.From, clause.To, MarkKind.Nothing)) && last >= 0 && _wishes.Count(wish => wish.Aim == Aim.Change) == 1
                && _wishes[last] is { Aim: Aim.Change, Groups.Count: 1, Otherwise.Count: 0, MostExtra: null }:
                _wishes[last] = _wishes[last] with { MostExtra = (condition.Amount, condition.Inclusive) };
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
        else if (clause.IsNothing || text.Has(clause.From, clause.To, MarkKind.Nothing))
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
}
