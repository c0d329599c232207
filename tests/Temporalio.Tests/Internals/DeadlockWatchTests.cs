using Temporalio.Worker;

namespace Temporalio.Tests.Internals;

public sealed class DeadlockWatchTests
{
    [Theory]
    [InlineData(250, 250)]
    [InlineData(499, 499)]
    [InlineData(30_000, 500)]
    public void A_machine_that_stood_still_counts_for_half_a_second_at_most(int sinceLastLookMs, int countedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(countedMs), DeadlockWatch.Counted(TimeSpan.FromMilliseconds(sinceLastLookMs)));
}
