using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk.Insight;

/// <summary>Figures of the cases closed in a span, in the currency most of them have.</summary>
public sealed class Period
{
    private static readonly string[] Kept = [nameof(CaseResult.Recovered), nameof(CaseResult.Answered)];

    private Period(IReadOnlyList<ClosedGroup> groups, DateTimeOffset from, DateTimeOffset before)
    {
        var currency = groups.GroupBy(g => g.Currency).OrderByDescending(g => g.Sum(x => x.Cases)).FirstOrDefault()?.Key ?? "EUR";
        (From, Before, Currency) = (from, before, new Currency(currency));
        Groups = [.. groups.Where(g => g.Currency == currency)];
        OtherCurrencies = groups.Where(g => g.Currency != currency).Sum(g => g.Cases);
    }

    public DateTimeOffset From { get; }
    public DateTimeOffset Before { get; }
    public Currency Currency { get; }
    public IReadOnlyList<ClosedGroup> Groups { get; }

    /// <summary>Cases in other currencies, which these figures leave out.</summary>
    public long OtherCurrencies { get; }

    public long Cases => Groups.Sum(g => g.Cases);

    /// <summary>Share (0–1) closed without a person; null where nothing was closed.</summary>
    public decimal? Autonomy => Cases == 0 ? null : 1 - ((decimal)Groups.Sum(g => g.People) / Cases);

    public decimal? KeptShare => Cases == 0 ? null : (decimal)Groups.Where(IsKept).Sum(g => g.Cases) / Cases;

    public Money Margin => Sum(g => g.MarginMinor);

    public Money Conceded => Sum(g => g.ConcededMinor);

    /// <summary>UTC days since 1970, oldest first, the present one last.</summary>
    public IReadOnlyList<long> Days => [.. Enumerable.Range(0, (int)Math.Ceiling((Before - From).TotalDays)).Select(i => (From.ToUnixTimeMilliseconds() / 86_400_000) + i)];

    public Money Sum(Func<ClosedGroup, long> of) => new(Groups.Sum(of), Currency);

    public static bool IsKept(ClosedGroup group) => Kept.Contains(group.Result);

    /// <param name="days">Whole UTC days, the present one included; 1 to 366.</param>
    public static Period Of(App app, InsightCache cache, int days)
    {
        days = Math.Clamp(days, 1, 366);
        var now = app.Clock.GetUtcNow();
        var from = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - days);
        var groups = cache.Get($"closed {from.ToUnixTimeSeconds()} {days}", () => app.Store.Insight.Closed(from, from.AddDays(days)));
        return new Period(groups, from, from.AddDays(days));
    }
}
