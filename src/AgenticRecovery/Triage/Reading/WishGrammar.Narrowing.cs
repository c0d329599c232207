namespace AgenticRecovery.Triage.Reading;

/// <content>Clauses that add to wishes made before: constraints, payments, reasons.</content>
internal sealed partial class WishGrammar
{
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

    // "return everything, but keep the bed"
    private bool KeepsThing(Clause clause)
    {
        var last = _wishes.Count - 1;
        var kept = Enumerable.Range(clause.From, clause.To - clause.From).Select(at => text.Marks[at].Mention).OfType<ProductMention>().ToList();
        if (last < 0 || _wishes[last].Aim is not (Aim.Return or Aim.Cancel or Aim.CancelOrReturn))
            return false;
        // "but now wants to keep it" takes a wish back; which one, the customer must say.
        if (kept.Count == 0 && (text.Has(clause.Verb, clause.To, MarkKind.It) || text.Has(clause.Verb, clause.To, MarkKind.OrderWord)))
            _unclear.Add(text.Quote(clause.From, clause.To));
        if (kept.Count == 0)
            return false;
        bool IsKept(Target target) => target.Mention is { } own && kept.Exists(mention => mention.Products.Keys.Any(own.Products.ContainsKey));
        _wishes[last] = _wishes[last] with
        {
            Groups = _wishes[last].Groups.Select(group => group with { Targets = group.Targets.Where(target => !IsKept(target)).ToList() }).Where(group => group.Targets.Count > 0).ToList(),
            Except = [.. _wishes[last].Except, .. kept.Select(mention => new Target { Mention = mention })],
        };
        return true;
    }

    // "I'm keeping the rest", behind what goes back; "will keep only the medium one", before it.
    private bool KeepsTheRest(Clause clause)
    {
        if (text.Has(clause.From, clause.To, MarkKind.PaymentKind) || text.Has(clause.From, clause.To, MarkKind.OrderRef) || text.Has(clause.From, clause.To, MarkKind.Not))
            return false;
        // "return the puzzle that was delivered and keep the pending one"
        if (_wishes is [{ Aim: Aim.Return, Groups: [{ Targets: [{ Mention: not null, All: false, Count: 1 }] }] }] && text.Has(clause.Verb, clause.To, MarkKind.It) && !text.Has(clause.Verb, clause.To, MarkKind.Product)
            && (text.Has(clause.Verb, clause.To, MarkKind.Other) || text.Has(clause.Verb, clause.To, MarkKind.Status)))
            return true;
        if (_wishes.Count > 0)
            return _wishes.TrueForAll(wish => wish.Aim is Aim.Return && wish.Groups.Count > 0 && wish.Groups.All(group => group.Targets.All(target => target.Mention is not null && !target.All)))
                && text.Has(clause.Verb, clause.To, "rest", "else") && !text.Has(clause.Verb, clause.To, MarkKind.Product);
        return text.Has(clause.Verb, clause.To, MarkKind.Only) && text.Has(clause.Verb, clause.To, "one", "1");
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

    private bool IsAboutPaying(Clause clause) =>
        text.Has(clause.From, clause.To, MarkKind.Prefer) || text.Has(clause.From, clause.To, MarkKind.Want) || text.Has(clause.From, clause.To, MarkKind.PaymentWord)
        || text.Has(clause.From, clause.To, MarkKind.OriginalPayment) || text.Has(clause.From, clause.To, "pay", "refund", "must", "used", "charged", "credited");

    // "Payment for the difference: PayPal": only a change has a difference.
    private void PayWith(Clause clause, IReadOnlyList<PaymentWish> payments)
    {
        var isDifference = text.Has(clause.From, clause.To, "difference") && !text.Has(clause.From, clause.To, "refund") && _wishes.Exists(wish => wish.Aim == Aim.Change);
        PayAllWith(payments, isDifference ? [Aim.Change] : Enum.GetValues<Aim>());
    }

    private void PayAllWith(IReadOnlyList<PaymentWish> payments) => PayAllWith(payments, Enum.GetValues<Aim>());

    private void PayAllWith(IReadOnlyList<PaymentWish> payments, Aim[] aims)
    {
        for (var i = 0; i < _wishes.Count; i++)
        {
            if (_wishes[i].Payments.Count == 0 && aims.Contains(_wishes[i].Aim))
                _wishes[i] = _wishes[i] with { Payments = payments };
        }
    }

    // "wants a refund for the camera"
    private void TakeRefund(Clause clause)
    {
        if (text.Has(clause.From, clause.To, MarkKind.Partly) || text.Has(clause.From, clause.To, MarkKind.Amount) || text.Has(clause.From, clause.To, "half", "%", "percent", "partial"))
        {
            _wishes.Add(new Wish(Aim.Refused, "partly refund", clause.From, clause.To));
            return;
        }

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
