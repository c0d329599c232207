using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>Which waiting requests to show. All that are set hold together.</summary>
public sealed record QueueFilter
{
    public string? Queue { get; init; }
    public string? Mode { get; init; }
    public string? Brand { get; init; }

    /// <summary>"low", "mid" or "high".</summary>
    public string? Risk { get; init; }
    public string? Move { get; init; }

    /// <summary>A person's name, or "free" for requests that nobody holds.</summary>
    public string? Owner { get; init; }

    /// <summary>Deadline at or before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Amount above this, in minor units.</summary>
    public long? Over { get; init; }

    /// <summary>The moment claims are measured against.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last row of the page before; null for the first page.</summary>
    public QueuePlace? After { get; init; }
    public int Size { get; init; } = 25;
}

/// <summary>A place in the order of the queue, for paging by key.</summary>
public sealed record QueuePlace(long RateMinor, string Proposal);

/// <summary>A waiting request beside its case and what an hour of waiting costs.</summary>
public sealed record QueueRow(ApprovalRecord Approval, CaseRecord Case, Proposal Proposal, Money PerHour, string? Risk)
{
    public string? CustomerName { get; init; }

    /// <summary>What waiting until the next cliff costs, and that cliff; null once it has passed.</summary>
    public (Money Lost, Cliff At)? UntilCliff(DateTimeOffset now)
    {
        var curve = WaitingCost.CurveOf(Approval.Request);
        return curve.NextCliff(now) is { } cliff && Case.ValueAtRisk is { } value
            ? (curve.CostOfWaiting(value, now, cliff.At - now), cliff)
            : null;
    }
}

/// <param name="Next">Where the next page starts; null on the last.</param>
public sealed record QueuePage(IReadOnlyList<QueueRow> Rows, QueuePlace? Next);

/// <summary>How many requests wait in one group, and what they lose an hour together.</summary>
public sealed record QueueGroup(string? Queue, string? Mode, string? Brand, string? Risk, string? Owner, string Currency, long Count, long RateMinor);
