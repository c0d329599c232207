using AgenticRecovery.Books;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class DecisionTests
{
    [Fact]
    public void What_no_rule_allows_is_denied()
    {
        var decision = Books.Of("  - { id: a, allow: FullRefund, when: amount <= 30.00 }\n").Decide("PartialRefund", Books.Facts());

        Assert.IsType<Decision.Deny>(decision);
        Assert.Equal(PolicyBook.DefaultDeny, decision.Rule);
    }

    [Fact]
    public void Forbid_beats_approve_beats_allow()
    {
        const string Allow = "  - { id: a, allow: FullRefund }\n", Ask = "  - { id: b, approve: FullRefund, by: { role: finance } }\n", Forbid = "  - { id: c, forbid: FullRefund }\n";

        Assert.Equal(("allow", "a"), Said(Allow));
        Assert.Equal(("approval", "b"), Said(Allow + Ask));
        Assert.Equal(("deny", "c"), Said(Forbid + Allow + Ask));

        static (string, string) Said(string rules)
        {
            var decision = Books.Of(rules).Decide("FullRefund", Books.Facts());
            return (decision.Word, decision.Rule);
        }
    }

    [Fact]
    public void A_right_that_another_rule_would_refuse_goes_to_the_person_the_law_rule_names()
    {
        var book = Books.Of("""
              - { id: right, allow: ReturnForRefund, when: right.withdrawalOpen, law: true, by: { role: approver } }
              - { id: grudge, forbid: ReturnForRefund, when: customer.abuse >= 0.7 }
            """);

        Assert.Equal("allow", Word((Published.WithdrawalOpen, "true"), (Published.CustomerAbuse, "0.1")));
        Assert.Equal("approval", Word((Published.WithdrawalOpen, "true"), (Published.CustomerAbuse, "0.8")));
        // Only a right that is known to stand overrules.
        Assert.Equal("deny", Word((Published.CustomerAbuse, "0.8")));

        string Word(params (PublishedFact, string)[] known) => book.Decide("ReturnForRefund", Books.Facts(known)).Word;
    }

    [Fact]
    public void A_duty_of_law_that_forbids_stands_above_one_that_allows()
    {
        var book = Books.Of("""
              - { id: right, allow: FullRefund, law: true, by: { role: approver } }
              - { id: duty, forbid: FullRefund, law: true }
            """);

        Assert.Equal(("deny", "duty"), (book.Decide("FullRefund", Books.Facts()).Word, book.Decide("FullRefund", Books.Facts()).Rule));
    }

    [Fact]
    public void Where_several_rules_ask_the_highest_role_most_people_and_shortest_time_count()
    {
        var book = Books.Of("""
              - { id: a, approve: FullRefund, by: { role: approver, people: 2 }, within: 30m }
              - { id: b, approve: FullRefund, by: { role: finance, people: 1 }, within: 1d }
            """);

        var asked = Assert.IsType<Decision.NeedsApproval>(book.Decide("FullRefund", Books.Facts()));

        Assert.Equal(("b", "finance", 2, TimeSpan.FromMinutes(30)), (asked.Rule, asked.Role, asked.People, asked.Within));
    }

    [Fact]
    public void A_decision_names_the_rules_met_the_facts_missing_and_what_must_accompany_the_move()
    {
        var book = Books.Of("""
              - { id: z.allow, allow: FullRefund, when: amount <= 30.00, with: [message:refund-date] }
              - { id: y.never, allow: FullRefund, when: amount > 30.00, with: [evidence:photo] }
              - { id: x.notice, oblige: remedies, with: [message:ai-notice] }
              - { id: w.unknown, allow: FullRefund, when: code.isValid, with: [evidence:code] }
            """);

        var decision = book.Decide("FullRefund", Books.Facts((Published.Amount, "12.00")));

        Assert.Equal(["w.unknown", "x.notice", "z.allow"], decision.Matched);
        Assert.Equal(["code.isValid"], decision.Missing);
        Assert.Equal(["message:ai-notice", "message:refund-date"], decision.Obligations);
        Assert.Equal(book.Hash, decision.BookHash);
    }

    [Fact]
    public void Waiting_for_a_person_obliges_to_the_hold_of_the_move()
    {
        var book = Books.Of("  - { id: a, approve: EditItems, by: { role: operations } }\n");

        Assert.Equal(["hold:HoldFulfilment"], book.Decide("EditItems", Books.Facts()).Obligations);
    }

    [Fact]
    public void A_limit_in_euro_holds_in_dollars_by_the_rate_of_the_book()
    {
        // One euro is two dollars in these books, so 30.00 EUR is 60.00 USD.
        var book = Books.Of("  - { id: a, allow: FullRefund, when: amount <= 30.00 }\n");

        Assert.Equal("allow", Word(60_00, "USD"));
        Assert.Equal("deny", Word(60_01, "USD"));
        Assert.Equal("deny", Word(1_00, "SEK"));

        string Word(long minor, string currency)
        {
            var code = new Currency(currency);
            return book.Decide("FullRefund", new PolicyFacts(Books.Monday, code).Set(Published.Amount, (Money?)new Money(minor, code))).Word;
        }
    }

    [Fact]
    public void A_fact_older_than_the_book_accepts_counts_as_missing()
    {
        var yaml = Books.With("  - { id: a, allow: Reassure, when: tracking.state == moving }\nfreshness: { tracking.state: 6h }\n");
        var book = PolicyBookReader.Read(yaml, "test.yaml").Require();

        Assert.Equal("allow", Seen(hoursAgo: 6).Word);
        Assert.Equal("deny", Seen(hoursAgo: 6.1).Word);
        Assert.Equal(["tracking.state"], Seen(hoursAgo: 7).Missing);

        Decision Seen(double hoursAgo) => book.Decide("Reassure", new PolicyFacts(Books.Monday, Currency.Eur)
            .Set(Published.TrackingState, "moving", Books.Monday.AddHours(-hoursAgo)));
    }

    [Fact]
    public void The_hash_follows_the_meaning_and_not_the_layout()
    {
        var book = Books.Of("  - { id: a, allow: [FullRefund, PartialRefund], when: amount <= 30.00 }\n  - { id: b, forbid: Reassure }\n");
        var rewritten = Books.Of("  - id: b # first now\n    forbid: [Reassure]\n  - id: a\n    allow:\n    - PartialRefund\n    - FullRefund\n    when: amount <= 30.00\n");
        var changed = Books.Of("  - { id: a, allow: [FullRefund, PartialRefund], when: amount <= 30.01 }\n  - { id: b, forbid: Reassure }\n");

        Assert.Equal(book.Hash, rewritten.Hash);
        Assert.NotEqual(book.Hash, changed.Hash);
        Assert.Matches("^[0-9a-f]{16}$", book.Hash);
    }

    [Fact]
    public void A_name_that_is_no_move_is_refused_with_the_one_meant()
    {
        var wrong = Assert.Throws<ArgumentException>(() => Books.Default.Decide("FullRefnd", Books.Facts()));

        Assert.Contains("'FullRefund'", wrong.Message);
    }

    [Fact]
    public void Words_alone_cost_no_memory()
    {
        var facts = BookTest.FactsOf(Books.Default, Books.Default.Text.Examples[0].Facts);
        Books.Default.Ask("FullRefund", facts);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
            Books.Default.Ask("FullRefund", facts);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
