namespace AgenticRecovery.Cases;

public enum MoveGroup
{
    /// <summary>Words and questions; nothing in the shop changes.</summary>
    Message,
    /// <summary>A change of the order that costs no money beyond the price difference.</summary>
    OrderEdit,
    /// <summary>Payment collection: retries, links, other methods.</summary>
    Payment,
    /// <summary>Warehouse and carrier work.</summary>
    Fulfilment,
    /// <summary>Money or goods the customer has a right to: refunds, returns, exchanges, replacements.</summary>
    Remedy,
    /// <summary>Money beyond any right: credits, incentives.</summary>
    Concession,
    Dispute,
    /// <summary>Work for a named person.</summary>
    Task,
}

/// <summary>What protects the order while a person decides.</summary>
public enum HoldKind
{
    None,
    HoldFulfilment,
    StopShipment,
    ReserveStock,
    ExtendReturnWindow,
    HoldingMessage,
}

/// <param name="Group">Which family of rules and budgets it falls under; policy books may name a group in lower case plural ("concessions").</param>
/// <param name="IsReversible">True when the shop can take it back before the warehouse or the bank acts on it.</param>
/// <param name="Hold">The hold placed while the move waits for approval.</param>
/// <param name="TellsCustomer">True when the customer hears of it in a message of its own.</param>
/// <param name="AwaitsCustomer">True when the case waits for an answer after it.</param>
public sealed record MoveTraits(MoveGroup Group, bool IsReversible, HoldKind Hold, bool TellsCustomer, bool AwaitsCustomer)
{
    public static IReadOnlyDictionary<string, MoveTraits> All { get; } = new Dictionary<string, MoveTraits>(StringComparer.Ordinal)
    {
        [nameof(Move.DoNothing)] = new(MoveGroup.Message, true, HoldKind.None, false, false),
        [nameof(Move.Reassure)] = new(MoveGroup.Message, false, HoldKind.None, true, false),
        [nameof(Move.UpdatePromise)] = new(MoveGroup.Message, false, HoldKind.None, true, false),
        [nameof(Move.ProductGuidance)] = new(MoveGroup.Message, false, HoldKind.None, true, false),
        [nameof(Move.Explain)] = new(MoveGroup.Message, false, HoldKind.None, true, false),
        [nameof(Move.Decline)] = new(MoveGroup.Message, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.AskCustomer)] = new(MoveGroup.Message, false, HoldKind.HoldingMessage, true, true),
        [nameof(Move.Apologise)] = new(MoveGroup.Message, false, HoldKind.None, true, false),
        [nameof(Move.ScheduleCallback)] = new(MoveGroup.Task, true, HoldKind.None, true, false),
        [nameof(Move.EscalateTo)] = new(MoveGroup.Task, true, HoldKind.HoldingMessage, false, false),
        [nameof(Move.RetryPayment)] = new(MoveGroup.Payment, false, HoldKind.ReserveStock, false, false),
        [nameof(Move.SendPaymentLink)] = new(MoveGroup.Payment, true, HoldKind.ReserveStock, true, true),
        [nameof(Move.OfferOtherMethod)] = new(MoveGroup.Payment, true, HoldKind.ReserveStock, true, true),
        [nameof(Move.ChangePaymentMethod)] = new(MoveGroup.Payment, true, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.ReserveStock)] = new(MoveGroup.Payment, true, HoldKind.None, false, false),
        [nameof(Move.VerifyCustomer)] = new(MoveGroup.Message, true, HoldKind.HoldFulfilment, true, true),
        [nameof(Move.ReleaseHold)] = new(MoveGroup.OrderEdit, true, HoldKind.HoldFulfilment, false, false),
        [nameof(Move.ChangeAddress)] = new(MoveGroup.OrderEdit, true, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.ChangeProfileAddress)] = new(MoveGroup.OrderEdit, true, HoldKind.None, true, false),
        [nameof(Move.Reroute)] = new(MoveGroup.Fulfilment, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.HoldFulfilment)] = new(MoveGroup.OrderEdit, true, HoldKind.None, false, false),
        [nameof(Move.StopShipment)] = new(MoveGroup.OrderEdit, true, HoldKind.None, false, false),
        [nameof(Move.LocateStock)] = new(MoveGroup.Fulfilment, true, HoldKind.HoldFulfilment, false, false),
        [nameof(Move.Substitute)] = new(MoveGroup.OrderEdit, true, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.SplitShipment)] = new(MoveGroup.Fulfilment, false, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.WaitTogether)] = new(MoveGroup.Fulfilment, true, HoldKind.None, true, false),
        [nameof(Move.CancelLine)] = new(MoveGroup.Remedy, false, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.EditItems)] = new(MoveGroup.OrderEdit, true, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.CancelOrder)] = new(MoveGroup.Remedy, false, HoldKind.HoldFulfilment, true, false),
        [nameof(Move.Expedite)] = new(MoveGroup.Fulfilment, false, HoldKind.None, true, false),
        [nameof(Move.FixWithWarehouse)] = new(MoveGroup.Fulfilment, true, HoldKind.HoldFulfilment, false, false),
        [nameof(Move.ClaimWithCarrier)] = new(MoveGroup.Fulfilment, true, HoldKind.None, false, false),
        [nameof(Move.Replace)] = new(MoveGroup.Remedy, false, HoldKind.ReserveStock, true, false),
        [nameof(Move.Exchange)] = new(MoveGroup.Remedy, true, HoldKind.ReserveStock, true, false),
        [nameof(Move.ReturnForRefund)] = new(MoveGroup.Remedy, true, HoldKind.ExtendReturnWindow, true, false),
        [nameof(Move.StoreCredit)] = new(MoveGroup.Concession, false, HoldKind.ExtendReturnWindow, true, false),
        [nameof(Move.PartialRefund)] = new(MoveGroup.Remedy, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.FullRefund)] = new(MoveGroup.Remedy, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.AccelerateRefund)] = new(MoveGroup.Remedy, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.HonourCode)] = new(MoveGroup.Concession, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.LimitedIncentive)] = new(MoveGroup.Concession, false, HoldKind.HoldingMessage, true, false),
        [nameof(Move.AnswerInquiry)] = new(MoveGroup.Dispute, false, HoldKind.None, false, false),
        [nameof(Move.SubmitEvidence)] = new(MoveGroup.Dispute, false, HoldKind.None, false, false),
        [nameof(Move.AcceptDispute)] = new(MoveGroup.Dispute, false, HoldKind.None, false, false),
    };

    /// <summary>Throws for a name that is no move.</summary>
    public static MoveTraits Of(Move move) => All[move.Name];
}
