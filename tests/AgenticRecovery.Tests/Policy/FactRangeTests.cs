using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>What is proved is proved over a fact's range, so no table may hold a value outside it.</summary>
public sealed class FactRangeTests
{
    private static readonly PolicyFacts Empty = new(Books.Monday, Currency.Eur);

    [Fact]
    public void A_value_outside_its_range_is_not_known()
    {
        var facts = Empty.Copy().Set(Published.CustomerAbuse, (decimal?)0.2m).Set(Published.CustomerAbuse, (decimal?)1.2m)
            .Set(Published.Amount, (Money?)Money.Eur(-1)).Set(Published.OrderTotal, (Money?)new Money(long.MaxValue, Currency.Eur));

        Assert.False(facts.Knows(Published.CustomerAbuse));
        Assert.False(facts.Knows(Published.Amount));
        Assert.False(facts.Knows(Published.OrderTotal));
    }

    [Fact]
    public void An_age_is_whole_seconds_and_never_under_zero()
    {
        var facts = Empty.Copy().Set(Published.OrderAge, (TimeSpan?)TimeSpan.FromSeconds(-3)).Set(Published.TrackingSinceScan, (TimeSpan?)TimeSpan.FromSeconds(3600.4));

        Assert.Equal("0", facts.Show(Published.OrderAge));
        Assert.Equal("1", facts.Show(Published.TrackingSinceScan));
    }

    [Theory]
    [InlineData("12.50 EUR", true)]
    [InlineData("12.50", true)]
    [InlineData("12.50 USD", false)]
    [InlineData("-0.01", false)]
    [InlineData("99999999999999999999", false)]
    public void An_amount_as_text_is_read_in_the_currency_of_the_facts_or_not_at_all(string text, bool isRead)
    {
        Assert.Equal(isRead, FactText.TryRead(Empty.Copy(), Published.Amount, text, out var problem));
        Assert.Equal(!isRead, problem.Contains("is no value of 'amount'", StringComparison.Ordinal));
    }
}
