using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

public sealed class SeedTests
{
    [Fact]
    public void Seeds_depend_on_the_run_alone()
    {
        Assert.Equal(SipHash.SeedOf("run-1"), SipHash.SeedOf("run-1"));
        Assert.NotEqual(SipHash.SeedOf("run-1"), SipHash.SeedOf("run-2"));
        Assert.NotEqual(SipHash.SeedOf(""), SipHash.SeedOf("a-run-id-that-is-longer-than-one-block"));
    }
}
