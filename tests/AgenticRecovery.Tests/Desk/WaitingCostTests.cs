using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Tests.Desk;

public sealed class WaitingCostTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Half_drifts_away_over_twice_the_time_given_and_half_goes_at_the_deadline()
    {
        var request = Request(due: Noon.AddHours(4), cutoff: null);

        // 100 € over 8 hours drift: 50 / 8 = 6.25 an hour; the hour that holds the deadline also loses the other 50.
        Assert.Equal(Money.Eur(6_25), WaitingCost.PerHour(request, Money.Eur(100_00), Noon));
        Assert.Equal(Money.Eur(56_25), WaitingCost.PerHour(request, Money.Eur(100_00), Noon.AddHours(3.5)));
    }

    [Fact]
    public void A_cutoff_before_the_deadline_is_the_cliff()
    {
        var cliff = WaitingCost.CliffOf(Request(due: Noon.AddHours(4), cutoff: Noon.AddHours(2)));

        Assert.Equal(("cutoff", Noon.AddHours(2)), (cliff.Name, cliff.At));
        Assert.Equal("deadline", WaitingCost.CliffOf(Request(due: Noon.AddHours(4), cutoff: Noon.AddHours(5))).Name);
    }

    [Fact]
    public void A_request_long_past_its_deadline_keeps_a_hundredth_of_its_value_an_hour()
    {
        var request = Request(due: Noon.AddHours(1), cutoff: null);

        Assert.Equal(Money.Eur(1_00), WaitingCost.PerHour(request, Money.Eur(100_00), Noon.AddDays(9)));
        Assert.Null(WaitingCost.NextChange(request, Noon.AddDays(9)));
    }

    [Fact]
    public void The_cost_is_the_same_until_the_moment_it_is_said_to_change()
    {
        var request = Request(due: Noon.AddHours(4), cutoff: null);
        var change = WaitingCost.NextChange(request, Noon)!.Value;

        // One hour before the deadline at 16:00.
        Assert.Equal(Noon.AddHours(3), change);
        Assert.Equal(WaitingCost.PerHour(request, Money.Eur(80_00), Noon), WaitingCost.PerHour(request, Money.Eur(80_00), change.AddSeconds(-1)));
        Assert.True(WaitingCost.PerHour(request, Money.Eur(80_00), change) > WaitingCost.PerHour(request, Money.Eur(80_00), Noon));
    }

    [Fact]
    public void Agreement_beyond_chance_is_worked_by_hand()
    {
        // 10 pairs: 8 equal (6 approve, 2 reject). First: 7 approve, second: 7 approve. Chance 0.7·0.7 + 0.3·0.3 = 0.58; κ = (0.8 − 0.58) / 0.42.
        List<(string, string)> pairs = [.. Enumerable.Repeat(("approve", "approve"), 6), .. Enumerable.Repeat(("reject", "reject"), 2), ("approve", "reject"), ("reject", "approve")];

        var agreement = Agreement.Of(pairs);

        Assert.Equal((10, 0.8m), (agreement.Readings, agreement.Share));
        Assert.Equal(0.5238m, Math.Round(agreement.Kappa!.Value, 4));
    }

    [Fact]
    public void Agreement_is_undefined_without_readings_or_with_one_word_only()
    {
        Assert.Null(Agreement.Of([]).Kappa);
        Assert.Null(Agreement.Of([("approve", "approve"), ("approve", "approve")]).Kappa);
    }

    private static ApprovalRequest Request(DateTimeOffset due, DateTimeOffset? cutoff) => new()
    {
        Proposal = new ProposalId("p"),
        Case = new CaseId("c"),
        ProposalHash = "h",
        BookHash = "b",
        Rule = "r",
        Role = "approver",
        People = 1,
        Amount = Money.Eur(10_00),
        Snapshot = new BusinessSnapshot { Status = OrderStatus.Open, OrderHash = "o", Refundable = Money.Eur(0), CutoffAt = cutoff },
        AskedAt = Noon,
        DueAt = due,
    };
}
