using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Triage;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Agents;

/// <summary>The triage of the playbook model: facts of systems first, then the customer's words, else "Unclear".</summary>
internal static class PlaybookTriage
{
    public static Diagnosis Judge(TriageInput input, bool isWatchful = true)
    {
        var words = new CaseWords(input.Signals, input.Facts);
        var texts = input.Texts.Where(text => text.Source is "customer" or "ticket").ToList();
        var said = texts.Count == 0 ? null : TextTriage.Read(string.Join('\n', texts.Select(text => text.Text)));
        var (mode, confidence, causes) = Mode(input, words, said);
        var phrase = isWatchful ? texts.Select(text => Suspicion.In(text.Text)).FirstOrDefault(found => found is not null) : null;
        var grave = GraveTexts.Of(texts);
        var missing = Missing(mode, input, words, phrase);
        var outside = texts.Select(text => OutsideMatter.In(text.Text, mode, input.Order)).FirstOrDefault(why => why is not null);
        if (outside is not null)
            missing.Insert(0, outside);
        if (grave is { } matter)
            missing.Insert(0, GraveMatters.Why(matter));
        return new Diagnosis
        {
            Mode = mode,
            Confidence = phrase is null ? confidence : Math.Min(confidence, 0.5m),
            Fixability = phrase is not null || grave is not null || outside is not null ? Fixability.NeedsPerson : FixabilityOf(mode, input, words),
            RootCauses = causes,
            StatedReason = texts.Count == 0 ? null : FirstSentence(texts[^1].Text),
            Missing = missing,
            Recoverability = Recoverability(mode, words),
            Urgency = Urgency(input),
            Severity = Severity(mode, words),
            Frustration = texts.Count == 0 ? 0 : Frustration.Of(string.Join('\n', texts.Select(text => text.Text))),
            PromiseSensitivity = input.Order?.PromisedAt is { } promised && promised - input.Now < TimeSpan.FromDays(2) ? 0.8m : 0.3m,
            ReturnPropensity = mode == FailureMode.ReturnRequest ? 1m : 0.15m,
            Language = said?.Language ?? texts.LastOrDefault()?.Language ?? input.Signals.LastOrDefault(signal => signal.Language is not null)?.Language ?? input.Customer?.Language ?? "en",
        };
    }

    private static (FailureMode, decimal, IReadOnlyList<RootCause>) Mode(TriageInput input, CaseWords words, TextReading? said)
    {
        if (words.Newest is { } signal && (signal.Mode ?? SignalKinds.ModeOf(signal.Kind)) is { } told)
        {
            // A clear wish of the customer outweighs what a system reported about the same order.
            if (said is { Confidence: >= 0.8m } && said.Mode is FailureMode.CancelRequest or FailureMode.ReturnRequest or FailureMode.Dispute or FailureMode.ChangeRequest)
                return (said!.Mode, Math.Min(said.Confidence, 0.9m), [new RootCause(Tag(signal, words), signal.Kind.ToString(), 0.9m)]);
            return (told, 0.95m, [new RootCause(Tag(signal, words), signal.Kind.ToString(), 0.95m)]);
        }
        if (said is null)
            return (FailureMode.Unclear, 0.3m, []);
        if (PlainReading.Of(Said(input), input, said, words) is { } plain)
            return (plain.Mode, plain.Confidence, plain.Mode is FailureMode.Unclear ? [] : [new RootCause(plain.Tag, said.Evidence, plain.Confidence)]);
        // Talk of prices makes a swap sound like a wish for money off; a stated swap without such a wish is a request.
        if (said.Mode == FailureMode.ConcessionRequest && IsEnglish(said) && SpokenWish.ModeOf(Said(input)) is { } stated)
            return (stated, Math.Min(said.Confidence, 0.8m), [new RootCause("customer." + Kebab(stated), said.Evidence, 0.8m)]);
        var (mode, why) = AgainstFacts(said.Mode, input);
        if (mode == FailureMode.Unclear)
            return (mode, said.Confidence, []);
        return (mode, said.Confidence, [new RootCause(why, said.Evidence, said.Confidence)]);
    }

