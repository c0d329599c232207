using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>Books that contradict themselves, meet at a limit, or hold amounts that do not fit.</summary>
public sealed class CheckTests
{
    [Fact]
    public void A_rule_that_another_always_refuses_is_a_contradiction_with_that_rule_named()
    {
        var found = Assert.Single(Check("""
              - { id: give, allow: LimitedIncentive, when: amount <= 10.00 and case.mode == ServiceFailure }
              - { id: never, forbid: concessions, when: amount > 0 or amount == 0 }
              - { id: credit, allow: StoreCredit }
              - { id: not-cheap, forbid: LimitedIncentive, when: amount > 500.00 }
            """), finding => finding is { Kind: "contradiction", Rule: "give" });

        Assert.Equal("warning", found.Severity);
        Assert.Equal("The book contradicts itself: all that 'give' allows is refused by 'never'.", found.Message);
    }

    [Fact]
    public void Two_rules_that_only_together_refuse_all_of_a_third_are_both_named()
    {
        var found = Assert.Single(Check("""
              - { id: ask, approve: FullRefund, when: amount <= 50.00, by: { role: finance } }
              - { id: low, forbid: FullRefund, when: amount < 20.00 }
              - { id: high, forbid: FullRefund, when: amount >= 20.00 }
              - { id: other, forbid: FullRefund, when: customer.abuse > 0.9 }
            """), finding => finding is { Kind: "contradiction" });

        Assert.Equal("ask", found.Rule);
        Assert.Contains("is refused by 'high', 'low'.", found.Message);
        Assert.DoesNotContain("other", found.Message);
    }

    [Fact]
    public void What_is_allowed_and_always_sent_to_a_person_contradicts_itself_too()
    {
        Assert.Contains(Check("""
              - { id: auto, allow: Replace, when: amount <= 75.00 }
              - { id: look, approve: Replace, when: amount <= 100.00, by: { role: operations } }
            """), finding => finding is { Kind: "contradiction", Rule: "auto" });
    }

    [Fact]
    public void A_rule_said_twice_is_no_contradiction()
    {
        var findings = Check("""
              - { id: wide, allow: FullRefund, when: amount <= 30.00 }
              - { id: narrow, allow: FullRefund, when: amount <= 10.00 }
            """);

        Assert.DoesNotContain(findings, finding => finding.Kind == "contradiction");
        Assert.Contains(findings, finding => finding is { Kind: "no-effect", Rule: "narrow" });
    }

    [Fact]
    public void Rules_that_meet_at_one_value_are_told_with_that_value()
    {
        var found = Assert.Single(Check("""
              - { id: small, allow: FullRefund, when: amount <= 30.00 and customer.abuse < 0.4 }
              - { id: large, approve: FullRefund, when: amount >= 30.00 or customer.abuse >= 0.4, by: { role: finance } }
            """), finding => finding.Kind == "edge");

        Assert.Equal(("small", "30.00"), (found.Rule, found.Facts!["amount"]));
        Assert.Contains("'large' wins", found.Message);
    }

    [Fact]
    public void Rules_that_part_cleanly_or_overlap_widely_are_no_edge()
    {
        Assert.DoesNotContain(Check("""
              - { id: small, allow: FullRefund, when: amount <= 30.00 }
              - { id: large, approve: FullRefund, when: amount > 30.00, by: { role: finance } }
            """), finding => finding.Kind == "edge");
        Assert.DoesNotContain(Check("""
              - { id: small, allow: FullRefund, when: amount <= 30.00 }
              - { id: large, approve: FullRefund, when: amount > 20.00, by: { role: finance } }
            """), finding => finding.Kind == "edge");
    }

