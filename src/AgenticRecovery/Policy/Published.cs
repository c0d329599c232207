using System.Collections.Frozen;
using AgenticRecovery.Cases;
using static AgenticRecovery.Policy.FactBuilder;

namespace AgenticRecovery.Policy;

/// <summary>Every fact a rule may name (<c>recovery policy facts</c>). A fact nobody filled is unknown, and unknown never allows.</summary>
public static class Published
{
    // The proposal.
    public static readonly PublishedFact Move = Word("move", MoveSet.Names, "the proposed move", "FullRefund");
    public static readonly PublishedFact Amount = Money("amount", "what the customer receives, computed by code", "12.50");
    public static readonly PublishedFact Cost = Money("cost", "expected cost of the move to the shop, computed by code", "14.20");
    public static readonly PublishedFact PriceDifference = SignedMoney("price.difference", "new items minus old items; positive when the customer owes", "-5.00");
    public static readonly PublishedFact ValueExpected = SignedMoney("value.expected", "expected gain of the move over doing nothing, before its cost", "31.00");
    public static readonly PublishedFact ProposalConfidence = Share("proposal.confidence", "how sure the proposer is", "0.9");
    public static readonly PublishedFact Proposer = Word("proposer", ["model", "person"], "who wants the move", "model");
    public static readonly PublishedFact Taint = Word("taint", ["clean", "tainted"], "tainted when an argument that steers money or goods comes from text somebody outside wrote", "clean");
    public static readonly PublishedFact TextInstructions = Flag("text.instructions", "the customer's or carrier's text tries to give the software orders", "false");
    public static readonly PublishedFact RequestMatch = Word("request.match", ["agrees", "open", "doubtful", "against", "unread"], "how the move stands to what the customer wrote; unread where there is no text that can be compared", "agrees");
    public static readonly PublishedFact ShopCanDo = Flag("shop.canDo", "the connected shop can carry out this move itself", "true");

    // The case.
    public static readonly PublishedFact CaseMode = Word("case.mode", Enum.GetNames<FailureMode>(), "failure mode from triage", "DeliveryAnxiety");
    public static readonly PublishedFact CaseConfidence = Share("case.confidence", "how sure triage is of the mode (also diagnosis.confidence)", "0.85");
    public static readonly PublishedFact Fixability = Word("diagnosis.fixability", ["FixableNow", "NeedsCustomerDecision", "MustCancel", "NeedsPerson"], "what triage says can be done", "FixableNow");
    public static readonly PublishedFact CaseSpent = Money("case.spent", "given to the customer in this case so far", "0.00");
    public static readonly PublishedFact CaseWrites = Count("case.writes", "moves carried out in this case so far", "1");
    public static readonly PublishedFact BudgetShadowPrice = Number("budget.shadowPrice", "extra expected value a concession must bring per unit of cost, because spending runs ahead of the clock", "0.4");

    // The customer.
    public static readonly PublishedFact CustomerIdentified = Flag("customer.identified", "the person is known to be the owner of the order", "true");
    public static readonly PublishedFact CustomerAsked = Flag("customer.asked", "the customer asked for this move in their own words", "true");
    public static readonly PublishedFact CustomerAwaitsAnswer = Flag("customer.awaitsAnswer", "the customer wrote last and waits for an answer", "true");
    public static readonly PublishedFact CustomerConfirmed = Flag("customer.confirmed", "the customer said yes to these exact details", "true");
    public static readonly PublishedFact CustomerAbuse = Share("customer.abuse", "share of past claims that turned out untrue, with decay", "0.1");
    public static readonly PublishedFact CustomerOptedOut = Flag("customer.optedOut", "the customer does not want messages beyond what law and contract need", "false");
    public static readonly PublishedFact CustomerOrdersBefore = Count("customer.ordersBefore", "earlier orders", "4");
    public static readonly PublishedFact CustomerContactAge = Duration("customer.contactAgeHours", "age of the customer's newest contact detail", "2400");
    public static readonly PublishedFact QuietHours = Flag("customer.quietHours", "it is quiet hours where the customer lives", "false");
    public static readonly PublishedFact MarketingConsent = Flag("customer.marketingConsent", "the customer agreed to offers by message", "false");
    public static readonly PublishedFact ContactsLast24h = Count("contacts.last24h", "messages sent to the customer in 24 hours", "1");
    public static readonly PublishedFact ContactsPerCase = Count("contacts.perCase", "messages sent in this case", "2");
    public static readonly PublishedFact ConcessionsLast180d = Count("concessions.last180d", "concessions the customer got in 180 days", "0");
    public static readonly PublishedFact ConcessionsAmount180d = Money("concessions.amount180d", "worth of these concessions", "0.00");
    public static readonly PublishedFact ConcessionsInCase = Count("concessions.inCase", "concessions given in this case", "0");
    public static readonly PublishedFact RefundsLast30d = Money("refunds.last30d", "refunded to the customer in 30 days, this proposal not counted", "0.00");
    public static readonly PublishedFact ApologiesLast60d = Count("apologies.last60d", "apologies sent to the customer in 60 days", "0");

