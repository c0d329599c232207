using AgenticRecovery.Cases;

namespace AgenticRecovery.Tools;

/// <summary>The write tools: one per move, in the order of the glossary.</summary>
public static class MoveTools
{
    /// <summary>What a partial refund rests on; the amount follows from it and from the line.</summary>
    public static readonly IReadOnlyList<string> RefundBases =
        ["price_difference", "late_delivery", "damaged", "missing_item", "wrong_item", "shipping_fee", "defect"];

    public static readonly IReadOnlyList<string> Owners = ["finance", "risk", "warehouse", "operations", "customer_care"];

    /// <summary>Words every agent may use in every mode; each still passes the policy book.</summary>
    public static readonly IReadOnlySet<string> Always = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(Move.DoNothing), nameof(Move.Reassure), nameof(Move.Explain), nameof(Move.AskCustomer), nameof(Move.Apologise), nameof(Move.EscalateTo),
    };

    /// <summary>What a customer may ask for in one message, whatever its first subject.</summary>
    public static readonly IReadOnlySet<string> CustomerRequests = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(Move.CancelOrder), nameof(Move.CancelLine), nameof(Move.EditItems), nameof(Move.ChangeAddress), nameof(Move.ChangeProfileAddress),
        nameof(Move.ChangePaymentMethod), nameof(Move.Exchange), nameof(Move.ReturnForRefund),
    };

    public static IReadOnlyList<MoveTool> All { get; } =
    [
        new(nameof(Move.DoNothing), "Leave the order as it is; nothing helps or nothing is needed.", false, []),
        new(nameof(Move.Reassure), "Tell the customer the facts that answer their worry. Costs nothing.", true,
            [Words("about", "What they worry about, in a few words.")]),
        new(nameof(Move.UpdatePromise), "Tell the customer a new, real date.", true,
            [new("promise_at", ArgumentKind.Instant, "The new date, UTC, exactly as the carrier, warehouse or supplier gave it.")]),
        new(nameof(Move.ProductGuidance), "Help with fit, use or choice.", true, [Words("topic", "What to explain.")]),
        new(nameof(Move.Explain), "Tell the customer plainly how things stand or why something is so.", false, [Words("reason", "What to explain.")]),
        new(nameof(Move.Decline), "Refuse a request, with the reason. A right can only be refused by a person.", false, [Words("reason", "Why not.")]),
        new(nameof(Move.AskCustomer), "Ask the customer one question and wait for the answer.", false, [Words("question", "One question.")]),
        new(nameof(Move.Apologise), "Apologise once, for a named fact.", false, [Words("fact", "What went wrong, as a fact.")]),
        new(nameof(Move.ScheduleCallback), "Have a person call the customer.", false,
            [new("at", ArgumentKind.Instant, "When, UTC.")]),
        new(nameof(Move.EscalateTo), "Hand over to a named owner with exact instructions.", false,
            [new("owner", ArgumentKind.Choice, "Who decides.", Choices: Owners), Words("instructions", "What is known, what is open, and the question to decide.")]),

        new(nameof(Move.RetryPayment), "Try the payment again with the same method.", true,
            [Id("payment_method_id", "The method of the failed payment.")]),
        new(nameof(Move.SendPaymentLink), "Send a link to pay the open amount.", true, []),
        new(nameof(Move.OfferOtherMethod), "Ask the customer to pay another way.", true, []),
        new(nameof(Move.ChangePaymentMethod), "Pay the order with another method of the same customer.", true,
            [Id("payment_method_id", "A method that stands in the customer's account.")]),
        new(nameof(Move.ReserveStock), "Keep the goods while the payment is sorted out.", true, []),

        new(nameof(Move.VerifyCustomer), "Ask the customer one question that clears a fraud hold. Never for documents or card numbers.", true,
            [Words("question", "One question.")]),
        new(nameof(Move.ReleaseHold), "Let a held order go on.", true, []),

        new(nameof(Move.ChangeAddress), "Correct where an order that has not shipped goes.", true, [new("to", ArgumentKind.Address, "The full address.")]),
        new(nameof(Move.ChangeProfileAddress), "Change the customer's default address, not that of an order.", false,
            [new("to", ArgumentKind.Address, "The full address.")]),
        new(nameof(Move.Reroute), "Have the carrier take a shipped parcel elsewhere.", true, [new("to", ArgumentKind.Address, "The full address.")]),
        new(nameof(Move.HoldFulfilment), "Keep the order in the warehouse for now; can be undone.", true, [Words("reason", "Why it must wait.")]),
        new(nameof(Move.StopShipment), "Stop a parcel before it leaves.", true, []),

        new(nameof(Move.LocateStock), "Look for the goods of a line in other places.", true, [Id("line_id", "The line.")]),
        new(nameof(Move.Substitute), "Send another variant, which the customer has agreed to.", true,
            [Id("line_id", "The line."), Id("variant_id", "The variant to send.")]),
        new(nameof(Move.SplitShipment), "Send what is there now, the rest later, at no charge.", true,
            [new("line_ids", ArgumentKind.Ids, "Lines to send now.")]),
        new(nameof(Move.WaitTogether), "Send everything together when all is there.", true, []),
        new(nameof(Move.CancelLine), "Cancel one line and give its money back.", true, [Id("line_id", "The line.")]),
        new(nameof(Move.EditItems), "Swap variants of the same products before shipping.", true,
            [new("swaps", ArgumentKind.Swaps, "Which unit becomes which variant."), Id("payment_method_id", "Pays or receives the price difference.", false)]),
        new(nameof(Move.CancelOrder), "Cancel the whole order and give the money back the way it was paid.", true,
            [new("reason", ArgumentKind.Choice, "Why.", Choices: ["no longer needed", "ordered by mistake", "payment failed", "out of stock", "too late", "undeliverable", "fraud", "other"])]),

        new(nameof(Move.Expedite), "Ship faster than booked.", true, []),
        new(nameof(Move.FixWithWarehouse), "Have the warehouse put right what went wrong.", true, [Words("instructions", "What exactly to do.")]),
        new(nameof(Move.ClaimWithCarrier), "Open a trace or claim with the carrier.", true, [Id("shipment_id", "The shipment.")]),
        new(nameof(Move.Replace), "Send the lines again at no charge.", true, [new("line_ids", ArgumentKind.Ids, "Lines to send again.")]),

        new(nameof(Move.Exchange), "Exchange delivered units for other variants.", true,
            [new("swaps", ArgumentKind.Swaps, "Which unit becomes which variant."), Id("payment_method_id", "Pays or receives the price difference.", false)]),
        new(nameof(Move.ReturnForRefund), "Take delivered lines back and refund them.", true,
            [new("line_ids", ArgumentKind.Ids, "Lines to take back, one entry per unit."), Id("payment_method_id", "The original method, or a gift card of the customer.", false)]),
        new(nameof(Move.StoreCredit), "Give store credit; the amount is the playbook's step.", true,
            [Step(), Id("line_id", "The line it is for.", false)]),
        new(nameof(Move.PartialRefund), "Refund a part; the amount follows from the basis and the line.", true,
            [new("basis", ArgumentKind.Choice, "What it rests on.", Choices: RefundBases), Id("line_id", "The line it is for.", false)]),
        new(nameof(Move.FullRefund), "Refund everything that can still be refunded.", true,
            [new("basis", ArgumentKind.Choice, "What it rests on.", Choices: ["lost", "damaged", "not_as_described", "cancelled", "withdrawal", "undeliverable"])]),
        new(nameof(Move.AccelerateRefund), "Push a refund that is due but stuck.", true, []),
        new(nameof(Move.HonourCode), "Apply a valid code that did not work at checkout.", true, [Id("code", "The code as the customer wrote it.")]),
        new(nameof(Move.LimitedIncentive), "A small concession; the amount is the playbook's step.", true,
            [Step(), Id("line_id", "The line it is for.", false)]),

        new(nameof(Move.AnswerInquiry), "Answer a question of the bank about a payment.", true, [Id("dispute_id", "The dispute.")]),
        new(nameof(Move.SubmitEvidence), "Contest a chargeback with the evidence pack.", true, [Id("dispute_id", "The dispute.")]),
        new(nameof(Move.AcceptDispute), "Accept a chargeback.", true, [Id("dispute_id", "The dispute.")]),
    ];

    public static IReadOnlyDictionary<string, MoveTool> ByTool { get; } = All.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, MoveTool> ByMove { get; } = All.ToDictionary(tool => tool.Move, StringComparer.Ordinal);

    private static ToolArgument Words(string name, string meaning) => new(name, ArgumentKind.Words, meaning);

    private static ToolArgument Id(string name, string meaning, bool isRequired = true) => new(name, ArgumentKind.Id, meaning, isRequired);

    private static ToolArgument Step() => new("step", ArgumentKind.Ordinal, "Which concession step of the playbook, 1 is the smallest.", false);
}
