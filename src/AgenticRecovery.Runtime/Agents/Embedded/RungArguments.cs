using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Agents;

/// <summary>The arguments a rung needs, taken from facts only. A rung whose facts are missing is not proposed.</summary>
internal static partial class RungArguments
{
    /// <summary>Null when the facts do not carry this move.</summary>
    public static Dictionary<string, object?>? Of(string move, RecoveryInput input, CaseWords words)
    {
        var order = input.Order;
        if (Tools.MoveTools.ByMove[move].ActsOnOrder && order is null)
            return null;
        var own = Own(move, input, words, order);
        if (own is null)
            return null;
        if (Tools.MoveTools.ByMove[move].ActsOnOrder)
            own["order_id"] = order!.Id.Value;
        own["why"] = Why(move, input);
        if (words.Newest is { } signal)
            own["evidence"] = new[] { signal.Id };
        return own;
    }

    private static Dictionary<string, object?>? Own(string move, RecoveryInput input, CaseWords words, Order? order) => move switch
    {
        nameof(Move.DoNothing) => [],
        nameof(Move.Reassure) => new() { ["about"] = About(input.Diagnosis.Mode) },
        nameof(Move.UpdatePromise) => words.NewDate(order, input.Now) is { } at ? new() { ["promise_at"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") } : null,
        nameof(Move.ProductGuidance) => input.Diagnosis.StatedReason is { } topic ? new() { ["topic"] = topic } : null,
        // A request for money, a change or a return is not answered by an explanation that explains nothing.
        nameof(Move.Explain) => HasStory(input.Diagnosis.Mode) ? new() { ["reason"] = About(input.Diagnosis.Mode) } : null,
        nameof(Move.AskCustomer) => Askable(input).Any() && !IsTold(input) ? new() { ["question"] = Question(input) } : null,
        nameof(Move.Decline) => DeclineReason(input, words) is { } reason ? new() { ["reason"] = reason } : null,
        nameof(Move.Apologise) => new() { ["fact"] = About(input.Diagnosis.Mode) },
        nameof(Move.ScheduleCallback) => new() { ["at"] = NextMorning(input.Now).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") },
        nameof(Move.RetryPayment) => RetryOf(order!, words),
        nameof(Move.SendPaymentLink) or nameof(Move.OfferOtherMethod) => order!.Paid < order.Total ? [] : null,
        nameof(Move.ReserveStock) or nameof(Move.StopShipment) or nameof(Move.WaitTogether) or nameof(Move.Expedite) or nameof(Move.AccelerateRefund) => [],
        nameof(Move.VerifyCustomer) => Askable(input).Any() && !words.Is(FactNames.StrongRisk) ? new() { ["question"] = Question(input) } : null,
        nameof(Move.ReleaseHold) => order!.HoldReason is not null && !words.Is(FactNames.StrongRisk) ? [] : null,
        nameof(Move.ChangeAddress) => words.SafeCorrection(order!.ShipTo) is { } to ? new() { ["to"] = to } : null,
        nameof(Move.HoldFulfilment) => new() { ["reason"] = About(input.Diagnosis.Mode) },
        nameof(Move.LocateStock) => Short(order!) is { } line ? new() { ["line_id"] = line.Id.Value } : null,
        // A substitute needs the customer's yes; without it the question comes first.
        nameof(Move.Substitute) => Short(order!) is { } line && words[FactNames.SubstituteVariant] is { } variant && words.Is("substituteAccepted")
            ? new() { ["line_id"] = line.Id.Value, ["variant_id"] = variant } : null,
        nameof(Move.SplitShipment) => Ready(order!) is { Count: > 0 } ready && ready.Count < order!.Lines.Count ? new() { ["line_ids"] = ready } : null,
        nameof(Move.CancelLine) => Short(order!) is { } line ? new() { ["line_id"] = line.Id.Value } : null,
        // "If it is not here by Friday, cancel it" is no cancellation yet, and "cancel only the mug" is none of the order.
        nameof(Move.CancelOrder) => input.Texts.Any(text => PlainSigns.CancelsOnCondition(text.Text) || (order!.Lines.Count > 1 && PartCancel.IsUttered(text.Text))) ? null : new() { ["reason"] = CancelReason(input, words) },
        nameof(Move.FixWithWarehouse) => new() { ["instructions"] = Warehouse(order!, words) },
        nameof(Move.ClaimWithCarrier) => Parcel(order!) is { } parcel ? new() { ["shipment_id"] = parcel.Id.Value } : null,
        // Which of several items is wrong only the customer's words say.
        nameof(Move.Replace) => AffectedLines(order!, words, words.Newest is null ? string.Join('\n', input.Texts.Where(text => text.IsIdentified).Select(text => text.Text)) : null) is { Count: > 0 } lines ? new() { ["line_ids"] = lines } : null,
        // With one unit there is no doubt what goes back; with more, the customer's words must say it.
        nameof(Move.ReturnForRefund) => input.Diagnosis.Mode == FailureMode.ReturnRequest && input.HasIdentifiedText && order!.Lines is [{ Quantity: 1 } only]
            ? new() { ["line_ids"] = new List<string> { only.Id.Value } } : null,
        nameof(Move.StoreCredit) or nameof(Move.LimitedIncentive) => new() { ["step"] = 1 },
        nameof(Move.PartialRefund) => RefundBasis(input, words) is { } basis ? new() { ["basis"] = basis } : null,
        nameof(Move.FullRefund) => FullBasis(words) is { } basis && !order!.Refundable.IsZero ? new() { ["basis"] = basis } : null,
        nameof(Move.HonourCode) => words.Is(FactNames.CodeValid) && words[FactNames.Code] is { } code ? new() { ["code"] = code } : null,
        nameof(Move.AnswerInquiry) or nameof(Move.SubmitEvidence) or nameof(Move.AcceptDispute) =>
            words[FactNames.DisputeId] is { } dispute ? new() { ["dispute_id"] = dispute } : null,
        // Reroute, swaps, profile and payment changes, refusals: only on the customer's own words, never from a ladder alone.
        _ => null,
    };

    /// <summary>
    /// Key of the sentence that refuses a wish for money off; null where the wish may have a ground that only a person can
    /// judge: a price, an amount or a code that no system looked up.
    /// </summary>
    private static string? DeclineReason(RecoveryInput input, CaseWords words)
    {
        if (input.Diagnosis.Mode != FailureMode.ConcessionRequest)
            return null;
        var text = string.Join('\n', input.Texts.Select(text => text.Text));
        if (words[FactNames.Code] is not null)
            return words[FactNames.CodeValid] is null ? null : "codeUnknown";
        // What everybody pays later changes no order, and nobody is paid for keeping quiet.
        if (MoneySigns.PriceFell(text))
            return "priceOfTheDay";
        if (MoneySigns.AsksShippingBack(text))
            return input.Order is { ShippingFee.IsZero: true } ? "shippingWasFree" : null;
        if (MoneySigns.Threatens(text))
            return "noGround";
        var said = input.Order is { } order ? string.Join(' ', input.Texts.Select(text => text.Text)).Replace(order.Id.Value, "", StringComparison.OrdinalIgnoreCase) : "";
        return said.Any(char.IsDigit) || CodeWord().IsMatch(said) ? null : "noGround";
    }

    [GeneratedRegex(@"\b(codes?|vouchers?|coupons?|gutschein\w*|rabattcode|bons?|cup[oó]n|c[oó]digo|vale|cupom)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CodeWord();

    /// <summary>The customer wrote an address or a number of it already: a person reads it, nobody asks them to write it again.</summary>
    private static bool IsTold(RecoveryInput input) => input.Diagnosis.Mode is FailureMode.AddressIssue or FailureMode.ChangeRequest && input.HasIdentifiedText
        && input.Texts.Where(text => text.IsIdentified)
            .Any(text => (input.Order is { } order ? text.Text.Replace(order.Id.Value, "", StringComparison.OrdinalIgnoreCase) : text.Text).Any(char.IsDigit));

    private static Dictionary<string, object?>? RetryOf(Order order, CaseWords words)
    {
        if (words.Is(FactNames.DoNotRetry) || words[FactNames.DeclineClass] is "hard" or "data" or "sca")
            return null;
        var failed = order.Payments.LastOrDefault(payment => payment.Status is not ("captured" or "paid" or "refunded"));
        // Visa allows at most 15 repeats in 30 days; see docs on payments. Far below it, a link is the better move.
        return failed is { Attempts: < 4 } ? new() { ["payment_method_id"] = failed.Method.Value } : null;
    }

    private static OrderLine? Short(Order order) =>
        order.Lines.FirstOrDefault(line => line.Allocated < line.Quantity) ?? (order.Lines is [var only] ? only : null);

    private static List<string> Ready(Order order) => [.. order.Lines.Where(line => line.Allocated >= line.Quantity).Select(line => line.Id.Value)];

    private static Shipment? Parcel(Order order) => order.Shipments.LastOrDefault(shipment => shipment.Status != "delivered") ?? (order.Shipments is [.., var last] ? last : null);

    /// <param name="said">The customer's words where they alone say what is wrong; null where a system does.</param>
    private static List<string> AffectedLines(Order order, CaseWords words, string? said)
    {
        if (words["lines"] is { } named)
        {
            var ids = named.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
            return ids.All(id => order.Lines.Any(line => line.Id.Value == id)) ? [.. ids] : [];
        }
        if (said is { Length: > 0 })
            return order.Lines.Count == 1 ? [order.Lines[0].Id.Value] : LineNames.In(said, order) is [var one] ? [one.Id.Value] : [];
        if (Parcel(order) is { Lines.Count: > 0 } parcel)
            return [.. parcel.Lines.Select(line => line.Value)];
        return order.Shipments.Count <= 1 ? [.. order.Lines.Select(line => line.Id.Value)] : [];
    }

    private static string CancelReason(RecoveryInput input, CaseWords words) => input.Diagnosis.Mode switch
    {
        FailureMode.PaymentFailure => "payment failed",
        FailureMode.InventoryMismatch => "out of stock",
        FailureMode.FulfilmentDelay => "too late",
        FailureMode.AddressIssue => "undeliverable",
        FailureMode.FraudHold => "fraud",
        _ => words.Newest?.Kind == SignalKind.OrderUnavailable ? "out of stock" : "no longer needed",
    };

    private static string? RefundBasis(RecoveryInput input, CaseWords words) => words.Newest?.Kind switch
    {
        SignalKind.ParcelDamaged => "damaged",
        SignalKind.ParcelLate or SignalKind.ParcelStalled or SignalKind.DispatchLate => "late_delivery",
        SignalKind.WarehouseFault => "wrong_item",
        _ => input.Diagnosis.Mode == FailureMode.FulfilmentDelay ? "late_delivery" : null,
    };

    private static string? FullBasis(CaseWords words) => words.Newest?.Kind switch
    {
        SignalKind.ParcelLost or SignalKind.ParcelMisdelivered or SignalKind.DeliveredNotReceived => "lost",
        SignalKind.ParcelStalled => "lost",
        SignalKind.ParcelDamaged => "damaged",
        SignalKind.OrderCancelled or SignalKind.OrderUnavailable => "cancelled",
        SignalKind.RefundStuck => "cancelled",
        _ => null,
    };

    private static string Warehouse(Order order, CaseWords words) =>
        $"Order {order.Id}: {words["fault"] ?? words["reason"] ?? "exception reported"}. Check the parcel against the lines ({string.Join(", ", order.Lines.Select(line => $"{line.Quantity} x {line.Name}"))}), put it right and hand it over.";

    private static string Question(RecoveryInput input)
    {
        var askable = Askable(input).ToList();
        // What is sold out cannot be sent again, so it is not offered either.
        if (askable.Contains("soldOut") && input.Ladder.Any(rung => rung is { Move: nameof(Move.Replace), Why: "the goods are out of stock" }))
            return input.Questions["soldOut"];
        return input.Questions[input.Diagnosis.Missing.FirstOrDefault(askable.Contains) ?? askable[0]];
    }

    /// <summary>What may be asked; nobody is asked which order they mean when the order is known.</summary>
    private static IEnumerable<string> Askable(RecoveryInput input) =>
        input.Questions.Keys.Where(key => input.Order is null || key != "order").Order(StringComparer.Ordinal);

    private static bool HasStory(FailureMode mode) => mode is not (FailureMode.ConcessionRequest or FailureMode.ReturnRequest
        or FailureMode.ChangeRequest or FailureMode.CancelRequest or FailureMode.Unclear);

    private static DateTimeOffset NextMorning(DateTimeOffset now)
    {
        var day = now.UtcDateTime.Date.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return new DateTimeOffset(day.AddHours(9), TimeSpan.Zero);
    }

    private static string Why(string move, RecoveryInput input)
    {
        var rung = input.Ladder.FirstOrDefault(step => step.Move == move);
        var cause = input.Diagnosis.RootCauses is [var first, ..] ? first.Tag : null;
        return $"{input.Diagnosis.Mode}{(cause is null ? "" : $" ({cause})")}: {move} is "
            + (rung is null ? "a word that is always allowed." : rung.IsChosen ? "the smallest move expected to work." : "the nearest smaller move that is still allowed.");
    }

    internal static string About(FailureMode mode) => mode switch
    {
        FailureMode.PaymentFailure => "the payment did not go through",
        FailureMode.FraudHold => "a short check before shipping",
        FailureMode.AddressIssue => "the delivery address could not be confirmed",
        FailureMode.InventoryMismatch => "an item is not available at the moment",
        FailureMode.SplitShipment => "the order travels in parts",
        FailureMode.FulfilmentDelay => "the order leaves later than planned",
        FailureMode.WarehouseException => "the order needs another check before it leaves",
        FailureMode.DeliveryException => "the parcel is delayed on its way",
        FailureMode.RefundFollowUp => "the state of the refund",
        FailureMode.DeliveryAnxiety => "where the order is now",
        FailureMode.ServiceFailure => "the service did not go as it should",
        FailureMode.Dispute => "the question about the payment",
        _ => "the state of the order",
    };
}
