using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Tries wishes on the facts, fallback after fallback, and says what comes of them.</summary>
internal sealed class Planner(RequestContext context, CatalogueWords catalogue, MarkedText text)
{
    private readonly OrderShelf _shelf = new(context, catalogue, text.Words);

    /// <summary>What a wish comes to in the end. A refusal holds only for words that were understood to the last.</summary>
    public Attempt Settle(Wish wish)
    {
        var attempt = Try(wish);
        return attempt is not Attempt.Impossible impossible ? attempt
            : impossible.IsMissing && wish.Groups.SelectMany(group => group.Targets).Any(IsNowhere) ? new Attempt.Unclear($"What do you mean: {impossible.Reason}?")
            : Readable(wish, context.Orders.SelectMany(order => order.Lines).ToList()) ?? attempt;
    }

    private bool IsNowhere(Target target) => (target.Mention is not null || target.ItemId is not null) && _shelf.Lines(target, context.Orders).Count == 0;

    public Attempt Try(Wish wish)
    {
        if (wish.Scope is { IsInherited: true, OrderIds.Count: > 0 } scope && _shelf.Orders(scope) is var meant
            && wish.Groups.Any(group => group.Targets.Any(target => target.Mention is not null && _shelf.Lines(target, meant).Count == 0)))
            wish = wish with { Scope = scope with { OrderIds = [] } };
        var attempt = Once(wish, null);
        // What cannot be had is also read to its last word, before something else is done in its place.
        if (attempt is Attempt.Impossible && wish.Otherwise.Count > 0 && Readable(wish, context.Orders.SelectMany(order => order.Lines).ToList()) is { } unread)
            return unread;
        foreach (var alternative in wish.Otherwise)
        {
            if (attempt is not Attempt.Impossible impossible)
                return attempt;
            if (!Answers(alternative.When, impossible.Kind))
                continue;
            attempt = alternative switch
            {
                { Then: { } then } => Try(Inherit(then, wish, impossible)),
                { Payment: { } payment } => Once(wish with { Payments = [payment] }, null),
                { Relaxed: { } relaxed } => Once(wish, relaxed),
                _ => attempt,
            };
        }

        return attempt;
    }

    private static bool Answers(ConditionKind when, ConditionKind failed) => when == ConditionKind.NotPossible
        || when == failed || (when == ConditionKind.PartNotPossible && failed == ConditionKind.NotPossible);

    // "… then return that jacket" means the jacket the wish was about.
    private static Target SameThing(Target target, Wish wish)
    {
        var own = wish.Groups.SelectMany(group => group.Targets).Where(known => known.Mention is { } mention && target.Mention is { } named && mention.Products.Keys.Any(named.Products.ContainsKey)).ToList();
        return own is [{ } only] && target is { All: false, Count: 1, Pick: Pick.None }
            ? target with { Described = [.. only.Described, .. target.Described], All = only.All, Count = only.Count, Pick = only.Pick }
            : target;
    }

    // A fallback speaks of the same order and has the same reason unless it names its own.
    private static Wish Inherit(Wish then, Wish wish, Attempt.Impossible impossible)
    {
        var orders = impossible.Orders.Select(order => order.Id.Value).Distinct().ToList();
        var needsOrders = then.Scope.OrderIds.Count == 0 && !then.Scope.EveryOrder && orders.Count > 0 && then.Groups.All(group => group.Targets.All(target => target.Mention is null && target.ItemId is null));
        return then with
        {
            Groups = [.. then.Groups.Select(group => group with { Targets = [.. group.Targets.Select(target => SameThing(target, wish))] })],
            Scope = needsOrders ? then.Scope with { OrderIds = orders, IsRecent = false, SameOrder = false } : then.Scope,
            IsMistake = then.IsMistake || wish.IsMistake,
            IsNotNeeded = then.IsNotNeeded || !(then.IsMistake || wish.IsMistake),
            Payments = then.Payments.Count > 0 || then.Aim == Aim.Cancel ? then.Payments : wish.Payments,
        };
    }