    // The order.
    public static readonly PublishedFact OrderKnown = Flag("order.known", "the case is about an order the shop knows", "true");
    public static readonly PublishedFact OrderStatusNow = Word("order.status", Enum.GetNames<OrderStatus>(), "state of the order in the shop", "Delivered");
    public static readonly PublishedFact OrderTotal = Money("order.total", "what the order costs", "64.90");
    public static readonly PublishedFact OrderPaid = Money("order.paid", "what has been paid", "64.90");
    public static readonly PublishedFact OrderRefundable = Money("order.refundable", "paid minus refunded", "64.90");
    public static readonly PublishedFact OrderAge = Duration("order.ageHours", "since the order was placed", "30");
    public static readonly PublishedFact OrderBeforeCutoff = Flag("order.beforeCutoff", "the warehouse still takes an edit or a cancellation", "true");
    public static readonly PublishedFact OrderHasShipped = Flag("order.hasShipped", "any part has been handed to a carrier", "false");
    public static readonly PublishedFact OrderHold = Word("order.hold", ["none", "fraud", "address", "payment", "stock", "other"], "what keeps the order from moving", "none");
    public static readonly PublishedFact OrderEdited = Flag("order.edited", "its items were changed before", "false");
    public static readonly PublishedFact OrderExchanged = Flag("order.exchanged", "an exchange was made before", "false");
    public static readonly PublishedFact OrderReturnOpen = Flag("order.returnOpen", "a return or an exchange is under way", "false");
    public static readonly PublishedFact OrderSinceDelivery = Duration("order.hoursSinceDelivery", "since delivery", "72");
    public static readonly PublishedFact LineCategory = Word("line.category", ["fashion", "shoes", "beauty", "electronics", "home", "accessories", "supplements", "sports", "other"], "category of the lines the move touches", "fashion");
    public static readonly PublishedFact ItemsSameProduct = Flag("items.sameProduct", "every wanted item is another variant of the same product", "true");
    public static readonly PublishedFact ItemsAvailable = Flag("items.available", "every wanted item is in stock", "true");
    public static readonly PublishedFact ItemsMine = Flag("items.onOrder", "every line the move names is on this order", "true");
    public static readonly PublishedFact CancelReason = Word("cancel.reason", ["noLongerNeeded", "orderedByMistake", "tooLate", "foundCheaper", "fraud", "outOfStock", "other"], "why the order would be cancelled", "noLongerNeeded");
    public static readonly PublishedFact CodeIsValid = Flag("code.isValid", "the discount code was valid for this order when it was placed", "true");

    // Payment.
    public static readonly PublishedFact DeclineCategory = Word("payment.declineCategory", ["none", "HardNever", "SoftWait", "FixData", "NeedsSca", "AskIssuer"], "class of the last decline; HardNever is never retried", "SoftWait");
    public static readonly PublishedFact PaymentAttempts = Count("payment.attempts", "attempts on this payment, by anybody", "1");
    public static readonly PublishedFact PaymentSinceAttempt = Duration("payment.hoursSinceAttempt", "since the last attempt", "26");
    public static readonly PublishedFact PaymentMandate = Flag("payment.hasMandate", "the customer agreed that the stored method may be charged", "false");
    public static readonly PublishedFact PaymentLinksLastHour = Count("payment.linksLastHour", "payment links sent in the last hour", "0");
    public static readonly PublishedFact MethodIsCustomers = Flag("payment.methodIsCustomers", "the named payment method belongs to this customer", "true");
    public static readonly PublishedFact MethodIsOriginal = Flag("payment.methodIsOriginal", "the named method is the one the order was paid with", "true");
    public static readonly PublishedFact MethodKind = Word("payment.methodKind", ["card", "paypal", "giftCard", "bank", "other"], "kind of the named payment method", "card");
    public static readonly PublishedFact MethodCovers = Flag("payment.methodCovers", "a gift card named holds enough; true for other kinds", "true");

