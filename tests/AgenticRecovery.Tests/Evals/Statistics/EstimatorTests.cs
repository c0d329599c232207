using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Tests.Evals.Statistics;

/// <summary>Shares, agreement and coverage against figures worked by hand or published.</summary>
public sealed class EstimatorTests
{
    [Fact]
    public void The_seeded_numbers_are_those_of_the_published_generator()
    {
        var random = new SeededRandom(1234567);

        // Vigna's splitmix64.c with seed 1234567.
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Theory]
    [InlineData(4, 2, 1, 0.5)]
    [InlineData(4, 2, 2, 1.0 / 6)] // C(2,2)/C(4,2)
    [InlineData(8, 6, 4, 15.0 / 70)] // C(6,4)/C(8,4)
    [InlineData(5, 5, 5, 1)]
    [InlineData(5, 2, 3, 0)]
    public void Pass_hat_k_counts_draws_without_replacement(int trials, int passed, int k, double expected)
    {
        Assert.Equal(expected, PassPower.Of(trials, passed, k), 12);
    }

    [Fact]
    public void Pass_hat_k_is_the_mean_over_cases_up_to_the_fewest_trials()
    {
        var curve = PassPower.Curve([new CaseCount(4, 4), new CaseCount(3, 1)]);

        // k=1: (1 + 1/3)/2; k=2 and k=3: (1 + 0)/2.
        Assert.Equal([0.6667, 0.5, 0.5], curve.Select(p => Math.Round(p, 4)));
    }

    [Fact]
    public void Exact_intervals_are_the_published_ones()
    {
        var none = Binomial.Exact(10, 0, 0.95);
        var four = Binomial.Exact(10, 4, 0.95);

        // 0 of 10: 1 − 0.025^(1/10); 4 of 10: tables of Clopper and Pearson.
        Assert.Equal((0, 0.3085), (none.Low, Math.Round(none.High, 4)));
        Assert.Equal((0.1216, 0.7376), (Math.Round(four.Low, 4), Math.Round(four.High, 4)));
    }

    [Fact]
    public void Large_counts_stay_exact()
    {
        // Σ over all outcomes is 1, and the middle of Bin(1000, ½) is C(1000,500)/2^1000 = 0.0252250.
        Assert.Equal(1, Enumerable.Range(0, 1001).Sum(i => Binomial.Mass(1000, i, 0.3)), 9);
        Assert.Equal(0.0252250, Binomial.Mass(1000, 500, 0.5), 7);
    }

    [Fact]
    public void Kappa_is_that_of_the_textbook_table()
    {
        // Yes/yes 20, yes/no 5, no/yes 10, no/no 15: p₀ 0.7, pₑ 0.5·0.6 + 0.5·0.4 = 0.5, κ 0.4, s.e. √(0.21/12.5).
        List<(string, string)> ratings =
        [
            .. Enumerable.Repeat(("yes", "yes"), 20), .. Enumerable.Repeat(("yes", "no"), 5),
            .. Enumerable.Repeat(("no", "yes"), 10), .. Enumerable.Repeat(("no", "no"), 15),
        ];

        var kappa = Kappa.Of(ratings);

        Assert.Equal((0.4, 0.7, 0.5, 0.1296), (Math.Round(kappa.Value, 12), kappa.Agreement, Math.Round(kappa.ByChance, 12), Math.Round(kappa.StandardError, 4)));
    }

    [Fact]
    public void Kappa_of_raters_who_only_ever_say_one_thing_shows_nothing()
    {
        Assert.True(double.IsNaN(Kappa.Of([(true, true), (true, true)]).Value));
    }

    [Fact]
    public void Risk_over_coverage_takes_equal_confidence_together()
    {
        var curve = RiskCoverage.Of([new(0.6, false), new(0.8, true), new(0.9, false), new(0.8, false)], handedOver: 1);

        Assert.Equal([(1, 0.2, 0.0), (3, 0.6, 1.0 / 3), (4, 0.8, 0.25)], curve.Points.Select(p => (p.Done, p.Share, p.Error)));
        Assert.Equal(0.8, curve.Largest(0.25)!.Share);
        Assert.Equal(0.2, curve.Largest(0.1)!.Share);
        // (0 · 0.2 + ⅓ · 0.4 + ¼ · 0.2) / 0.8
        Assert.Equal(0.229167, curve.Area!.Value, 6);
    }

    [Theory]
    [InlineData(58, false)] // 1 − 0.05^(1/58) = 0.0503
    [InlineData(59, true)] // 1 − 0.05^(1/59) = 0.0495
    public void Fifty_nine_right_ones_are_needed_to_be_sure_of_five_percent(int right, bool isSure)
    {
        var curve = RiskCoverage.Of(Enumerable.Repeat(new Judged(0.9, false), right), handedOver: 0);

        Assert.Equal(isSure, curve.LargestSurely(0.05) is not null);
    }

    [Fact]
    public void Slices_list_the_worst_value_of_a_topic_first()
    {
        static SlicedTrial Trial(string id, string language, bool passed) => new(id, id, new Dictionary<string, string> { ["language"] = language }, passed);

        var rows = Slices.Of([Trial("a", "de", true), Trial("b", "fr", false), Trial("c", "fr", true), Trial("a", "de", true)], seed: 1);

        Assert.Equal([("fr", 2, 1, 0.5), ("de", 2, 2, 1.0)], rows.Select(r => (r.Value, r.Trials, r.Passed, r.Share)));
        // Case a has two trials: pass^1 and pass^2; the French cases have one each.
        Assert.Equal([1, 2], rows.Select(r => r.PassHatK.Count));
    }
}
