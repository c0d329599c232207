using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class ProveTests
{
    [Fact]
    public void Every_standard_claim_holds_on_the_default_book()
    {
        var (claims, faults) = PolicyClaimReader.Standard(Books.Default.Text.Rates);

        var broken = Prover.Prove(Books.Default, claims).Where(result => !result.Holds)
            .Select(result => $"{result.Id} {result.Verdict}: {result.Move} by {result.Rule} with {string.Join(", ", result.Facts ?? new Dictionary<string, string>())}");

        Assert.Empty(faults);
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("refund.balance", "balance.kept")]
    [InlineData("refund.balance", "balance.not-even-approved")]
    [InlineData("identity.first", "identity.before-money")]
    [InlineData("taint.money-and-address", "taint.never-steers")]
    [InlineData("refund.in-chargeback", "dispute.no-double-payment")]
    [InlineData("concession.cap", "spend.anything-per-order")]
    [InlineData("concession.not-for-anxiety", "anxiety.no-money")]
    [InlineData("payment.no-mandate", "payment.never-retry")]
    [InlineData("law.withdrawal-granted", "law.withdrawal")]
    [InlineData("law.refusal-by-person", "law.refusal")]
    [InlineData("law.fraud-cancel-by-person", "law.fraud-cancel")]
    [InlineData("law.opt-out", "law.opt-out")]
    [InlineData("law.contact-limit", "law.contacts")]
    [InlineData("law.no-credit-for-money", "law.credit-not-even-approved")]
    [InlineData("law.refusal-by-person", "law.remedy-refused")]
    [InlineData("law.withdrawal-granted", "law.withdrawal-before-shipping")]
    [InlineData("law.ai-notice", "law.machine-says-so")]
    [InlineData("law.withdrawal-terms", "law.withdrawal-receipt")]
    [InlineData("law.withdrawal-terms", "law.refund-timer")]
    [InlineData("law.refund-terms-us", "law.refund-timer-us")]
    [InlineData("law.delay-notice", "law.delay-notice")]
    [InlineData("law.quiet-hours", "law.quiet-hours")]
    [InlineData("law.withdrawal-before-offers", "law.offers-before-receipt")]
    public void Without_the_rule_that_keeps_it_a_standard_claim_fails(string rule, string claim)
    {
        var text = Books.Default.Text;
        var without = new PolicyBook(text with { Rules = [.. text.Rules.Where(one => one.Id != rule)] });
        var (claims, _) = PolicyClaimReader.Standard(text.Rates);

        Assert.Equal("fails", Prover.Prove(without, claims.Single(one => one.Id == claim)).Verdict);
    }

    [Fact]
    public void Every_duty_of_law_of_the_shipped_books_stands_whatever_their_other_rules_say()
    {
        foreach (var book in new[] { Books.Default, Books.Retail })
        {
            var claims = LawClaims.Of(book);
            var broken = Prover.Prove(book, claims).Where(result => !result.Holds).Select(result => $"{result.Id} {result.Verdict}: {result.Move} by {result.Rule}");

            Assert.Equal(book.Rules.Where(rule => rule.IsLaw).Select(rule => rule.Id), claims.Select(claim => claim.Id.Split(':')[1]).Distinct());
            Assert.Empty(broken);
        }
    }

    [Fact]
    public void Without_the_mark_of_law_another_rule_can_switch_a_duty_off()
    {
        // The same rules, once as a duty and once as a rule among others: only then does the forbid refuse it without a person.
        const string Rules = """
              - { id: right, allow: ReturnForRefund, when: right.withdrawalOpen, LAW by: { role: approver } }
              - { id: mood, forbid: ReturnForRefund, when: customer.abuse > 0.5 }
            """;
        var duty = Books.Of(Rules.Replace("LAW", "law: true,", StringComparison.Ordinal));
        var plain = Books.Of(Rules.Replace("LAW by: { role: approver }", "", StringComparison.Ordinal));

        Assert.Equal("holds", Prove(duty, "never deny ReturnForRefund when right.withdrawalOpen").Verdict);
        Assert.Equal(("fails", "mood"), (Prove(plain, "never deny ReturnForRefund when right.withdrawalOpen").Verdict, Prove(plain, "never deny ReturnForRefund when right.withdrawalOpen").Rule));
    }

    [Fact]
    public void An_obligation_that_can_be_missing_is_found_with_the_facts_under_which_it_is()
    {
        var book = Books.Of("""
              - { id: say, oblige: FullRefund, when: amount > 5.00, with: [message:refund-date] }
              - { id: small, allow: FullRefund, when: amount <= 30.00 }
            """);

        var always = Prove(book, "always message:refund-date with FullRefund");

        Assert.Equal(("fails", "allow", "small"), (always.Verdict, always.Word, always.Rule));
        Assert.True(decimal.Parse(always.Facts!["amount"], System.Globalization.CultureInfo.InvariantCulture) <= 5m);
        Assert.Equal("holds", Prove(book, "always message:refund-date with FullRefund when amount > 5.00").Verdict);
        Assert.Equal("fails", Prove(book, "always message:other with FullRefund when amount > 5.00").Verdict);
    }

    [Fact]
    public void A_broken_book_fails_its_claim_with_facts_that_show_it()
    {
        var book = Books.Of("""
              - id: refund.small
                allow: [PartialRefund, FullRefund]
                when: amount <= 40.00 and customer.abuse < 0.4
              - id: refund.balance
                forbid: FullRefund
                when: amount > order.refundable
            """);

        var spent = Prove(book, "never allow PartialRefund when amount > 30.00");
        var balance = Prove(book, "never allow remedies when amount > order.refundable");

        Assert.Equal("fails", spent.Verdict);
        Assert.Equal("30.01", spent.Facts!["amount"]);
        Assert.Equal("refund.small", spent.Rule);
        Assert.Equal(("fails", "PartialRefund"), (balance.Verdict, balance.Move));
        Assert.Equal("holds", Prove(book, "never allow FullRefund when amount > order.refundable").Verdict);
    }

    [Fact]
    public void Every_counter_example_really_is_one()
    {
        var book = Books.Default;
        foreach (var move in MoveSet.Names)
        {
            var result = Prove(book, $"never allow {move}");
            if (result.Holds)
                continue;

            Assert.Equal("allow", book.Decide(move, BookTest.FactsOf(book, result.Facts!)).Word);
        }
    }

    [Fact]
    public void Limits_over_several_facts_are_followed_exactly()
    {
        var book = Books.Of("""
              - id: small
                allow: PartialRefund
                when: amount + case.spent <= 30.00 and amount <= 0.5 * order.total and case.spent >= 10.00
            """);

        Assert.Equal("holds", Prove(book, "never allow PartialRefund when amount > 20.00").Verdict);
        Assert.Equal("fails", Prove(book, "never allow PartialRefund when amount >= 20.00").Verdict);
        Assert.Equal("holds", Prove(book, "never allow PartialRefund when amount == 20.00 and order.total < 40.00").Verdict);
        Assert.Equal("fails", Prove(book, "never allow PartialRefund when amount == 20.00 and order.total <= 40.00").Verdict);
    }

    [Fact]
    public void A_condition_that_multiplies_facts_is_proved_or_refuted_all_the_same()
    {
        var book = Books.Of("""
              - id: worth
                allow: LimitedIncentive
                when: value.expected >= cost * (1 + budget.shadowPrice) and amount <= 15.00
            """);

        Assert.Equal("holds", Prove(book, "never allow LimitedIncentive when amount > 15.00").Verdict);
        Assert.Equal("fails", Prove(book, "never allow LimitedIncentive when budget.shadowPrice >= 1").Verdict);
    }

    [Fact]
    public void Never_deny_looks_at_missing_facts_too()
    {
        var book = Books.Of("""
              - id: ask
                allow: AskCustomer
                when: contacts.last24h < 2 or contacts.last24h >= 2
            """);

        var result = Prove(book, "never deny AskCustomer");

        Assert.Equal("fails", result.Verdict);
        Assert.False(result.Facts!.ContainsKey("contacts.last24h"));
    }

    [Fact]
    public void A_money_move_without_a_budget_is_found()
    {
        var book = PolicyBookReader.Read(Books.With("""
              - { id: a, allow: [LimitedIncentive, StoreCredit] }
            budgets:
              - { id: b, over: LimitedIncentive, limit: 10.00 }
            """), "test.yaml").Require();

        Assert.Equal(("fails", "StoreCredit"), (Prove(book, "budget for concessions").Verdict, Prove(book, "budget for concessions").Move));
        Assert.Equal("holds", Prove(book, "budget for LimitedIncentive, FullRefund").Verdict);
    }

    [Theory]
    [InlineData("newer allow money", 1, "never")]
    [InlineData("never alow money", 7, "allow")]
    [InlineData("never allow mony", 13, "money")]
    [InlineData("never allow money when customer.abus >= 1", 24, "customer.abuse")]
    public void A_claim_that_cannot_be_read_says_where_and_what_was_meant(string text, int column, string nearest)
    {
        var (claim, fault) = PolicyClaimReader.ReadOne(text, Books.Default.Text.Rates);

        Assert.Null(claim);
        Assert.Equal((column, nearest), (fault!.Column, fault.Nearest));
    }

    private static ClaimResult Prove(PolicyBook book, string claim) =>
        Prover.Prove(book, PolicyClaimReader.ReadOne(claim, book.Text.Rates).Claim ?? throw new ArgumentException(claim));
}
