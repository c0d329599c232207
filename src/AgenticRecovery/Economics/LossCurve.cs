namespace AgenticRecovery.Economics;

/// <summary>A moment at which part of what can be saved is lost at once: ship cutoff, promise date, dispute deadline.</summary>
/// <param name="Jump">Share (0–1) of the value lost by passing it.</param>
public sealed record Cliff(string Name, DateTimeOffset At, decimal Jump);

/// <summary>Share of the recoverable value that is gone when the first helping step happens at a given time: a steady drift plus cliffs.</summary>
/// <param name="From">Where the drift starts; before it nothing is lost.</param>
/// <param name="Drift">Share (0–1) that slips away evenly over <paramref name="Horizon"/>.</param>
public sealed record LossCurve(DateTimeOffset From, TimeSpan Horizon, decimal Drift, IReadOnlyList<Cliff> Cliffs)
{
    /// <summary>0–1, never falling.</summary>
    public decimal ShareLostAt(DateTimeOffset at)
    {
        if (at <= From) return 0;
        var passed = Math.Min(1m, (decimal)(at - From).Ticks / Horizon.Ticks);
        var lost = (Drift * passed) + Cliffs.Where(cliff => cliff.At <= at).Sum(cliff => cliff.Jump);
        return Math.Clamp(lost, 0m, 1m);
    }

    /// <summary>What waiting from <paramref name="at"/> for <paramref name="wait"/> costs: value times the share lost meanwhile.</summary>
    public Money CostOfWaiting(Money value, DateTimeOffset at, TimeSpan wait) =>
        value.Times(ShareLostAt(at + wait) - ShareLostAt(at));

    /// <summary>The next cliff still ahead; null when none is.</summary>
    public Cliff? NextCliff(DateTimeOffset at) => Cliffs.Where(cliff => cliff.At > at).OrderBy(cliff => cliff.At).FirstOrDefault();

    /// <summary>
    /// Order of work: value lost per hour of waiting over the next <paramref name="look"/>, per minute of handling
    /// (the generalised cµ rule; domain source: desk-ops.md §4). Larger goes first.
    /// </summary>
    public decimal Priority(Money value, DateTimeOffset at, TimeSpan look, decimal handlingMinutes) =>
        value.Amount * (ShareLostAt(at + look) - ShareLostAt(at)) / (decimal)look.TotalHours / handlingMinutes;
}
