using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Tries a wish for other variants: an edit before shipping, an exchange after delivery.</summary>
internal sealed class ChangePlan(RequestContext context, CatalogueWords catalogue, MarkedText text, OrderShelf shelf)
{
    // Conditions leave more room for another reading than a plain wish.
    private const decimal Plain = 0.98m;
    private const decimal AfterCondition = 0.9m;

    public Attempt Try(Wish wish, (int From, int To)? relaxed)
    {
        var scoped = shelf.Orders(wish.Scope);
        var editable = scoped.Where(shelf.IsEditable).ToList();
        var exchangeable = scoped.Where(order => context.Rules.Exchangeable.Contains(order.Status)).ToList();
        if (editable.Count + exchangeable.Count == 0)
            return new Attempt.Impossible(ConditionKind.NotPossible, "items can only change before shipping or after delivery", scoped);
        if (wish.Groups.Count == 0)
            return new Attempt.Unclear("Which item shall be changed, and into what?");
        var (first, second) = wish.Verb == "exchange" ? (exchangeable, editable) : (editable, exchangeable);
        var found = new LineFinder(context, shelf, text).Find(wish, first);
        // "wants the boots in size 8": without a verb, an open and a delivered order that both hold them are equally meant.
        if (wish.Verb == "become" && found.Missing is null && second.Count > 0 && new LineFinder(context, shelf, text).Find(wish, second) is { Missing: null, Question: null })
            return new Attempt.Unclear("Shall the order that was delivered change, or the one that was not shipped yet?");
        if (found.Missing is not null && second.Count > 0)
            found = new LineFinder(context, shelf, text).Find(wish, second);
        if (found.Missing is not null && first.Count > 0 && second.Count > 0)
            found = new LineFinder(context, shelf, text).Find(wish, [.. first, .. second]);
        return Planner.Failed(found, scoped) ?? Change(wish, found, relaxed);
    }

    private Attempt Change(Wish wish, FoundLines found, (int From, int To)? relaxed)
    {
        var swaps = new List<(OwnedLine Owned, Variant To)>();
        foreach (var (group, lines) in found.Groups)
        {
            foreach (var owned in lines)
            {
                if (!IsFetched(owned.Line.Product) || catalogue.Find(owned.Line.Product) is not { } product)
                    return new Attempt.Unclear($"The variants of {owned.Line.Name} are not known yet.");
                var wanted = new WantedReader(text, product, owned.Line, OtherLines(owned)).Read(group, relaxed);
                var unread = wish.Limit is null ? wanted.Unread : wanted.Unread.Where(word => !char.IsDigit(word[0]) && word != "$").ToList();
                if (unread.Count > 0)
                    return new Attempt.Unclear($"What do you mean by \"{unread[0]}\" for the {owned.Line.Name}?");
                switch (VariantChoice.Choose(product, owned.Line, wanted))
                {
                    case Choice.One one:
                        swaps.Add((owned, one.Variant));
                        break;
                    case Choice.Already when lines.Count > 1:
                        break;
                    case Choice.Already:
                        return new Attempt.Impossible(ConditionKind.NotPossible, $"the {owned.Line.Name} is as wished already", [owned.Order]);
                    case Choice.None none:
                        return new Attempt.Impossible(ConditionKind.NotPossible, none.Reason, [owned.Order]);
                    case Choice.Many many:
                        return new Attempt.Unclear(many.Question);
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            }
        }

        if (wish.PriceTest is { } test && swaps.Exists(swap => test.Below ? swap.To.Price.Amount >= test.Amount : swap.To.Price.Amount <= test.Amount))
            return new Attempt.Impossible(ConditionKind.NotPossible, $"the price is not {(test.Below ? "below" : "above")} {test.Amount}", found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Order).Distinct().ToList());
        if (wish.MostExtra is { } most && swaps.Sum(swap => (swap.To.Price - swap.Owned.Line.UnitPrice).Amount) is var extra && (most.Inclusive ? extra > most.Amount : extra >= most.Amount))
            return new Attempt.Impossible(ConditionKind.NotPossible, $"it would cost {extra} more", found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Order).Distinct().ToList());
        return new Leftover(text, catalogue).Find(wish, found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Line).ToList()) is { } word
            ? new Attempt.Unclear($"What do you mean by \"{word}\"?")
            : Pay(wish, swaps);
    }

    private bool IsFetched(ProductId id) => context.Words?.Find(id) is not null || context.Products.Any(product => product.Id == id);

    private Attempt Pay(Wish wish, List<(OwnedLine Owned, Variant To)> swaps)
    {
        if (swaps.Count == 0)
            return new Attempt.Impossible(ConditionKind.NotPossible, "nothing would change", []);
        var steps = new List<Step>();
        foreach (var perOrder in swaps.GroupBy(swap => swap.Owned.Order))
        {
            var order = perOrder.Key;
            var due = perOrder.Aggregate(Money.Zero(order.Currency), (sum, swap) => sum + swap.To.Price - swap.Owned.Line.UnitPrice);
            if (wish.Limit is { } limit && (order.Total + due).Amount > limit)
                return new Attempt.Impossible(ConditionKind.NotPossible, $"the order would still cost more than {limit}", [order]);
            var answer = PaymentChoice.For(order, context.Customer!, wish.Payments, due, false, context.Rules);
            if (answer is not PaymentAnswer.Method method)
                return Planner.Refused(answer, [order]);
            var kind = shelf.IsEditable(order) ? StepKind.Edit : StepKind.Exchange;
            steps.AddRange(perOrder.Select(swap => new Step(kind, order, $"{swap.Owned.Line.Name} becomes {string.Join(", ", swap.To.Options.Values)}", text.Quote(wish.From, wish.To))
            {
                Line = swap.Owned.Line,
                To = swap.To,
                Method = method.Id,
                IsMethodNamed = wish.Payments.Count > 0,
                Confidence = wish.Otherwise.Count > 0 ? AfterCondition : Plain,
            }));
        }

        return new Attempt.Done(steps);
    }

    private List<OrderLine> OtherLines(OwnedLine owned) => context.Orders
        .SelectMany(order => order.Lines)
        .Where(line => line.Product == owned.Line.Product && line != owned.Line)
        .ToList();
}
