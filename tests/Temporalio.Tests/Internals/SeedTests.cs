using Temporalio.Worker;

namespace Temporalio.Tests.Internals;

public sealed class SeedTests
{
    /// <summary>Numbers of another implementation of SipHash-1-3: CPython's hash of the bytes and 0xff, with PYTHONHASHSEED=0.</summary>
    [Theory]
    [InlineData("run-1", 13079098122894003206)]
    [InlineData("", 3476900567878811119)]
    [InlineData("6b29fc40-ca47-1067-b31d-00dd010662da", 7665779185260032117)]
    public void Seeds_are_those_of_the_official_core(string runId, ulong seed) => Assert.Equal(seed, SipHash.SeedOf(runId));

    [Fact]
    public void Seeds_depend_on_the_run_alone()
    {
        Assert.Equal(SipHash.SeedOf("run-1"), SipHash.SeedOf("run-1"));
        Assert.NotEqual(SipHash.SeedOf("run-1"), SipHash.SeedOf("run-2"));
        Assert.NotEqual(SipHash.SeedOf(""), SipHash.SeedOf("a-run-id-that-is-longer-than-one-block"));
    }
}
