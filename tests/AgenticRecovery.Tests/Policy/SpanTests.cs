using AgenticRecovery.Cases;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class SpanTests
{
    private static readonly DeskHours Berlin = DeskHours.Default;

    [Theory]
    // Berlin is UTC+1 in November: 09:00–17:00 there is 08:00–16:00 UTC. 2026-11-16 is a Monday.
    [InlineData("2026-11-16T09:00Z", "4h business", "2026-11-16T13:00Z")]
    [InlineData("2026-11-16T14:00Z", "4h business", "2026-11-17T10:00Z")]
    [InlineData("2026-11-16T05:00Z", "4h business", "2026-11-16T12:00Z")]
    [InlineData("2026-11-20T15:00Z", "4h business", "2026-11-23T11:00Z")]
    [InlineData("2026-11-21T12:00Z", "30m business", "2026-11-23T08:30Z")]
    [InlineData("2026-11-16T08:00Z", "1d business", "2026-11-16T16:00Z")]
    [InlineData("2026-11-16T16:00Z", "8h business", "2026-11-17T16:00Z")]
    [InlineData("2026-11-20T15:00Z", "4h", "2026-11-20T19:00Z")]
    // Clocks change on Sunday 2026-03-29: Monday's 09:00 is 07:00 UTC.
    [InlineData("2026-03-27T15:00Z", "2h business", "2026-03-30T08:00Z")]
    public void Working_time_is_counted_on_the_wall_clock_of_the_zone(string from, string span, string due)
    {
        Assert.True(Span.TryParse(span, out var length));

        Assert.Equal(DateTimeOffset.Parse(due, null), length.After(DateTimeOffset.Parse(from, null), Berlin));
    }

    [Fact]
    public void A_closed_day_is_no_working_day()
    {
        var calendar = Berlin with { Holidays = new HashSet<DateOnly> { new(2026, 11, 17) } };

        Assert.Equal(DateTimeOffset.Parse("2026-11-18T10:00Z", null), new Span(TimeSpan.FromHours(4), true).After(DateTimeOffset.Parse("2026-11-16T14:00Z", null), calendar));
    }

    [Fact]
    public void A_zone_half_an_hour_off_is_counted_right()
    {
        // Kolkata is UTC+5:30; 09:00 there is 03:30 UTC.
        var calendar = Berlin with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata") };

        Assert.Equal(DateTimeOffset.Parse("2026-11-16T04:30Z", null), new Span(TimeSpan.FromHours(1), true).After(DateTimeOffset.Parse("2026-11-16T00:00Z", null), calendar));
    }

    [Fact]
    public void An_approval_is_due_in_working_time_from_the_moment_of_the_decision()
    {
        // Friday 15:00 UTC leaves one working hour; the other three end at Monday 11:00 UTC, 68 hours later.
        var facts = new PolicyFacts(DateTimeOffset.Parse("2026-11-20T15:00Z", null), Economics.Currency.Eur);

        var asked = Assert.IsType<Decision.NeedsApproval>(Books.Of("  - { id: a, approve: FullRefund, by: { role: finance }, within: 4h business }\n").Decide("FullRefund", facts));

        Assert.Equal(TimeSpan.FromHours(68), asked.Within);
    }

    [Theory]
    [InlineData("4h business", 4, true)]
    [InlineData("1d business", 8, true)]
    [InlineData("1w business", 40, true)]
    [InlineData("90m", 1.5, false)]
    [InlineData("3d", 72, false)]
    [InlineData("1.5h", 1.5, false)]
    public void A_length_of_time_reads_as_written(string text, double hours, bool isBusiness)
    {
        Assert.True(Span.TryParse(text, out var span));
        Assert.Equal((hours, isBusiness), (span.Length.TotalHours, span.IsBusiness));
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("4")]
    [InlineData("-4h")]
    [InlineData("4h busy")]
    [InlineData("4h business hours")]
    [InlineData("4y")]
    [InlineData("1000000h")]
    public void What_is_no_length_of_time_is_refused(string text)
    {
        Assert.False(Span.TryParse(text, out _));
    }
}
