using AgenticRecovery.Books;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class BudgetTests
{
    private static readonly PolicyBook Book = PolicyBookReader.Read(Books.With("""
          - { id: a, allow: LimitedIncentive }
        budgets:
          - { id: day, over: concessions, per: [brand, day], limit: 500.00, pace: { slack: 0.10, slope: 2.0, most: 3.0 } }
          - { id: person, over: LimitedIncentive, per: [customer, year], limit: 100.00 }
          - { id: ever, over: concessions, per: campaign, limit: 50.00 }
        """), "test.yaml").Require();

    [Fact]
    public void A_reservation_names_budget_scope_and_period()
    {
        var facts = Books.Facts((Published.Brand, "north"), (Published.CustomerKey, "c-1"), (Published.Campaign, "spring"));

        var reserved = Book.Reservations("LimitedIncentive", facts, Money.Eur(12_50));

        Assert.Equal(["day|brand=north|2026-11-16", "ever|campaign=spring|once", "person|customer.id=c-1|2026"], reserved.Select(one => one.Key.ToString()));
        Assert.All(reserved, one => Assert.Equal(Money.Eur(12_50), one.Amount));
        Assert.Equal([Money.Eur(500_00), Money.Eur(50_00), Money.Eur(100_00)], reserved.Select(one => one.Limit));
        Assert.Equal(reserved.Select(one => one.Key.ToString()), Book.Decide("LimitedIncentive", facts).Budgets);
    }

    [Fact]
    public void The_day_is_the_day_of_the_books_time_zone()
    {
        // 23:30 UTC on Monday is 00:30 on Tuesday in Berlin.
        var facts = new PolicyFacts(new DateTimeOffset(2026, 11, 16, 23, 30, 0, TimeSpan.Zero), Currency.Eur).Set(Published.Brand, "north");

        var day = Book.Reservations("StoreCredit", facts, Money.Eur(1))[0];

        Assert.Equal("2026-11-17", day.Key.Period);
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 23, 0, 0, TimeSpan.Zero), day.StartsAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 17, 23, 0, 0, TimeSpan.Zero), day.EndsAt);
    }

    [Fact]
    public void A_day_on_which_clocks_change_has_its_own_length()
    {
        // In Berlin 2026-10-25 has 25 hours.
        var facts = new PolicyFacts(new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero), Currency.Eur);

        var day = Book.Reservations("StoreCredit", facts, Money.Eur(1))[0];

        Assert.Equal(TimeSpan.FromHours(25), day.EndsAt - day.StartsAt);
    }

    [Fact]
    public void Scopes_that_are_not_known_share_one_pot_and_names_cannot_forge_another()
    {
        var unknown = Book.Reservations("StoreCredit", Books.Facts(), Money.Eur(1))[0];
        var forged = Book.Reservations("StoreCredit", Books.Facts((Published.Brand, "a|b,c%")), Money.Eur(1))[0];

        Assert.Equal("day|brand=?|2026-11-16", unknown.Key.ToString());
        Assert.Equal("brand=a%7Cb%2Cc%25", forged.Key.Scope);
    }

    [Fact]
    public void Dollars_are_reserved_in_the_books_euro()
    {
        // Two dollars are one euro here.
        var reserved = Book.Reservations("StoreCredit", Books.Facts(), new Money(10_00, Currency.Usd));

        Assert.Equal(Money.Eur(5_00), reserved[0].Amount);
        Assert.Throws<ArgumentException>(() => Book.Reservations("StoreCredit", Books.Facts(), new Money(1, new Currency("SEK"))));
    }

    [Fact]
    public void Words_and_worthless_moves_reserve_nothing()
    {
        Assert.Empty(Book.Reservations("StoreCredit", Books.Facts(), Money.Eur(0)));
        Assert.Empty(Book.Reservations("Reassure", Books.Facts(), Money.Eur(5_00)));
        Assert.Empty(Book.Decide("LimitedIncentive", Books.Facts((Published.Amount, "0"))).Budgets);
    }

    [Theory]
    // On pace up to a tenth ahead; then two per unit ahead: 2 × (0.8 − 0.4 − 0.1) = 0.6.
    [InlineData(0.40, 0.40, 0.0)]
    [InlineData(0.50, 0.40, 0.0)]
    [InlineData(0.80, 0.40, 0.6)]
    [InlineData(0.20, 0.90, 0.0)]
    [InlineData(1.00, 0.99, 3.0)]
    public void The_price_of_spending_rises_when_it_runs_ahead_of_the_clock(double spent, double elapsed, double price)
    {
        Assert.Equal((decimal)price, new Pace(0.10m, 2.0m, 3.0m).ShadowPrice((decimal)spent, (decimal)elapsed));
    }

    [Fact]
    public void The_dearest_budget_of_a_move_sets_its_price()
    {
        // 12:00 in Berlin is half the day; 450 of 500 is 0.9: 2 × (0.9 − 0.5 − 0.1) = 0.6.
        var noon = new PolicyFacts(new DateTimeOffset(2026, 11, 16, 11, 0, 0, TimeSpan.Zero), Currency.Eur).Set(Published.Brand, "north");
        var used = new Dictionary<string, Money> { ["day|brand=north|2026-11-16"] = Money.Eur(450_00) };

        Assert.Equal(0.6m, Book.ShadowPrice("StoreCredit", noon, used));
        Assert.Equal(0m, Book.ShadowPrice("StoreCredit", noon, new Dictionary<string, Money>()));
    }
}
