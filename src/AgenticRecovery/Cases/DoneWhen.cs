namespace AgenticRecovery.Cases;

/// <summary>What an order must show for a case to count as done: the closed list that playbooks choose from.</summary>
public static class DoneWhen
{
    public const string PaidOrCancelled = nameof(PaidOrCancelled);
    public const string HoldReleasedOrCancelled = nameof(HoldReleasedOrCancelled);
    public const string AddressConfirmed = nameof(AddressConfirmed);
    public const string StockSettled = nameof(StockSettled);
    public const string PlanTold = nameof(PlanTold);
    public const string Shipped = nameof(Shipped);
    public const string ChangeSettled = nameof(ChangeSettled);
    public const string KeptOrCancelled = nameof(KeptOrCancelled);
    public const string MovingAgain = nameof(MovingAgain);
    public const string DeliveredReplacedOrRefunded = nameof(DeliveredReplacedOrRefunded);
    public const string ReturnSettled = nameof(ReturnSettled);
    public const string RefundSent = nameof(RefundSent);
    public const string DisputeAnswered = nameof(DisputeAnswered);
    /// <summary>The customer was answered; nothing in the shop had to change.</summary>
    public const string Answered = nameof(Answered);
    /// <summary>Answered, and no new contact within the recontact window.</summary>
    public const string AnsweredNoRecontact = nameof(AnsweredNoRecontact);
    public const string Reclassified = nameof(Reclassified);

    /// <summary>Each name with what it asks, in words for the desk.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PaidOrCancelled] = "The shop shows the order paid in full, or cancelled.",
        [HoldReleasedOrCancelled] = "No hold is on the order, or it is cancelled and nothing of the payment is kept.",
        [AddressConfirmed] = "No hold is on the order, or the parcel moves, or it is cancelled.",
        [StockSettled] = "Every line has stock or has shipped, or the order is cancelled.",
        [PlanTold] = "The customer was told which parcel comes when, or all has shipped.",
        [Shipped] = "All has left the warehouse, or the order is cancelled.",
        [ChangeSettled] = "The customer was told that the change is made or cannot be made.",
        [KeptOrCancelled] = "The order is cancelled and refunded, or the customer was answered and keeps it.",
        [MovingAgain] = "A parcel of the order has a carrier scan, or the order is cancelled.",
        [DeliveredReplacedOrRefunded] = "Delivered, or a replacement is on its way, or nothing is left to refund.",
        [ReturnSettled] = "A return or an exchange is under way or done, or money is back, or the customer was answered and keeps it.",
        [RefundSent] = "The payment provider shows the refund, and the customer was told date and amount.",
        [DisputeAnswered] = "The provider shows an answer or an acceptance before the due date.",
        [Answered] = "The customer was answered.",
        [AnsweredNoRecontact] = "The customer was answered and did not write again in the recontact window.",
        [Reclassified] = "The case has another failure mode, or a person has it.",
    };

    /// <summary>Whether the source's state fulfils a name. Throws for a name that is not in <see cref="Names"/>.</summary>
    public static bool Holds(string name, Order? order, CaseProgress progress)
    {
        var isCancelled = order?.Status is OrderStatus.Cancelled;
        var isRefunded = order is not null && order.Refunded.Minor > 0 && order.Refundable.Minor <= 0;
        return name switch
        {
            PaidOrCancelled => isCancelled || (order is not null && order.Paid >= order.Total),
            HoldReleasedOrCancelled => isCancelled ? order!.Refundable.Minor <= 0 : order is { HoldReason: null } and not { Status: OrderStatus.OnHold },
            AddressConfirmed => isCancelled || order is { HoldReason: null } and not { Status: OrderStatus.OnHold },
            StockSettled => isCancelled || (order is not null && (HasLeft(order) || order.Lines.All(l => l.Allocated is null || l.Allocated >= l.Quantity))),
            PlanTold => isCancelled || progress.IsAnswered || (order is not null && HasLeft(order)),
            Shipped => isCancelled || (order is not null && HasLeft(order) && order.Status is not OrderStatus.PartlyShipped),
            ChangeSettled => isCancelled || progress.IsAnswered,
            KeptOrCancelled => isCancelled || progress.IsAnswered,
            MovingAgain => isCancelled || (order is not null && order.Shipments.Any(s => s.LastScanAt is not null && s.LastScanAt >= progress.OpenedAt)),
            DeliveredReplacedOrRefunded => isCancelled || isRefunded || order?.Status is OrderStatus.Delivered && progress.IsAnswered || progress.IsReplaced,
            ReturnSettled => isRefunded || progress.IsAnswered || order?.Status is OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested or OrderStatus.Returned,
            RefundSent => progress.IsAnswered && order is not null && order.Refunded.Minor > 0,
            DisputeAnswered => progress.IsActed,
            Answered => progress.IsAnswered,
            AnsweredNoRecontact => progress.IsAnswered && !progress.IsRecontacted,
            Reclassified => progress.IsReclassified,
            _ => throw new ArgumentException($"'{name}' is no definition of done. Known: {string.Join(", ", Names.Keys)}."),
        };
    }

    private static bool HasLeft(Order order) => order.Status is OrderStatus.Shipped or OrderStatus.Delivered
        or OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested or OrderStatus.Returned;
}

/// <summary>What the case itself has done so far, as far as done definitions ask.</summary>
/// <param name="OpenedAt">When the case was opened.</param>
/// <param name="IsAnswered">A message beyond a holding line was sent to the customer.</param>
/// <param name="IsReplaced">A replacement was sent, or the parcel was sent elsewhere.</param>
/// <param name="IsActed">A move that changes the shop was carried out and verified.</param>
public sealed record CaseProgress(DateTimeOffset OpenedAt, bool IsAnswered, bool IsActed, bool IsRecontacted, bool IsReclassified, bool IsReplaced);
