using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class DefaultBookTests
{
    [Fact]
    public void Shipped_books_read_without_a_fault()
    {
        foreach (var name in PolicyBookReader.ShippedNames)
            Assert.Empty(PolicyBookReader.ReadFile(name).Faults);
    }
}
