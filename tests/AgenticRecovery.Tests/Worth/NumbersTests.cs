using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Learning;

namespace AgenticRecovery.Tests.Worth;

public sealed class NumbersTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Beta_chances_match_what_can_be_worked_by_hand()
    {
        // Beta(1,1) is uniform; Beta(2,1) has F(x) = x²; Beta(1,3) has F(x) = 1 − (1−x)³.
        Assert.Equal(0.3m, BetaMath.ChanceBelow(new Odds(1, 1), 0.3m));
        Assert.Equal(0.25m, BetaMath.ChanceBelow(new Odds(2, 1), 0.5m));
        Assert.Equal(0.271m, BetaMath.ChanceBelow(new Odds(1, 3), 0.1m));
        Assert.Equal(0.5m, BetaMath.Quantile(new Odds(3, 3), 0.5m), 5);
        Assert.Equal(0.975m, BetaMath.Interval95(new Odds(1, 1)).High, 5);
    }

    [Fact]
    public void Comparing_two_beliefs_matches_the_exact_fractions()
    {
        // X uniform, Y ~ Beta(2,1): P(X ≤ Y) = E[Y] = 2/3. X ~ Beta(2,1), Y ~ Beta(1,2): ∫ y²·2(1−y) dy = 2/3 − 1/2 = 1/6.
        Assert.Equal(0.666667m, BetaMath.ChanceAtMost(new Odds(1, 1), new Odds(2, 1)), 5);
        Assert.Equal(0.166667m, BetaMath.ChanceAtMost(new Odds(2, 1), new Odds(1, 2)), 5);
        Assert.Equal(0.5m, BetaMath.ChanceAtMost(new Odds(6.4m, 1.6m), new Odds(6.4m, 1.6m)), 5);
    }

    [Theory]
    [InlineData(0.04, 3.96)]
    [InlineData(0.5, 11.5)]
    [InlineData(640, 160)]
    public void A_belief_and_its_rival_share_all_the_chance(double a, double b)
    {
        var (x, y) = (new Odds((decimal)a, (decimal)b), new Odds(2.4m, 5.6m));

        Assert.Equal(1m, BetaMath.ChanceAtMost(x, y) + BetaMath.ChanceAtMost(y, x), 4);
    }

    [Fact]
    public void The_loss_curve_drifts_and_jumps()
    {
        // 30 % over 30 h is 1 % an hour; the cutoff after 5 h takes 40 % at once.
        var curve = new LossCurve(Start, TimeSpan.FromHours(30), 0.30m, [new Cliff("cutoff", Start.AddHours(5), 0.40m)]);

        Assert.Equal(0m, curve.ShareLostAt(Start));
        Assert.Equal(0.04m, curve.ShareLostAt(Start.AddHours(4)));
        Assert.Equal(0.45m, curve.ShareLostAt(Start.AddHours(5)));
        Assert.Equal(0.70m, curve.ShareLostAt(Start.AddHours(99)));
        Assert.Equal(Money.Eur(41_00), curve.CostOfWaiting(Money.Eur(100_00), Start.AddHours(4), TimeSpan.FromHours(1)));
        // 100 · 0.41 / 1 h / 5 min = 8.2
        Assert.Equal(8.2m, curve.Priority(Money.Eur(100_00), Start.AddHours(4), TimeSpan.FromHours(1), 5));
        Assert.Null(curve.NextCliff(Start.AddHours(6)));
    }

    [Fact]
    public void Learning_adds_cases_and_a_thin_leaf_stays_near_its_parent()
    {
        // [4, 4] and 6 kept of 8 → [10, 6]; leaf: 4·0.625 = 2.5 and 1.5, plus one lost → [2.5, 2.5].
        Assert.Equal(new Odds(10, 6), OddsLearning.After(new Odds(4, 4), new Tally(6, 2)));
        Assert.Equal(new Odds(2.5m, 2.5m), OddsLearning.Down(new Odds(4, 4), [new Tally(6, 2), new Tally(0, 1)]));
    }

    [Fact]
    public void Evidence_of_one_half_life_counts_half()
    {
        var old = new Evidence(FailureMode.FulfilmentDelay, null, null, nameof(Move.Reassure), true, Start.AddDays(-120), false);

        Assert.Equal(new Tally(0.5m, 1m), Tally.Of([old, old with { IsKept = false, ClosedAt = Start }], Start, Tally.HalfLife));
    }

    [Fact]
    public void Strength_needs_ten_siblings()
    {
        Assert.Null(OddsLearning.StrengthOf([.. Enumerable.Repeat(new Tally(5, 5), 9)]));
        Assert.Equal(200m, OddsLearning.StrengthOf([.. Enumerable.Repeat(new Tally(5, 5), 12)]));
    }

    [Theory]
    [InlineData("30m", "30m")]
    [InlineData("4d18h", "114h")]
    [InlineData("4bh", "4bh")]
    [InlineData("1bd", "1bd")]
    public void A_length_reads_back(string text, string written) => Assert.Equal(written, WorkSpan.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("h4")]
    [InlineData("1d4bh")]
    [InlineData("0m")]
    [InlineData("-1h")]
    [InlineData("9999999d")]
    public void What_is_no_length_is_refused(string text) => Assert.False(WorkSpan.TryParse(text, out _));

    [Fact]
    public void Business_time_skips_nights_weekends_holidays_and_clock_changes()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hours = DeskHours.Weekdays(berlin);
        // Friday 20 November 2026, 16:00 in Berlin: one hour on Friday, three on Monday until 12:00.
        var friday = new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.Zero), WorkSpan.Parse("4bh").After(friday, hours));
        Assert.Equal(friday, WorkSpan.Parse("4bh").Before(new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.Zero), hours));
        // Clocks go forward on 28 March 2027: Friday 16:00 (15:00 UTC) plus one business day is Monday 16:00 (14:00 UTC).
        Assert.Equal(new DateTimeOffset(2027, 3, 29, 14, 0, 0, TimeSpan.Zero), WorkSpan.Parse("1bd").After(new DateTimeOffset(2027, 3, 26, 15, 0, 0, TimeSpan.Zero), hours));
        var closed = DeskHours.Weekdays(berlin, new TimeOnly(9, 0), new TimeOnly(17, 0), new HashSet<DateOnly> { new(2026, 11, 23) });
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero), WorkSpan.Parse("1bd").After(friday, closed));
        Assert.Equal(TimeSpan.FromHours(4), hours.Between(friday, new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_deadline_never_passes_its_cliff()
    {
        var hours = DeskHours.Weekdays(TimeZoneInfo.Utc);
        var target = new SlaTarget(WorkSpan.Parse("4h"), Cliffs.Cutoff, WorkSpan.Parse("30m"), "assumption");

        Assert.Equal(Start.AddHours(4), target.DueAt(Start, hours, new Dictionary<string, DateTimeOffset>()));
        Assert.Equal(Start.AddMinutes(90), target.DueAt(Start, hours, new Dictionary<string, DateTimeOffset> { [Cliffs.Cutoff] = Start.AddHours(2) }));
        Assert.Equal(Start, target.DueAt(Start, hours, new Dictionary<string, DateTimeOffset> { [Cliffs.Cutoff] = Start.AddHours(-2) }));
    }
}
