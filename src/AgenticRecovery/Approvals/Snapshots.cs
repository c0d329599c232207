using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Approvals;

/// <summary>Takes the state a request is judged on, and says what has moved since.</summary>
public static class Snapshots
{
    /// <param name="stock">Free units of the variants the move needs.</param>
    /// <param name="newestMessage">Id of the newest customer message the proposer had read.</param>
    public static BusinessSnapshot Of(Order order, IReadOnlyDictionary<string, int> stock, string? newestMessage) => new()
    {
        Status = order.Status,
        OrderHash = HashOf(order),
        Refundable = order.Refundable,
        Stock = stock,
        CutoffAt = order.CutoffAt,
        Tracking = order.Shipments.Count == 0 ? null : string.Join(", ", order.Shipments.Select(s => $"{s.Id}:{s.Status}")),
        NewestMessage = newestMessage,
    };

    /// <summary>
    /// What moved further than a move of this kind tolerates; empty when the approval still stands. More stock, more to
    /// refund, and, for words, the parcel's own progress never reopen a request.
    /// </summary>
    public static IReadOnlyList<Change> Between(BusinessSnapshot was, BusinessSnapshot now, MoveTraits traits)
    {
        var changes = new List<Change>();
        void Add(string what, object? before, object? after, string tolerates) => changes.Add(new Change(
            what, Convert.ToString(before, CultureInfo.InvariantCulture) ?? "none", Convert.ToString(after, CultureInfo.InvariantCulture) ?? "none", tolerates));

        // The hold that protects the order while a person decides is ours, not a change of the world.
        var isOurHold = now.Status == OrderStatus.OnHold && traits.Hold is HoldKind.HoldFulfilment or HoldKind.StopShipment;
        if (was.Status != now.Status && !isOurHold)
            Add("order status", was.Status, now.Status, "no change");
        if (was.OrderHash != now.OrderHash)
            Add("lines, prices or address", was.OrderHash[..8], now.OrderHash[..8], "no change");
        if (now.Refundable < was.Refundable)
            Add("refundable balance", was.Refundable, now.Refundable, "no less");
        foreach (var (variant, units) in was.Stock)
        {
            var left = now.Stock.GetValueOrDefault(variant);
            if (left < Math.Min(units, 1))
                Add($"stock of {variant}", units, left, "no less than 1");
        }

        if (traits.Group is MoveGroup.Fulfilment or MoveGroup.Remedy && was.Tracking != now.Tracking)
            Add("tracking", was.Tracking, now.Tracking, "no change");
        if (was.NewestMessage != now.NewestMessage)
            Add("newest customer message", was.NewestMessage, now.NewestMessage, "no new message");
        return changes;
    }

    private static string HashOf(Order order)
    {
        var text = new StringBuilder();
        foreach (var line in order.Lines.OrderBy(l => l.Id.Value, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{line.Id}|{line.Variant}|{line.Quantity}|{line.UnitPrice.Minor}\n");
        text.Append(CultureInfo.InvariantCulture, $"{order.ShipTo}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
