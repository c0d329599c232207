using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Puts the steps of all wishes together: one edit, one exchange, one return per order, in an order that works.</summary>
internal static class PlanBuilder
{
    public static RequestPlan Build(IReadOnlyList<Step> steps, ShopRules rules, IReadOnlyList<string> wantsToKnow)
    {
        var moves = new List<PlannedMove>();
        steps = OneMethod(steps);
        foreach (var perOrder in steps.GroupBy(step => step.Order?.Id))
        {
            var kinds = perOrder.Select(step => step.Kind).Distinct().Order().ToList();
            if (Clash(kinds, rules) is { } clash)
                return RequestPlan.Ask($"For order {perOrder.Key}: {clash}") with { WantsToKnow = wantsToKnow };
            foreach (var kind in kinds)
            {
                var own = perOrder.Where(step => step.Kind == kind).ToList();
                if (own.Where(step => step.Method is not null).Select(step => step.Method).Distinct().Count() > 1)
                    return RequestPlan.Ask($"Which payment method shall be used for order {perOrder.Key}?") with { WantsToKnow = wantsToKnow };
                var move = MoveOf(kind, own);
                if (move is null)
                    return RequestPlan.Ask($"Two wishes for order {perOrder.Key} contradict each other. Which one shall it be?") with { WantsToKnow = wantsToKnow };
                moves.Add(new PlannedMove(move, perOrder.Key, string.Join("; ", own.Select(step => step.Why).Distinct()), own.Min(step => step.Confidence), own.Select(step => step.Quote).Distinct().ToList()));
            }
        }

        return new RequestPlan { Moves = moves, WantsToKnow = wantsToKnow, Confidence = moves.Count == 0 ? 0 : moves.Min(move => move.Confidence) };
    }

    // Where one wish names a method and another of the same call names none, the named one holds for both.
    private static List<Step> OneMethod(IReadOnlyList<Step> steps)
    {
        // A new way of paying for an order also pays what an edit of that order costs.
        var paying = steps.Where(step => step.Kind == StepKind.PayWith).GroupBy(step => step.Order?.Id).Where(group => group.Count() == 1).ToDictionary(group => group.Key!.Value, group => group.First().Method);
        steps = [.. steps.Select(step => step.Kind == StepKind.Edit && !step.IsMethodNamed && step.Order is { } order && paying.TryGetValue(order.Id, out var method) ? step with { Method = method } : step)];
        var named = steps.Where(step => step.IsMethodNamed).GroupBy(step => (step.Order?.Id, step.Kind)).ToDictionary(group => group.Key, group => group.Select(step => step.Method).Distinct().ToList());
        return [.. steps.Select(step => !step.IsMethodNamed && step.Method is not null && named.GetValueOrDefault((step.Order?.Id, step.Kind)) is [{ } only] ? step with { Method = only } : step)];
    }

    private static string? Clash(List<StepKind> kinds, ShopRules rules)
    {
        if (kinds.Contains(StepKind.Cancel) && kinds.Count > 1)
            return "shall it be cancelled or changed?";
        return rules.ReturnAndExchangeExclude && kinds.Contains(StepKind.Return) && kinds.Contains(StepKind.Exchange)
            ? "either a return or an exchange is possible, not both. Which one shall it be?"
            : null;
    }

    private static Move? MoveOf(StepKind kind, List<Step> steps) => kind switch
    {
        StepKind.Return => new Move.ReturnForRefund(Once(steps).Select(step => step.Line!.Id).ToList(), steps[0].Method),
        StepKind.Edit => Swaps(steps) is { } swaps ? new Move.EditItems(swaps, steps[0].Method) : null,
        StepKind.Exchange => Swaps(steps) is { } swaps ? new Move.Exchange(swaps, steps[0].Method) : null,
        StepKind.Cancel => steps.Select(step => step.Reason).Distinct().Count() == 1 ? new Move.CancelOrder(steps[0].Reason!) : null,
        StepKind.PayWith => steps.Count == 1 ? new Move.ChangePaymentMethod(steps[0].Method!.Value) : null,
        StepKind.ShipTo => steps.Select(step => step.Address).Distinct().Count() == 1 ? new Move.ChangeAddress(steps[0].Address!) : null,
        StepKind.Profile => steps.Select(step => step.Address).Distinct().Count() == 1 ? new Move.ChangeProfileAddress(steps[0].Address!) : null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // The same line named twice is one unit, unless the line has more.
    internal static List<Step> Once(IReadOnlyList<Step> steps) =>
        steps.GroupBy(step => step.Line!.Id).SelectMany(group => group.Take(Math.Max(1, group.First().Line!.Quantity))).ToList();

    private static List<ItemSwap>? Swaps(List<Step> steps)
    {
        foreach (var perLine in steps.GroupBy(step => step.Line!.Id))
        {
            if (perLine.Select(step => step.To!.Id).Distinct().Count() > Math.Max(1, perLine.First().Line!.Quantity))
                return null;
        }

        return Once(steps).Select(step => new ItemSwap(step.Line!.Id, step.To!.Id)).ToList();
    }
}
