using System.Globalization;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

public enum BudgetPeriod
{
    /// <summary>Never starts again, such as a campaign's whole budget.</summary>
    Once,
    Day,
    Week,
    Month,
    Year,
}

/// <summary>Money that moves may give away per scope and period. The amount of a move is reserved before it is offered.</summary>
public sealed record Budget
{
    public required string Id { get; init; }
    public required MoveSet Moves { get; init; }

    /// <summary>The moves as the book wrote them.</summary>
    public required IReadOnlyList<string> Over { get; init; }

    /// <summary>Facts that split the budget, such as brand or customer.id, in the order the book names them.</summary>
    public required IReadOnlyList<PublishedFact> Scopes { get; init; }
    public required BudgetPeriod Period { get; init; }

    /// <summary>In the book's currency, per scope and period.</summary>
    public required Money Limit { get; init; }
    public Pace? Pace { get; init; }
    public string Because { get; init; } = "";
    public int Line { get; init; }

    internal string Canonical() => string.Join("\n",
        Id, string.Join(",", Moves.Members()), string.Join(",", Scopes.Select(x => x.Name)), Period, Limit, Pace?.Slack, Pace?.Slope, Pace?.Most);
}

/// <summary>What is counted against a limit: one budget, for one scope, in one period. Its text is a stable key for the store.</summary>
public sealed record BudgetKey(string Budget, string Scope, string Period)
{
    public override string ToString() => $"{Budget}|{Scope}|{Period}";
}

/// <summary>Put aside before the move is offered; committed when it is done, released when it is not. Amounts are in the book's currency.</summary>
/// <param name="StartsAt">Start of the period; null for a budget that never starts again.</param>
/// <param name="EndsAt">End of the period, exclusive.</param>
public sealed record BudgetReservation(BudgetKey Key, Money Amount, Money Limit, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

/// <summary>
/// How a budget answers spending that runs ahead of the clock. Up to <paramref name="Slack"/> ahead costs nothing; from there the
/// price of spending rises by <paramref name="Slope"/> per unit ahead, to at most <paramref name="Most"/>. Shares are 0–1.
/// </summary>
public sealed record Pace(decimal Slack, decimal Slope, decimal Most)
{
    /// <summary>Extra expected value wanted per unit of cost: 0 on pace, <see cref="Most"/> when the budget is gone.</summary>
    public decimal ShadowPrice(decimal spentShare, decimal elapsedShare) => spentShare >= 1
        ? Most
        : Math.Clamp(Slope * (spentShare - elapsedShare - Slack), 0, Most);
}

internal static class BudgetPeriods
{
    /// <summary>The period that holds an instant, by the calendar of the zone: its name, start and end.</summary>
    public static (string Name, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt) Of(BudgetPeriod period, DateTimeOffset at, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        var newYear = new DateOnly(today.Year, 1, 1);
        return period switch
        {
            BudgetPeriod.Once => ("once", null, null),
            BudgetPeriod.Day => Named("yyyy-MM-dd", today, today.AddDays(1)),
            BudgetPeriod.Week => Named("'week' yyyy-MM-dd", monday, monday.AddDays(7)),
            BudgetPeriod.Month => Named("yyyy-MM", first, first.AddMonths(1)),
            BudgetPeriod.Year => Named("yyyy", newYear, newYear.AddYears(1)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        (string, DateTimeOffset?, DateTimeOffset?) Named(string format, DateOnly start, DateOnly end) =>
            (start.ToString(format, CultureInfo.InvariantCulture), Midnight(start), Midnight(end));

        DateTimeOffset Midnight(DateOnly date)
        {
            var local = date.ToDateTime(TimeOnly.MinValue);
            // Some zones change their clocks at midnight, so that the day begins at one.
            local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }
}