    private static string Said(TriageInput input) => string.Join('\n', input.Texts.Where(text => text.Source is "customer" or "ticket").Select(text => text.Text));

    private static bool IsEnglish(TextReading said) => said.Language is null || said.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the order really shows decides between worry, delay and exception.</summary>
    private static (FailureMode Mode, string Tag) AgainstFacts(FailureMode said, TriageInput input)
    {
        if (input.Order is not { } order)
            return (said, "customer." + Kebab(said));
        var isLate = order.PromisedAt is { } promised && promised < input.Now && order.DeliveredAt is null;
        var lastScan = order.Shipments.Max(shipment => shipment.LastScanAt);
        // Domestic parcels without a scan for five days rarely move on by themselves; see the delivery playbook.
        var isStalled = order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped && lastScan is { } at && input.Now - at > TimeSpan.FromDays(5);
        return said switch
        {
            FailureMode.DeliveryAnxiety when order.Shipments.Count == 0 && isLate && order.Status is OrderStatus.Open or OrderStatus.Packing
                => (FailureMode.FulfilmentDelay, "warehouse.not-shipped"),
            FailureMode.DeliveryAnxiety when isLate || isStalled => (FailureMode.DeliveryException, isStalled ? "carrier.no-scan" : "carrier.late"),
            FailureMode.FulfilmentDelay when order.Shipments.Count > 0 && !isLate && !isStalled => (FailureMode.DeliveryAnxiety, "customer.worry"),
            FailureMode.DeliveryException when order.Status == OrderStatus.Delivered => (said, "carrier.delivered-not-received"),
            FailureMode.CancelRequest when order.Status == OrderStatus.Delivered => (FailureMode.ReturnRequest, "customer.wants-out-after-delivery"),
            FailureMode.ReturnRequest when input.Texts.Select(text => PlainSigns.FaultIn(text.Text)).FirstOrDefault(found => found is not null) is { } fault => (said, fault),
            _ => (said, "customer." + Kebab(said)),
        };
    }

    /// <summary>From here on a person decides all goodwill, as the default book's rule "goodwill.abuse" says.</summary>
    private const decimal GoodwillEnds = 0.7m;

    // Where a playbook has a question of this key, it is the one to ask.
    private static List<string> Missing(FailureMode mode, TriageInput input, CaseWords words, string? phrase)
    {
        var missing = new List<string>();
        if (phrase is not null)
            missing.Add("a person's look: a text tries to give instructions");
        if (input.Order is null && mode != FailureMode.Unclear)
            missing.Add("order");
        if (input.Customer is null)
            missing.Add("customer");
        if (words.Newest?.Kind == SignalKind.ParcelDamaged && words[Valuation.FactNames.Photos] is null)
            missing.Add("photos");
        if (words.Newest?.Kind == SignalKind.DeliveredNotReceived && !words.Is(Valuation.FactNames.LookedAround) && !input.Texts.Any(text => PlainSigns.LookedAround(text.Text)))
            missing.Add("lookAround");
        if (words.Newest is null && mode is FailureMode.DeliveryException && input.Order?.Status is OrderStatus.Delivered && input.Texts.Any(text => FitSigns.HasCome(text.Text)) && !input.Texts.Any(text => FitSigns.ShowsPhoto(text.Text)))
            missing.Add("photos");
        if (mode is FailureMode.DeliveryException && input.Order?.Shipments is [.., { Status: "returned" or "return_to_sender" }])
            missing.Add("returned");
        if (mode is FailureMode.SplitShipment && new Valuation.Situation { Mode = mode, Now = input.Now, Facts = words.All }.IsNeverComing)
            missing.Add("restGone");
        return missing;
    }