    [Fact]
    public void One_value_that_no_rule_speaks_of_is_a_gap()
    {
        var gap = Assert.Single(Check("""
              - { id: small, allow: FullRefund, when: amount < 30.00 }
              - { id: large, approve: FullRefund, when: amount > 30.00, by: { role: finance } }
            """), finding => finding is { Kind: "gap", Rule: "small" });

        Assert.Equal("30.00", gap.Facts!["amount"]);
    }

    [Fact]
    public void A_person_is_asked_up_to_a_limit_and_nobody_beyond_it()
    {
        Assert.Contains(Check("  - { id: ask, approve: FullRefund, when: amount <= 400.00, by: { role: finance } }\n"),
            finding => finding is { Kind: "gap", Rule: "ask" } && finding.Facts!["amount"] == "400.01");
    }

    [Fact]
    public void Arithmetic_that_does_not_fit_for_ordinary_amounts_is_found()
    {
        Assert.Contains(Check("  - { id: big, allow: FullRefund, when: amount * 100000000 < 5 }\n"), finding => finding is { Kind: "overflow", Rule: "big", Severity: "warning" });
        Assert.Contains(Check("  - { id: big, allow: FullRefund, when: amount * amount.x < 5 }\n".Replace("amount.x", "contacts.perCase * 1000", StringComparison.Ordinal)), finding => finding is { Kind: "overflow" });
        Assert.DoesNotContain(Check("  - { id: fine, allow: FullRefund, when: amount * 2 <= order.total + 1000000 }\n"), finding => finding.Kind == "overflow");
    }

    [Theory]
    [InlineData("amount < 9000000000000", "9000000000000")]
    [InlineData("amount < 900000000000 and cost < 1", "")]
    [InlineData("order.ageHours < 99999999999", "too long")]
    public void An_amount_or_a_time_that_does_not_fit_is_a_fault_at_its_place(string when, string expected)
    {
        var reading = PolicyBookReader.Read(
            "book: t\nversion: 1\ncurrency: EUR\nrates: { JPY: 1000000 }\nrules:\n  - { id: a, allow: FullRefund, when: " + when + " }\n", "t.yaml");

        var fault = Assert.Single(reading.Faults);
        Assert.Equal(6, fault.Line);
        Assert.Contains(expected, fault.Message);
    }

    [Theory]
    [InlineData("rates: { USD: 0 }")]
    [InlineData("rates: { USD: 99999999999999999999999 }")]
    [InlineData("budgets: [{ id: b, over: concessions, limit: 99999999999999999999 }]")]
    public void Rates_and_limits_out_of_range_are_faults_and_no_crash(string line)
    {
        var reading = PolicyBookReader.Read($"book: t\nversion: 1\ncurrency: EUR\n{line}\nrules:\n  - {{ id: a, allow: FullRefund }}\n", "t.yaml");

        Assert.NotEmpty(reading.Faults);
        Assert.All(reading.Faults, fault => Assert.Equal(4, fault.Line));
    }

    [Fact]
    public void A_book_of_too_many_rules_or_nested_too_deeply_is_a_fault_and_no_crash()
    {
        var many = PolicyBookReader.Read(Books.With(string.Concat(Enumerable.Range(0, 1001).Select(i => $"  - {{ id: r{i}, allow: FullRefund }}\n"))), "many.yaml");
        var brackets = PolicyBookReader.Read("book: " + new string('[', 50_000) + "\n", "deep.yaml");
        var dashes = PolicyBookReader.Read("rules:\n" + string.Concat(Enumerable.Repeat("- ", 50_000)) + "x\n", "deep.yaml");

        Assert.Equal("the book has 1001 rules", Assert.Single(many.Faults).Message);
        Assert.Equal((1, "this is nested too deeply"), (Assert.Single(brackets.Faults).Line, brackets.Faults[0].Message));
        Assert.Equal((2, "this is nested too deeply"), (Assert.Single(dashes.Faults).Line, dashes.Faults[0].Message));
    }

    private static IReadOnlyList<Finding> Check(string rules) => BookCheck.Check(Books.Of(rules));
}
