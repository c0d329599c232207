using AgenticRecovery.Economics;

namespace AgenticRecovery.Approvals;

/// <summary>
/// What leaving a request waiting costs. Half of the value at risk slips away evenly over twice the time given for the
/// decision; the other half is lost at the cliff: the warehouse's cutoff where it comes before the deadline, else the
/// deadline itself. Both halves are an assumption (docs/decisions/0070); the order of work follows domain fact desk-ops.md §4.
/// </summary>
public static class WaitingCost
{
    private const decimal Drift = 0.5m;
    private const decimal Jump = 0.5m;

    /// <summary>Share of the value an hour that a request never falls below, so that a late one is not forgotten.</summary>
    private const decimal Floor = 0.01m;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static LossCurve CurveOf(ApprovalRequest request) =>
        new(request.AskedAt, HorizonOf(request), Drift, [CliffOf(request)]);

    /// <summary>The moment that takes the most: "cutoff" or "deadline".</summary>
    public static Cliff CliffOf(ApprovalRequest request) =>
        request.Snapshot.CutoffAt is { } cutoff && cutoff > request.AskedAt && cutoff <= request.DueAt
            ? new Cliff("cutoff", cutoff, Jump)
            : new Cliff("deadline", request.DueAt, Jump);

    /// <summary>Money lost by waiting the next hour.</summary>
    public static Money PerHour(ApprovalRequest request, Money value, DateTimeOffset now) =>
        Money.Max(CurveOf(request).CostOfWaiting(value, now, Hour), value.Times(Floor));

    /// <summary>When the hourly cost changes next; null when it stays as it is.</summary>
    public static DateTimeOffset? NextChange(ApprovalRequest request, DateTimeOffset now)
    {
        var cliff = CliffOf(request).At;
        var end = request.AskedAt + HorizonOf(request);
        DateTimeOffset[] moments = [cliff - Hour, cliff, end - Hour, end];
        return moments.Where(at => at > now).Select(at => (DateTimeOffset?)at).Min();
    }

    private static TimeSpan HorizonOf(ApprovalRequest request)
    {
        var given = request.DueAt - request.AskedAt;
        return 2 * (given > Shortest ? given : Shortest);
    }
}