    private static Fixability FixabilityOf(FailureMode mode, TriageInput input, CaseWords words) => mode switch
    {
        FailureMode.FraudHold when words.Is(Valuation.FactNames.StrongRisk) => Fixability.NeedsPerson,
        // Parcels that vanish again and again at one customer are no question for the neighbours.
        FailureMode.DeliveryException when words.Newest?.Kind == SignalKind.DeliveredNotReceived
            && (words["firstClaim"] is "false" || input.Customer is { AbuseRisk: >= GoodwillEnds }) => Fixability.NeedsPerson,
        FailureMode.Unclear => Fixability.NeedsCustomerDecision,
        FailureMode.InventoryMismatch or FailureMode.AddressIssue or FailureMode.SplitShipment => Fixability.NeedsCustomerDecision,
        FailureMode.PaymentFailure when words[Valuation.FactNames.DeclineClass] is "hard" or "data" or "sca" => Fixability.NeedsCustomerDecision,
        FailureMode.CancelRequest when input.Order?.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold => Fixability.MustCancel,
        _ => Fixability.FixableNow,
    };

    private static string Tag(Signal signal, CaseWords words) => signal.Kind switch
    {
        SignalKind.PaymentFailed => "payment." + (words[Valuation.FactNames.DeclineClass] ?? "declined"),
        SignalKind.PaymentReview => "payment.review",
        SignalKind.CaptureDue => "payment.capture-due",
        SignalKind.FraudHeld => "fraud.review",
        SignalKind.AddressInvalid => "address.invalid",
        SignalKind.StockMissing => "stock.missing",
        SignalKind.OrderUnavailable => "stock.unavailable",
        SignalKind.PartAvailable => "stock.part",
        SignalKind.DispatchLate => "warehouse.late-dispatch",
        SignalKind.WarehouseFault => "warehouse.fault",
        SignalKind.ParcelLate => "carrier.late",
        SignalKind.ParcelStalled => "carrier.no-scan",
        SignalKind.ParcelLost => "carrier.lost",
        SignalKind.ParcelDamaged => "carrier.damaged",
        SignalKind.ParcelMisdelivered => "carrier.misdelivered",
        SignalKind.DeliveredNotReceived => "carrier.delivered-not-received",
        SignalKind.DisputeOpened => "payment.dispute",
        SignalKind.RefundStuck => "payment.refund-stuck",
        SignalKind.ReviewLow => "service.low-rating",
        SignalKind.OrderCancelled => "order.cancelled",
        SignalKind.CustomerMessage => "customer.message",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Rough shares of orders that can still be saved; assumptions until learning replaces them.
    private static decimal Recoverability(FailureMode mode, CaseWords words) => mode switch
    {
        FailureMode.DeliveryAnxiety => 0.95m,
        FailureMode.PaymentFailure => words[Valuation.FactNames.DeclineClass] is "hard" ? 0.35m : 0.6m,
        FailureMode.CancelRequest => 0.25m,
        FailureMode.Dispute => 0.3m,
        FailureMode.InventoryMismatch => 0.5m,
        FailureMode.ReturnRequest => 0.4m,
        FailureMode.Unclear => 0.3m,
        _ => 0.7m,
    };

    private static decimal Urgency(TriageInput input)
    {
        var cliffs = new[] { input.Order?.CutoffAt, input.Order?.PromisedAt }.Where(at => at > input.Now).Select(at => at!.Value - input.Now).ToList();
        if (cliffs.Count == 0)
            return 0.5m;
        var hours = (decimal)cliffs.Min().TotalHours;
        return hours <= 4 ? 1m : hours <= 24 ? 0.8m : hours <= 72 ? 0.5m : 0.3m;
    }

    private static decimal Severity(FailureMode mode, CaseWords words) => words.Newest?.Kind switch
    {
        SignalKind.ParcelLost or SignalKind.DeliveredNotReceived or SignalKind.DisputeOpened => 0.9m,
        SignalKind.ParcelDamaged or SignalKind.ParcelMisdelivered => 0.8m,
        _ => mode switch
        {
            FailureMode.DeliveryAnxiety => 0.1m,
            FailureMode.ServiceFailure or FailureMode.DeliveryException or FailureMode.InventoryMismatch => 0.6m,
            _ => 0.4m,
        },
    };

    private static string FirstSentence(string text)
    {
        var end = text.AsSpan().IndexOfAny('.', '!', '?');
        var sentence = (end > 0 ? text[..(end + 1)] : text).Trim();
        return sentence.Length <= 200 ? sentence : sentence[..200];
    }

    private static string Kebab(FailureMode mode) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(mode.ToString());
}
