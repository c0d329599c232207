using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Valuation;

/// <summary>
/// Fills in what a move gives and costs, from the order, the playbook's rung and the cost table; no amount ever comes from a
/// model's text. The order's own margin is not in the cost of a refund or cancellation: the odds of those rungs count it as
/// lost already. Costs: domain facts economics.md §8.
/// </summary>
public static class MovePricing
{
    /// <param name="rung">The playbook's rung of this move; null for a move off the ladder, which then has no concession step.</param>
    /// <param name="costs">In the situation's currency.</param>
    /// <exception cref="ArgumentException">A line or variant that the order or the situation does not know.</exception>
    public static MovePrice Of(Move move, Situation situation, Rung? rung, CostTable costs)
    {
        var price = Bare(move, situation, rung, costs);
        if (!MoveTraits.Of(move).TellsCustomer) return price;
        var contact = costs[CostNames.AutomatedContact];
        return price with { Cost = price.Cost + contact, Why = $"{price.Why}; message {contact}" };
    }

    /// <summary>The move with its amounts set from code, whatever the proposer wrote into them.</summary>
    public static Move WithAmounts(Move move, Situation situation, Rung? rung, CostTable costs) => move switch
    {
        Move.LimitedIncentive => new Move.LimitedIncentive(Incentive(situation, rung, 0, costs)),
        Move.StoreCredit => new Move.StoreCredit(CreditFor(situation, costs).Total),
        Move.PartialRefund partial => partial with { Amount = PartOf(partial.Amount, situation, rung, costs) },
        _ => move,
    };

    /// <summary>
    /// Amount of a concession step: share of the dearest line, at least the rung's floor, at most its ceiling and what is
    /// still refundable. Steps and bounds: service-recovery.md §4.
    /// </summary>
    /// <param name="step">0 for the first step.</param>
    public static Money Incentive(Situation situation, Rung? rung, int step, CostTable costs)
    {
        if (rung is null || rung.Steps.Count == 0 || situation.Order is not { Lines.Count: > 0 } order) return Zero(situation);
        var line = order.Lines.Select(l => l.UnitPrice.Times(l.Quantity)).Max();
        var amount = line.Times(rung.Steps[Math.Clamp(step, 0, rung.Steps.Count - 1)]);
        if (costs.InThis(rung.Floor) is { } floor) amount = Money.Max(amount, floor);
        if (costs.InThis(rung.Ceiling) is { } ceiling) amount = Money.Min(amount, ceiling);
        return Money.Max(Money.Min(amount, order.Refundable), Zero(situation));
    }

