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

    [Fact]
    public void The_quick_way_of_reading_a_fact_reads_what_the_plain_way_reads()
    {
        string[] texts = ["0", "12.5", "12.50", "-3.10", "0.000001", "0.0000001", "999999999", "1000000000", "1e3", "", ".", "-", "1.2.3", " 1", "+1", "26h", "90m", "true", "false", "True", "Dispute", "dispute", "proxy velocity", "a b"];
        foreach (var fact in Published.All.Where(one => one != Published.Move))
        {
            foreach (var text in texts)
            {
                var (plain, quick) = (Empty.Copy(), Empty.Copy());
                var isPlain = FactText.TryRead(plain, fact, text, out _);
                var isQuick = FactText.TryRead(quick, fact, text.AsSpan(), null);

                Assert.Equal((fact.Name, text, isPlain, plain.Show(fact)), (fact.Name, text, isQuick, quick.Show(fact)));
            }
        }
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
