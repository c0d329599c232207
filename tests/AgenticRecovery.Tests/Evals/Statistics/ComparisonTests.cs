using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Tests.Evals.Statistics;

/// <summary>Intervals and paired tests against figures worked by hand.</summary>
public sealed class ComparisonTests
{
    private static IEnumerable<Observation> Halves(Func<int, string> cluster) =>
        Enumerable.Range(0, 10).Select(i => new Observation(cluster(i), i < 5 ? 1 : 0));

    [Fact]
    public void Ten_customers_say_more_than_two()
    {
        // Ten clusters: the mean is Bin(10, ½)/10, whose 2.5 % and 97.5 % points are 2 and 8. Two clusters, one all right and
        // one all wrong: 0, ½ or 1 with ¼, ½, ¼.
        Assert.Equal(new Interval(0.2, 0.8), ClusteredBootstrap.Mean(Halves(i => $"{i}"), seed: 7));
        Assert.Equal(new Interval(0, 1), ClusteredBootstrap.Mean(Halves(i => i < 5 ? "a" : "b"), seed: 7));
    }

    [Fact]
    public void The_order_of_trials_changes_no_interval()
    {
        var observations = Enumerable.Range(0, 40).Select(i => new Observation($"c{i % 13}", i % 3 == 0 ? 1 : 0)).ToList();

        Assert.Equal(ClusteredBootstrap.Mean(observations, 3), ClusteredBootstrap.Mean(observations.AsEnumerable().Reverse(), 3));
    }

    [Fact]
    public void All_passed_is_no_certainty()
    {
        var interval = ClusteredBootstrap.Mean(Enumerable.Range(0, 10).Select(i => new Observation($"{i}", 1)), seed: 1);

        // 0.025^(1/10)
        Assert.Equal((0.6915, 1), (Math.Round(interval.Low, 4), interval.High));
    }

    [Theory]
    [InlineData(1, 9, 0.021484375)] // 2·(1 + 10)/2^10
    [InlineData(3, 1, 0.625)] // 2·(1 + 4)/2^4
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_is_exact(int onlyFirst, int onlySecond, double expected)
    {
        Assert.Equal(expected, new McNemar(onlyFirst, onlySecond, 100).PValue, 9);
    }

    [Fact]
    public void Its_power_is_that_of_the_sign_test_on_the_pairs_that_differ()
    {
        // All 6 pairs differ; only 6 : 0 rejects (2/64). A difference of ½ means 0.75 against 0.25: 0.75⁶ + 0.25⁶.
        Assert.Equal(0.178223, new McNemar(3, 3, 6).Power(0.5), 6);
        // 5 pairs can never reject: 2/32 > 0.05.
        Assert.Equal(0, new McNemar(3, 2, 5).Power(0.9));
        Assert.Null(new McNemar(3, 2, 5).Detectable());
    }

    [Fact]
    public void A_comparison_tells_how_small_a_difference_it_would_have_shown()
    {
        var test = new McNemar(10, 10, 200);

        var detectable = test.Detectable()!.Value;

        Assert.True(test.Power(detectable) >= 0.8);
        Assert.True(test.Power(detectable - 0.01) < 0.8);
        Assert.InRange(detectable, 0.05, 0.08);
    }

    [Fact]
    public void A_paired_difference_has_the_sign_of_the_second_run()
    {
        var better = PairedBootstrap.Of(Enumerable.Range(0, 12).Select(i => new Observation($"{i}", 1)), seed: 5);

        // No resample is at or below 0: 2·(0 + 1)/2001.
        Assert.Equal((1, new Interval(1, 1), 0.0010), (better.Difference, better.Interval, Math.Round(better.PValue, 4)));
    }

    [Fact]
    public void Equal_runs_differ_by_nothing()
    {
        var equal = PairedBootstrap.Of([new("a", 0), new("b", 0)], seed: 5);

        Assert.Equal((0, 1), (equal.Difference, equal.PValue));
    }
}