    private static MovePrice Bare(Move move, Situation situation, Rung? rung, CostTable costs) => move switch
    {
        Move.DoNothing => Words(situation, "nothing is done"),
        Move.Reassure or Move.UpdatePromise or Move.ProductGuidance or Move.Explain or Move.Decline or Move.AskCustomer
            or Move.Apologise or Move.VerifyCustomer => Words(situation, "words only"),
        Move.ScheduleCallback => Work(situation, costs, CostNames.HumanContact, "a person calls"),
        Move.EscalateTo task => Work(situation, costs, task.Owner == "risk" ? CostNames.FraudReview : CostNames.HumanContact, $"a person of {task.Owner} works on it"),
        Move.RetryPayment => Work(situation, costs, CostNames.RetryFee, "one more authorisation attempt"),
        Move.SendPaymentLink or Move.OfferOtherMethod or Move.ChangePaymentMethod or Move.ReserveStock or Move.ReleaseHold
            or Move.ChangeAddress or Move.ChangeProfileAddress or Move.HoldFulfilment or Move.WaitTogether => Words(situation, "a change in the shop, no money"),
        Move.StopShipment => situation.Order?.Status is OrderStatus.Packing
            ? Work(situation, costs, CostNames.PullParcel, "the packed parcel is pulled")
            : Words(situation, "not packed yet"),
        Move.Reroute => HasLeft(situation) ? Work(situation, costs, CostNames.Intercept, "carrier intercept") : Words(situation, "not handed over yet"),
        Move.LocateStock or Move.FixWithWarehouse or Move.ClaimWithCarrier => Work(situation, costs, CostNames.WarehouseTask, "warehouse work"),
        Move.Substitute substitute => Substituted(substitute, situation, costs),
        Move.SplitShipment => Extra(situation, Shipping(situation, costs) + costs[CostNames.Packing], "one more parcel"),
        Move.CancelLine cancel => Refunded(Money.Min(LineTotal(Line(cancel.Line, situation)), Refundable(situation)), situation, costs, "line cancelled"),
        Move.CancelOrder => Refunded(Refundable(situation), situation, costs, "order cancelled"),
        Move.EditItems edit => Swapped(edit.Swaps, situation, Zero(situation), "edit before shipping"),
        Move.Expedite => Work(situation, costs, CostNames.ExpediteExtra, "faster carrier"),
        Move.Replace replace => Replaced(replace.Lines, situation, costs),
        Move.Exchange exchange => Swapped(exchange.Swaps, situation,
            ReturnOf([.. exchange.Swaps.Select(s => s.Line)], situation, costs) + Shipping(situation, costs) + costs[CostNames.Packing], "return and new parcel"),
        Move.ReturnForRefund back => ReturnRefund(back.Lines, situation, costs),
        Move.StoreCredit => Credited(situation, costs),
        Move.PartialRefund partial => GivenAway(PartOf(partial.Amount, situation, rung, costs), "partial refund"),
        Move.FullRefund => Refunded(Refundable(situation), situation, costs, "all that is refundable"),
        Move.AccelerateRefund => Work(situation, costs, CostNames.Approval, "finance pushes a refund that is owed"),
        Move.HonourCode => GivenAway(Money.Min(CodeValue(situation), Refundable(situation)), "value of the code"),
        Move.LimitedIncentive incentive => GivenAway(Bounded(incentive.Amount, situation, rung, costs), "concession step"),
        Move.AnswerInquiry => Work(situation, costs, CostNames.WarehouseTask, "an answer with the record"),
        Move.SubmitEvidence => Evidence(situation, rung, costs),
        Move.AcceptDispute => new MovePrice(Refundable(situation), Zero(situation), "the disputed amount is given up; it is in the odds"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static MovePrice Words(Situation situation, string why) => new(Zero(situation), Zero(situation), why);

    private static MovePrice Work(Situation situation, CostTable costs, string cost, string why) =>
        new(Zero(situation), costs[cost], $"{why} {costs[cost]}");

    private static MovePrice Extra(Situation situation, Money cost, string why) => new(Zero(situation), cost, $"{why} {cost}");

    private static MovePrice GivenAway(Money amount, string why) => new(amount, amount, $"{why} {amount}");

    // Providers keep their fee when money goes back (economics.md §1 [U]).
    private static MovePrice Refunded(Money amount, Situation situation, CostTable costs, string why)
    {
        var fee = situation.Order is { } order && amount.Minor > 0 ? ContributionMargin.PaymentFeeOn(amount, order.ShipTo.Country, costs) : Zero(situation);
        return new MovePrice(amount, fee, $"{why}: {amount} back, payment fee {fee} stays lost");
    }

    private static MovePrice Substituted(Move.Substitute move, Situation situation, CostTable costs)
    {
        var line = Line(move.Line, situation);
        var by = VariantOf(move.By, situation);
        // The customer never pays more (delivery.md §8); a cheaper substitute gives the difference back.
        var difference = (line.UnitPrice - by.Price).Times(line.Quantity);
        var back = Money.Max(difference, Zero(situation));
        var dearer = Money.Max(-difference, Zero(situation)).Times(costs.Share("goodsShare", line.Category));
        return new MovePrice(Money.Min(back, Refundable(situation)), dearer, $"price difference {back} back, dearer goods {dearer}");
    }

    private static MovePrice Swapped(IReadOnlyList<ItemSwap> swaps, Situation situation, Money handling, string why)
    {
        var back = Zero(situation);
        foreach (var swap in swaps) back += Line(swap.Line, situation).UnitPrice - VariantOf(swap.To, situation).Price;
        var given = Money.Min(Money.Max(back, Zero(situation)), Refundable(situation));
        return new MovePrice(given, handling, $"{why} {handling}; price difference {back} (positive goes back)");
    }

    private static MovePrice Replaced(IReadOnlyList<LineId> lines, Situation situation, CostTable costs)
    {
        var (value, goods) = (Zero(situation), Zero(situation));
        foreach (var id in lines)
        {
            value += LineTotal(Line(id, situation));
            goods += ContributionMargin.GoodsOf(Line(id, situation), costs);
        }
        var parcel = Shipping(situation, costs) + costs[CostNames.Packing];
        return new MovePrice(value, goods + parcel, $"goods {goods} and a parcel {parcel}");
    }

    private static MovePrice ReturnRefund(IReadOnlyList<LineId> lines, Situation situation, CostTable costs)
    {
        var value = Zero(situation);
        foreach (var id in lines) value += LineTotal(Line(id, situation));
        var refund = Refunded(Money.Min(value, Refundable(situation)), situation, costs, "return");
        var handling = ReturnOf(lines, situation, costs);
        return refund with { Cost = refund.Cost + handling, Why = $"{refund.Why}; return label, handling and write-down {handling}" };
    }

    private static Money ReturnOf(IReadOnlyList<LineId> lines, Situation situation, CostTable costs)
    {
        var total = costs[CostNames.ReturnHandling];
        foreach (var line in lines.Distinct().Select(id => Line(id, situation)))
            total += ContributionMargin.GoodsOf(line, costs).Times(costs.Share("writeDown", line.Category));
        return total;
    }

    private static MovePrice Credited(Situation situation, CostTable costs)
    {
        var (owed, bonus, _) = CreditFor(situation, costs);
        var handling = situation.Order is { } order && owed.Minor > 0 ? ReturnOf([.. order.Lines.Select(l => l.Id)], situation, costs) : Zero(situation);
        return new MovePrice(owed + bonus, bonus + handling, $"credit {owed} instead of money, bonus {bonus}, return {handling}");
    }

    // Bonus 5.00 from 40.00 on, below what a refund itself would cost (returns.md §4, assumption).
    private static (Money Owed, Money Bonus, Money Total) CreditFor(Situation situation, CostTable costs)
    {
        var owed = Refundable(situation);
        var bonus = owed >= costs[CostNames.CreditBonusFrom] ? costs[CostNames.CreditBonus] : Zero(situation);
        return (owed, bonus, owed + bonus);
    }

    // Contest if p·amount > (1−p)·counter fee + handling (disputes.md §7): the fee comes back on a win.
    private static MovePrice Evidence(Situation situation, Rung? rung, CostTable costs)
    {
        var lose = 1 - (rung?.OddsFor(situation.Cause).Mean ?? 0);
        var fee = costs[CostNames.DisputeCounterFee].Times(lose);
        var pack = costs[CostNames.DisputePack];
        return new MovePrice(Zero(situation), pack + fee, $"evidence pack {pack}, counter fee when lost {fee}");
    }

    // Off the ladder there is no step, so no amount: a model's number alone is worth nothing.
    private static Money Bounded(Money asked, Situation situation, Rung? rung, CostTable costs)
    {
        var largest = Incentive(situation, rung, (rung?.Steps.Count ?? 1) - 1, costs);
        return Money.Min(Money.Max(asked, Zero(situation)), largest);
    }

    // On a ladder with steps the amount lies between the first and the last step; elsewhere it is bounded by what is refundable.
    private static Money PartOf(Money asked, Situation situation, Rung? rung, CostTable costs)
    {
        var wanted = Money.Min(Money.Max(asked, Zero(situation)), Refundable(situation));
        if (rung is null || rung.Steps.Count == 0) return wanted;
        return Money.Max(Money.Min(wanted, Incentive(situation, rung, rung.Steps.Count - 1, costs)), Incentive(situation, rung, 0, costs));
    }

    private static Money CodeValue(Situation situation) =>
        decimal.TryParse(situation.Fact(FactNames.CodeValue), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && decimal.Round(value, situation.Currency.Exponent) == value
            ? Money.FromDecimal(value, situation.Currency)
            : Zero(situation);

    private static Money Refundable(Situation situation) =>
        situation.Order is { } order ? Money.Max(order.Refundable, Zero(situation)) : Zero(situation);

    private static Money Shipping(Situation situation, CostTable costs) =>
        ContributionMargin.ShippingTo(situation.Order?.ShipTo.Country ?? "", costs);

    private static bool HasLeft(Situation situation) => situation.Order?.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped or OrderStatus.Delivered;

    private static Money LineTotal(OrderLine line) => line.UnitPrice.Times(line.Quantity);

    private static OrderLine Line(LineId id, Situation situation) => situation.Order?.Lines.FirstOrDefault(line => line.Id == id)
        ?? throw new ArgumentException($"The order has no line '{id}'.");

    private static Variant VariantOf(VariantId id, Situation situation) => situation.Variants.TryGetValue(id, out var variant)
        ? variant
        : throw new ArgumentException($"Variant '{id}' is not among those of this case.");

    private static Money Zero(Situation situation) => Money.Zero(situation.Currency);
}
