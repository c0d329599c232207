using System.Buffers;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>
/// What a message says was done, against what was. A model that claims success without a call, or writes what somebody told
/// it to, is found here: each kind of claim needs its move, or a fact of the order that bears it out.
/// </summary>
public static class Claims
{
    public const string Refund = "refund";
    public const string Cancelled = "cancelled";
    public const string Replacement = "replacement";
    public const string NewAddress = "address";

    /// <summary>The receipt of a withdrawal says by law how the money comes back; it is a message of its own, not of a move.</summary>
    private const string WithdrawalReceipt = "WithdrawalReceipt";

    private static readonly (string Claim, SearchValues<string> Phrases, string[] Moves)[] Kinds =
    [
        (Refund, ForbiddenWords.ClaimsRefund,
            [nameof(Move.FullRefund), nameof(Move.PartialRefund), nameof(Move.CancelOrder), nameof(Move.CancelLine), nameof(Move.ReturnForRefund),
             nameof(Move.AccelerateRefund), nameof(Move.Exchange), nameof(Move.EditItems), nameof(Move.Substitute), nameof(Move.ChangePaymentMethod), WithdrawalReceipt]),
        (Cancelled, ForbiddenWords.ClaimsCancelled, [nameof(Move.CancelOrder), nameof(Move.CancelLine)]),
        (Replacement, ForbiddenWords.ClaimsReplacement, [nameof(Move.Replace), nameof(Move.Exchange), nameof(Move.Substitute), nameof(Move.FixWithWarehouse)]),
        (NewAddress, ForbiddenWords.ClaimsAddress, [nameof(Move.ChangeAddress), nameof(Move.ChangeProfileAddress), nameof(Move.Reroute)]),
    ];

    /// <summary>Claims that an order bears out, whatever the message is about.</summary>
    public static IReadOnlyList<string> Of(Order? order)
    {
        var claims = new List<string>();
        if (order is null)
            return claims;
        if (!order.Refunded.IsZero || order.Status is OrderStatus.Cancelled or OrderStatus.ReturnRequested or OrderStatus.Returned)
            claims.Add(Refund);
        if (order.Status == OrderStatus.Cancelled)
            claims.Add(Cancelled);
        if (order.Status == OrderStatus.ExchangeRequested || order.Shipments.Any(shipment => shipment.IsReplacement))
            claims.Add(Replacement);
        return claims;
    }

    internal static void Check(OutboundMessage message, string words, List<GuardFinding> findings)
    {
        foreach (var (claim, phrases, moves) in Kinds)
            if (!moves.Contains(message.Move) && !message.Allowed.Claims.Contains(claim) && ForbiddenWords.Find(phrases, words) is { } found)
                findings.Add(new GuardFinding($"claim.{claim}", $"\"{found}\": nothing of the kind was done; say only what was."));
    }
}
