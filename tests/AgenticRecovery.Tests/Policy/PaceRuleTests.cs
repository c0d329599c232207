using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>The book's own rule on spending that runs ahead of the clock: no model has a say in it.</summary>
public sealed class PaceRuleTests
{
    // A small incentive that the default book lets pass: costs 8, expected to bring 20.
    private static readonly PolicyFacts Small = Facts();

    [Theory]
    // Needed is cost × (1 + price): 8, 16, 20 and 24 of the 20 that are expected.
    [InlineData("0", "allow")]
    [InlineData("1", "allow")]
    [InlineData("1.5", "allow")]
    [InlineData("2", "approval")]
    public void A_concession_must_bring_more_the_further_spending_runs_ahead(string price, string word)
    {
        var facts = Small.Copy();
        Assert.True(FactText.TryRead(facts, Published.BudgetShadowPrice, price, out _));

        Assert.Equal(word, Books.Default.Decide("LimitedIncentive", facts).Word);
    }

    [Fact]
    public void Without_a_known_price_a_person_decides()
    {
        var facts = Small.Copy();
        facts.Forget(Published.BudgetShadowPrice);

        var decision = Books.Default.Decide("LimitedIncentive", facts);

        Assert.Equal(("approval", "concession.pace"), (decision.Word, decision.Rule));
    }

    private static PolicyFacts Facts()
    {
        var example = Books.Default.Text.Examples.First(one => one is { Move: "LimitedIncentive", Expect: "allow" });
        var facts = BookTest.FactsOf(Books.Default, example.Facts);
        foreach (var (fact, text) in new[] { (Published.Cost, "8.00"), (Published.ValueExpected, "20.00") })
            Assert.True(FactText.TryRead(facts, fact, text, out _));
        return facts;
    }
}
