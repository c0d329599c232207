using AgenticRecovery.Activities;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

/// <summary>The log of decisions: whatever was decided can be decided again, with the same book and the same facts.</summary>
public sealed class PolicyLogTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;
    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;

    public PolicyLogTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_logged_decision_is_made_again_alike_with_the_book_that_was_kept()
    {
        // Read 25 hours before, so too old for the default book: the age must survive the log, or the replay would allow.
        var reading = PolicyBookReader.ReadFile("default");
        var book = reading.Require();
        var facts = BookTest.FactsOf(book, book.Text.Examples.First(one => one is { Move: "FullRefund" or "PartialRefund", Expect: "allow" }).Facts);
        facts = Aged(facts, Published.OrderRefundable);

        var decision = book.Decide("PartialRefund", facts);
        await RecordAsync(1, book, reading.Source, facts, decision, null);
        var logged = Assert.Single(store.PolicyLog.Latest(10));
        var again = PolicyBookReader.Read(store.PolicyLog.Book(logged.BookHash)!.Source, "kept").Require().Decide(logged.Move, logged.Input().Restore());

        Assert.Equal("deny", decision.Word);
        Assert.Equal((decision.Word, decision.Rule, decision.BookHash), (again.Word, again.Rule, again.BookHash));
    }

    [Fact]
    public async Task What_a_shadow_book_said_is_kept_beside_and_changes_nothing()
    {
        var (enforced, shadow) = (Policy.Books.Of("  - { id: small, allow: PartialRefund, when: amount <= 30.00 }\n"), Policy.Books.Of("  - { id: none, forbid: PartialRefund }\n"));
        var facts = new PolicyFacts(At, Currency.Eur).Set(Published.Amount, (Money?)Money.Eur(12_00));

        await RecordAsync(1, enforced, "e", facts, enforced.Decide("PartialRefund", facts), shadow.Decide("PartialRefund", facts));

        var one = Assert.Single(store.PolicyLog.Shadows(10));
        Assert.Equal(("allow", "small", "deny", "none"), (one.Enforced, one.EnforcedRule, one.Shadow, one.ShadowRule));
        Assert.False(one.Agrees);
        Assert.Equal("allow", store.Proposals.Find(new ProposalId(one.Proposal))!.Decision!.Word);
    }

    [Fact]
    public async Task The_log_is_read_newest_first_across_its_pages()
    {
        var book = Policy.Books.Of("  - { id: small, allow: PartialRefund, when: amount <= 30.00 }\n");
        var facts = new PolicyFacts(At, Currency.Eur).Set(Published.Amount, (Money?)Money.Eur(12_00));
        for (var i = 1; i <= 7; i++)
            await RecordAsync(i, book, "b", facts, book.Decide("PartialRefund", facts), null, At.AddMinutes(i / 2));

        var all = store.PolicyLog.Latest(100).ToList();

        Assert.Equal(7, all.Select(one => one.Proposal).Distinct().Count());
        Assert.Equal(all.OrderByDescending(one => one.At).Select(one => one.At), all.Select(one => one.At));
        Assert.Equal(all.Take(3).Select(one => one.Proposal), store.PolicyLog.Latest(3).Select(one => one.Proposal));
    }

    [Fact]
    public async Task A_refusal_for_a_used_up_budget_is_no_word_of_the_book()
    {
        var book = Policy.Books.Of("  - { id: small, allow: PartialRefund }\n");
        var facts = new PolicyFacts(At, Currency.Eur).Set(Published.Amount, (Money?)Money.Eur(12_00));

        await RecordAsync(1, book, "b", facts, new Decision.Deny { Rule = "budget.day", Reason = "used up", BookHash = book.Hash }, null);

        var logged = Assert.Single(store.PolicyLog.Latest(1));
        Assert.True(logged.IsBudgetRefusal);
        Assert.Equal(0, WhatIf.Replay(book, book, [logged.Input()]).Drifted);
    }

    [Fact]
    public async Task A_thousand_cases_at_once_keep_every_budget_of_the_default_book()
    {
        // Two brands, five campaigns, families, lanes, customers and households: each case reserves 7.00 in all six pots of concessions or in none.
        var book = Policy.Books.Default;
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i =>
        {
            var facts = Policy.Books.Facts(
                (Published.Brand, $"b{i % 2}"), (Published.Campaign, $"c{i % 5}"), (Published.ProductFamily, $"f{i % 7}"), (Published.CourierLane, $"l{i % 3}"),
                (Published.CustomerKey, $"p{i % 40}"), (Published.Household, $"h{i % 25}"));
            var reservations = book.Reservations("LimitedIncentive", facts, Money.Eur(7_00));
            Assert.Equal(6, reservations.Count);
            return store.Budgets.TryReserveAsync($"p{i}", [.. reservations.Select(r => new BudgetPot(r.Key.ToString(), r.Limit))], Money.Eur(7_00), At, default);
        }));

        var stands = store.Budgets.All();
        var reserved = answers.Count(answer => answer is Reservation.Reserved);
        Assert.All(stands, stand => Assert.False(stand.Left.IsNegative, stand.Id));
        Assert.InRange(reserved, 1, 999);
        foreach (var budget in book.Budgets.Where(one => one.Id.StartsWith("concessions.", StringComparison.Ordinal)))
            Assert.Equal(reserved * 7_00, stands.Where(stand => stand.Id.StartsWith(budget.Id + "|", StringComparison.Ordinal)).Sum(stand => stand.Reserved.Minor));
    }

    [Fact]
    public void A_household_key_tells_nothing_of_the_address_and_is_the_same_for_one_door()
    {
        var one = new Address("Ada", "Hauptstr. 5", null, "Berlin", null, "10115", "DE");

        var key = HouseholdKey.Of(one);

        Assert.Equal(key, HouseholdKey.Of(one with { Name = "Ben", Street = "HAUPTSTR 5" }));
        Assert.NotEqual(key, HouseholdKey.Of(one with { Street = "Hauptstr. 6" }));
        Assert.DoesNotContain("10115", key, StringComparison.Ordinal);
    }

    private Task RecordAsync(int ordinal, PolicyBook book, string source, PolicyFacts facts, Decision decision, Decision? shadow, DateTimeOffset? at = null)
    {
        var proposal = A.Refund(ordinal);
        return store.WriteAsync(sql =>
        {
            store.Proposals.Add(sql, proposal, ordinal, at ?? At);
            store.Proposals.Decide(sql, proposal, decision, FactsJson.Write(facts), at ?? facts.At);
            store.PolicyLog.NoteAges(sql, proposal.Id.Value, RecordedDecision.AgesOf(facts));
            store.PolicyLog.Keep(sql, book, source, at ?? At);
            if (shadow is not null)
                store.PolicyLog.NoteShadow(sql, proposal.Id.Value, shadow, at ?? At);
        }, default);
    }

    private static PolicyFacts Aged(PolicyFacts facts, PublishedFact fact)
    {
        Assert.True(FactText.TryRead(facts, fact, facts.Show(fact)!, out _, facts.At.AddHours(-25)));
        return facts;
    }
}
