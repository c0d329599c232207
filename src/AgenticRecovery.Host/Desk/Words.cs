using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>Values in the words of the desk.</summary>
internal static partial class Words
{
    public static string Mode(FailureMode? mode) => mode is null ? "Not diagnosed yet" : Spaced(mode.Value.ToString());

    public static string Money(Money money) => money.ToString();

    public static string Share(decimal share) => share.ToString("P0", CultureInfo.InvariantCulture);

    public static string Span(TimeSpan left) =>
        left < TimeSpan.Zero ? $"late {Length(-left)}" : Length(left);

    public static string Move(Move move) => move switch
    {
        Move.EscalateTo to => $"Decide for {to.Owner}: {to.Instructions}",
        Move.PartialRefund refund => $"Refund {refund.Amount} ({refund.Basis})",
        Move.LimitedIncentive incentive => $"Give {incentive.Amount} as an incentive",
        Move.StoreCredit credit => $"Give {credit.Amount} store credit",
        Move.CancelOrder cancel => $"Cancel the order ({cancel.Reason})",
        Move.ChangeAddress change => $"Change the address to {change.To.Street}, {change.To.PostalCode} {change.To.City}",
        _ => Spaced(move.Name),
    };

    private static string Length(TimeSpan span) =>
        span.TotalHours < 1 ? $"{span.Minutes} min" : span.TotalDays < 1 ? $"{(int)span.TotalHours} h {span.Minutes:00}" : $"{(int)span.TotalDays} d {span.Hours} h";

    private static string Spaced(string name) =>
        char.ToUpperInvariant(name[0]) + Humps().Replace(name[1..], m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Humps();
}

/// <summary>What leaving a request waiting costs, for the order of the queue.</summary>
internal static class Waiting
{
    /// <summary>The value at risk spread over the time to the deadline: the nearer the deadline, the dearer each hour.</summary>
    public static Money PerHour(PendingApproval pending)
    {
        var value = pending.Case.ValueAtRisk ?? Economics.Money.Zero(Currency.Eur);
        var hours = Math.Max(0.5, (pending.Approval.Request.DueAt - pending.Approval.Request.AskedAt).TotalHours);
        return value.Times(1m / (decimal)hours);
    }

    public static long MinorPerHour(PendingApproval pending) => PerHour(pending).Minor;
}
