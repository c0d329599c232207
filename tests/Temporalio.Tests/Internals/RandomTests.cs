using Temporalio.Common;

namespace Temporalio.Tests.Internals;

public class RandomTests
{
    /// <summary>As in <see cref="Random"/>. In the official package an empty range ends the process.</summary>
    [Fact]
    public void An_empty_range_gives_its_one_end() => Assert.Equal(5, new DeterministicRandom(7).Next(5, 5));
}