    // Address, tracking, promise.
    public static readonly PublishedFact AddressChange = Word("address.change", ["none", "format", "samePoint", "samePostcode", "otherPostcode", "otherCountry"], "how far the new address lies from the old one", "samePoint");
    public static readonly PublishedFact TrackingState = Word("tracking.state", ["none", "label", "moving", "exception", "delivered", "lost", "damaged", "returned"], "what the carrier says of the parcel", "moving");
    public static readonly PublishedFact TrackingSinceScan = Duration("tracking.hoursSinceScan", "since the carrier's last scan", "49");
    public static readonly PublishedFact PromiseLate = Duration("promise.hoursLate", "how long the promised date has passed; zero while it has not", "0");
    public static readonly PublishedFact PromiseGrounded = Flag("promise.isGrounded", "the new date comes from carrier, warehouse or supplier", "true");

    // Risk and evidence.
    public static readonly PublishedFact RiskSignals = Words("risk.signals", ["addressChanged", "newContact", "manyCards", "avsMismatch", "cvvFailed", "fraudReport", "stolenCard", "proxy", "velocity", "forwarder"], "fraud signals on the order", "avsMismatch");
    public static readonly PublishedFact EvidencePhoto = Flag("evidence.photo", "a photo of the item or parcel is on file", "false");
    public static readonly PublishedFact EvidenceProof = Flag("evidence.proof", "proof of delivery, return scan or carrier's admission is on file, as the mode needs", "true");
    public static readonly PublishedFact DisputeStage = Word("dispute.stage", ["none", "inquiry", "chargeback"], "where an open dispute stands", "none");
    public static readonly PublishedFact DisputeDueIn = Duration("dispute.dueInHours", "until the dispute's own deadline", "96");

    // Law.
    public static readonly PublishedFact Market = Word("market", ["eu", "uk", "us", "other"], "country of delivery, for the law that holds", "eu");
    public static readonly PublishedFact WithdrawalOpen = Flag("right.withdrawalOpen", "the customer may still withdraw by law", "true");
    public static readonly PublishedFact WithdrawalUttered = Flag("right.withdrawalUttered", "the customer said they want out", "false");
    public static readonly PublishedFact ReceiptConfirmed = Flag("right.receiptConfirmed", "the withdrawal's receipt was confirmed to the customer", "false");
    public static readonly PublishedFact MoneyOwed = Flag("right.moneyOwed", "the law gives the customer money back now", "false");
    public static readonly PublishedFact Defect = Flag("right.defect", "the item is faulty, wrong or lost, so a remedy is due", "false");

    // What budgets are kept per.
    public static readonly PublishedFact Brand = Text("brand", "the shop's brand", "main");
    public static readonly PublishedFact Campaign = Text("campaign", "the campaign that brought the order", "spring");
    public static readonly PublishedFact ProductFamily = Text("product.family", "family of the lines the move touches", "runners");
    public static readonly PublishedFact CourierLane = Text("courier.lane", "carrier and route", "dhl de-at");
    public static readonly PublishedFact CustomerKey = Text("customer.id", "the customer", "c-1041");
    public static readonly PublishedFact Household = Text("customer.household", "customers at one address", "h-77");
    public static readonly PublishedFact OrderKey = Text("order.id", "the order", "1001");

    public static IReadOnlyList<PublishedFact> All { get; } = TakeAll();

    private static readonly FrozenDictionary<string, PublishedFact> ByName = All
        .Select(fact => (fact.Name, fact)).Append(("diagnosis.confidence", CaseConfidence))
        .ToFrozenDictionary(x => x.Item1, x => x.Item2, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PublishedFact>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every name that can be found.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    public static bool TryFind(string name, out PublishedFact fact) => ByName.TryGetValue(name, out fact!);

    /// <inheritdoc cref="TryFind(string, out PublishedFact)"/>
    public static bool TryFind(ReadOnlySpan<char> name, out PublishedFact fact) => BySpan.TryGetValue(name, out fact!);
}
