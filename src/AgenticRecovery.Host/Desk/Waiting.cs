using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>What leaving a request waiting costs, for the order of the queue.</summary>
internal static class Waiting
{
    /// <summary>The value at risk spread over the time to the deadline: the nearer the deadline, the dearer each hour.</summary>
    public static Money PerHour(PendingApproval pending)
    {
        var value = pending.Case.ValueAtRisk ?? Money.Zero(Currency.Eur);
        var hours = Math.Max(0.5, (pending.Approval.Request.DueAt - pending.Approval.Request.AskedAt).TotalHours);
        return value.Times(1m / (decimal)hours);
    }

    public static long MinorPerHour(PendingApproval pending) => PerHour(pending).Minor;
}
