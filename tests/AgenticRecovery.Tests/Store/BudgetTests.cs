using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

public sealed class BudgetTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;
    private static readonly BudgetPot Day = new("concessions.daily/day=2026-03-02", Money.Eur(500_00));
    private static readonly BudgetPot Household = new("household/7", Money.Eur(20_00));

    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;

    public BudgetTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_thousand_cases_at_once_never_overspend()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i =>
            store.Budgets.TryReserveAsync($"p{i}", [Day], Money.Eur(7_00), At, default)));

        // 500.00 / 7.00 = 71.4: seventy-one fit, 3.00 stays.
        Assert.Equal(71, answers.Count(a => a is Reservation.Reserved));
        var stand = store.Budgets.Find(Day.Id)!;
        Assert.Equal(Money.Eur(497_00), stand.Reserved);
        Assert.Equal(Money.Eur(3_00), stand.Left);
        Assert.All(answers.OfType<Reservation.Exhausted>(), e => Assert.Equal(Money.Eur(3_00), e.Left));
    }

    [Fact]
    public async Task All_pots_are_taken_together_or_none()
    {
        await store.Budgets.TryReserveAsync("p1", [Household], Money.Eur(15_00), At, default);

        var answer = await store.Budgets.TryReserveAsync("p2", [Day, Household], Money.Eur(10_00), At, default);

        Assert.Equal(new Reservation.Exhausted(Household.Id, Money.Eur(5_00)), answer);
        Assert.Equal(Money.Eur(0), store.Budgets.Find(Day.Id)!.Reserved);
    }

    [Fact]
    public async Task The_same_key_reserves_once()
    {
        await store.Budgets.TryReserveAsync("p1", [Day], Money.Eur(10_00), At, default);
        await store.Budgets.TryReserveAsync("p1", [Day], Money.Eur(10_00), At, default);

        Assert.Equal(Money.Eur(10_00), store.Budgets.Find(Day.Id)!.Reserved);
    }

    [Fact]
    public async Task A_commit_spends_once_and_a_release_after_it_gives_nothing_back()
    {
        await store.Budgets.TryReserveAsync("p1", [Day], Money.Eur(10_00), At, default);

        await store.Budgets.CommitAsync("p1", At, default);
        await store.Budgets.CommitAsync("p1", At, default);
        await store.Budgets.ReleaseAsync("p1", At, default);

        Assert.Equal(new BudgetStand(Day.Id, Day.Limit, Money.Eur(0), Money.Eur(10_00)), store.Budgets.Find(Day.Id));
    }

    [Fact]
    public async Task A_release_gives_the_money_back_once()
    {
        await store.Budgets.TryReserveAsync("p1", [Day, Household], Money.Eur(10_00), At, default);

        await store.Budgets.ReleaseAsync("p1", At, default);
        await store.Budgets.ReleaseAsync("p1", At, default);
        await store.Budgets.CommitAsync("p1", At, default);

        Assert.Equal(Money.Eur(500_00), store.Budgets.Find(Day.Id)!.Left);
        Assert.Equal(Money.Eur(20_00), store.Budgets.Find(Household.Id)!.Left);
    }

    [Fact]
    public async Task A_lower_limit_of_a_new_book_counts_at_once()
    {
        await store.Budgets.TryReserveAsync("p1", [Day], Money.Eur(10_00), At, default);

        var answer = await store.Budgets.TryReserveAsync("p2", [Day with { Limit = Money.Eur(12_00) }], Money.Eur(3_00), At, default);

        Assert.Equal(new Reservation.Exhausted(Day.Id, Money.Eur(2_00)), answer);
    }

    [Fact]
    public async Task Parallel_reserving_committing_and_releasing_keeps_the_books_square()
    {
        var random = new Random(11);
        var plans = Enumerable.Range(0, 400).Select(i => (Key: $"p{i}", Amount: random.Next(1, 900), Ends: random.Next(3))).ToList();

        var taken = await Task.WhenAll(plans.Select(async p =>
        {
            if (await store.Budgets.TryReserveAsync(p.Key, [Day], Money.Eur(p.Amount), At, default) is not Reservation.Reserved)
                return (Reserved: 0L, Committed: 0L);
            if (p.Ends == 1)
                await store.Budgets.CommitAsync(p.Key, At, default);
            if (p.Ends == 2)
                await store.Budgets.ReleaseAsync(p.Key, At, default);
            return (p.Ends == 0 ? p.Amount : 0, p.Ends == 1 ? p.Amount : 0);
        }));

        var stand = store.Budgets.Find(Day.Id)!;
        Assert.Equal(taken.Sum(t => t.Reserved), stand.Reserved.Minor);
        Assert.Equal(taken.Sum(t => t.Committed), stand.Committed.Minor);
        Assert.False(stand.Left.IsNegative);
    }
}