    private Attempt Once(Wish wish, (int From, int To)? relaxed)
    {
        if (wish.Doubt is { } doubt)
            return new Attempt.Unclear(doubt);
        if (!_shelf.KnowsAll(wish.Scope.OrderIds))
            return new Attempt.Unclear($"Order {string.Join(", ", wish.Scope.OrderIds)} is not among your orders. Which order do you mean?");
        return wish.Aim switch
        {
            Aim.Nothing => new Attempt.Done([]),
            Aim.Person => new Attempt.Person(),
            Aim.Refused => new Attempt.Impossible(ConditionKind.NotPossible, $"the shop cannot {wish.Verb} a payment or an order", []),
            Aim.Return => Return(wish),
            Aim.Cancel => Cancel(wish),
            Aim.CancelOrReturn => CancelOrReturn(wish),
            Aim.Change => new ChangePlan(context, catalogue, text, _shelf).Try(wish, relaxed),
            Aim.ShipTo => new AddressPlan(context, catalogue, text, _shelf).Try(wish),
            Aim.PayWith => PayWith(wish),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Attempt Return(Wish wish)
    {
        var scoped = _shelf.Orders(wish.Scope);
        var orders = scoped.Where(order => context.Rules.Returnable.Contains(order.Status)).ToList();
        if (orders.Count == 0)
            return new Attempt.Impossible(ConditionKind.NotPossible, "only delivered orders can be returned", scoped);
        if (wish.Groups.Count == 0 && !wish.WholeOrder && wish.Except.Count == 0 && !text.Has(wish.From, wish.To, MarkKind.OrderRef))
            return new Attempt.Unclear("Which items shall be returned?");
        var whole = wish.Groups.Count == 0 ? wish with { Groups = [new Group([new Target { All = true }], [])] } : wish;
        var found = new LineFinder(context, _shelf, text).Find(whole, orders);
        if (Failed(found, orders) is { } failed)
            return failed;
        var steps = new List<Step>();
        foreach (var perOrder in found.Groups.SelectMany(group => group.Lines).GroupBy(owned => owned.Order))
        {
            var answer = PaymentChoice.For(perOrder.Key, context.Customer!, wish.Payments, Money.Zero(perOrder.Key.Currency), true, context.Rules);
            if (answer is not PaymentAnswer.Method method)
                return Refused(answer, found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Order).Distinct().ToList());
            steps.AddRange(perOrder.Select(owned => new Step(StepKind.Return, owned.Order, "asked to return it", text.Quote(wish.From, wish.To)) { Line = owned.Line, Method = method.Id, IsMethodNamed = wish.Payments.Count > 0 }));
        }

        return Readable(wish, found) ?? (Attempt)new Attempt.Done(steps);
    }

    private Attempt Cancel(Wish wish)
    {
        var scoped = _shelf.Orders(wish.Scope);
        var open = scoped.Where(_shelf.IsOpen).ToList();
        if (open.Count == 0)
            return wish.OnlyUnshipped ? new Attempt.Done([]) : new Attempt.Impossible(ConditionKind.NotPossible, "only an order that was not shipped yet can be cancelled", scoped);
        if (wish.Groups.Count == 0 && !wish.WholeOrder && text.Has(wish.From, wish.To, MarkKind.It) && !text.Has(wish.From, wish.To, MarkKind.OrderWord) && wish.Scope.OrderIds.Count == 0)
            return new Attempt.Impossible(ConditionKind.PartNotPossible, "an order can only be cancelled as a whole", open);
        if (wish.Groups.Count == 0 || wish.Groups.All(group => group.Targets.All(target => target.Mention is null && target.ItemId is null && target.Pick == Pick.None)))
            return CancelOrders(wish, open);
        if (OrderOfThings(wish, open) is { } whole)
            return CancelOrders(wish with { Scope = wish.Scope with { EveryOrder = true } }, [whole]);
        var found = new LineFinder(context, _shelf, text).Find(wish, open);
        if (Failed(found, open) is { } failed)
            return failed;
        var lines = found.Groups.SelectMany(group => group.Lines).ToList();
        var orders = lines.Select(owned => owned.Order).Distinct().ToList();
        var isWhole = orders.TrueForAll(order => order.Lines.All(line => lines.Exists(owned => owned.Line == line)));
        var namesOrder = text.Has(wish.From, wish.To, "order") && !text.Has(wish.From, wish.To, "from", "in", "item");
        if (!isWhole && !namesOrder)
            return new Attempt.Impossible(ConditionKind.PartNotPossible, "an order can only be cancelled as a whole", orders);
        return Readable(wish, found) ?? (Attempt)CancelOrders(wish with { Scope = wish.Scope with { EveryOrder = true } }, orders);
    }

    // "I ordered the shirts by mistake; cancel that order": several lines, one order, and it is the order that is spoken of.
    private Order? OrderOfThings(Wish wish, List<Order> open)
    {
        if (!text.Has(wish.From, wish.To, MarkKind.OrderWord) || text.Has(wish.From, wish.To, "from", "in", "item") || wish.Except.Count > 0)
            return null;
        var holding = wish.Groups.SelectMany(group => group.Targets).Select(target => open.Where(order => _shelf.Lines(target, [order]).Count > 0).ToList()).ToList();
        return holding.Count > 0 && holding.TrueForAll(orders => orders.Count == 1) && holding.Select(orders => orders[0]).Distinct().ToList() is [var only] ? only : null;
    }

    private Attempt CancelOrders(Wish wish, List<Order> orders)
    {
        // "cancel everything that was not sent yet": no one order is spoken of.
        if (wish.Scope is { Status: "pending", OrderIds.Count: 0 } && wish.Groups is [{ Targets: [{ All: true, Mention: null }] }] && !text.Has(wish.From, wish.To, MarkKind.OrderWord) && text.Has(wish.From, wish.To, "everything"))
            wish = wish with { Scope = wish.Scope with { EveryOrder = true } };
        if (wish.Except.Count > 0)
            orders = orders.Where(order => wish.Except.All(target => _shelf.Lines(target, [order]).Count == 0)).ToList();
        if (orders.Count > 1 && wish.Scope.OrderIds.Count == 0 && !wish.Scope.EveryOrder)
            return new Attempt.Unclear("Which of your open orders shall be cancelled?");
        if (wish.Scope.OrderIds.Count > 0 && orders.Count < wish.Scope.OrderIds.Count)
            return new Attempt.Impossible(ConditionKind.NotPossible, "only an order that was not shipped yet can be cancelled", orders);
        if (CancelReason.For(wish, context.Rules) is not { } reason)
            return new Attempt.Unclear($"Why shall the order be cancelled: {string.Join(" or ", context.Rules.CancelReasons)}?");
        foreach (var order in orders)
        {
            var original = PaymentChoice.Original(order);
            var answer = wish.Payments.Count == 0 ? null : PaymentChoice.For(order, context.Customer!, wish.Payments, Money.Zero(order.Currency), false, context.Rules);
            if (answer is PaymentAnswer.Ambiguous open)
                return new Attempt.Unclear(open.Question);
            if (answer is PaymentAnswer.NotAllowed || (answer is PaymentAnswer.Method method && method.Id != original))
                return new Attempt.Impossible(ConditionKind.PaymentNotPossible, "a cancelled order is refunded to what paid it", orders);
        }

        if (Readable(wish, orders.SelectMany(order => order.Lines).ToList()) is { } unclear)
            return unclear;
        return new Attempt.Done(orders.Select(order => new Step(StepKind.Cancel, order, "asked to cancel the order", text.Quote(wish.From, wish.To)) { Reason = reason }).ToList());
    }

    // Every thing goes the way its order still allows.
    private Attempt CancelOrReturn(Wish wish)
    {
        var scoped = _shelf.Orders(wish.Scope);
        var returnable = scoped.Where(order => context.Rules.Returnable.Contains(order.Status)).ToList();
        var open = scoped.Where(_shelf.IsOpen).ToList();
        if (open.Count == 0 && returnable.Count > 0)
            return Return(wish with { Aim = Aim.Return });
        if (returnable.Count == 0)
            return Cancel(wish with { Aim = Aim.Cancel });
        if (wish.Groups.Count == 0)
            return new Attempt.Unclear("Which order do you mean?");
        var mentions = wish.Groups.SelectMany(group => group.Targets).ToList();
        if (mentions.TrueForAll(target => target.Mention is not null && _shelf.Lines(target, open).Count > 0 && _shelf.Lines(target, returnable).Count == 0))
            return Cancel(wish with { Aim = Aim.Cancel });
        if (mentions.TrueForAll(target => target.Mention is not null && _shelf.Lines(target, returnable).Count > 0 && _shelf.Lines(target, open).Count == 0))
            return Return(wish with { Aim = Aim.Return });
        return new Attempt.Unclear("Some of these things were delivered and some were not shipped yet. Which shall be cancelled and which returned?");
    }

    private Attempt PayWith(Wish wish)
    {
        var orders = _shelf.Orders(wish.Scope).Where(_shelf.IsEditable).ToList();
        if (orders.Count == 0)
            return new Attempt.Impossible(ConditionKind.NotPossible, "the payment can only change before an order is shipped", []);
        if (orders.Count > 1 && wish.Scope.OrderIds.Count == 0 && !wish.Scope.EveryOrder)
            return new Attempt.Unclear("For which order shall the payment change?");
        if (wish.Payments.Count == 0)
            return new Attempt.Unclear("Which payment method shall be used?");
        var steps = new List<Step>();
        foreach (var order in orders)
        {
            var answer = PaymentChoice.For(order, context.Customer!, wish.Payments, order.Total, false, context.Rules);
            if (answer is not PaymentAnswer.Method method)
                return Refused(answer, [order]);
            if (method.Id == PaymentChoice.Original(order))
                return new Attempt.Impossible(ConditionKind.PaymentNotPossible, "the order was paid with that method already", [order]);
            steps.Add(new Step(StepKind.PayWith, order, "asked for another payment method", text.Quote(wish.From, wish.To)) { Method = method.Id });
        }

        return Readable(wish, []) ?? (Attempt)new Attempt.Done(steps);
    }

    private Attempt.Unclear? Readable(Wish wish, FoundLines found) => Readable(wish, found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Line).ToList());

    private Attempt.Unclear? Readable(Wish wish, IReadOnlyList<OrderLine> lines) =>
        new Leftover(text, catalogue).Find(wish, lines) is { } word ? new Attempt.Unclear($"What do you mean by \"{word}\"?") : null;

    public static Attempt? Failed(FoundLines found, IReadOnlyList<Order> orders)
    {
        if (found.Question is { } question)
            return new Attempt.Unclear(question);
        return found.Missing is { } missing ? new Attempt.Impossible(ConditionKind.NotPossible, missing, orders) { IsMissing = true } : null;
    }

    public static Attempt Refused(PaymentAnswer answer, IReadOnlyList<Order> orders) => answer switch
    {
        PaymentAnswer.NotAllowed refused => new Attempt.Impossible(ConditionKind.PaymentNotPossible, refused.Reason, orders),
        PaymentAnswer.Ambiguous ambiguous => new Attempt.Unclear(ambiguous.Question),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
