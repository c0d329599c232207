using AgenticRecovery.Evals.Retail;

namespace AgenticRecovery.Tests.Evals.Retail;

public sealed class TicketBootstrapTests
{
    [Fact]
    public void None_of_twenty_tickets_is_no_certainty() =>
        // 1 - 0.025^(1/20) = 1 - e^(-3.68888/20) = 1 - 0.8316 = 0.168
        Assert.Equal(new ShareInterval(0, 0.168), TicketBootstrap.Of(Enumerable.Range(0, 20).Select(i => ($"t{i}", false))));

    [Fact]
    public void A_ticket_counts_once_however_many_writes_it_has()
    {
        // Two tickets: each resample is all of one, all of the other, or half and half.
        var interval = TicketBootstrap.Of(Enumerable.Range(0, 20).Select(i => (i < 10 ? "a" : "b", i < 10)));

        Assert.Equal(new ShareInterval(0, 1), interval);
    }

    [Fact]
    public void Without_writes_there_is_no_interval() => Assert.Null(TicketBootstrap.Of([]));
}
