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

    [Fact]
    public void Every_example_of_the_shipped_books_holds()
    {
        foreach (var book in new[] { Books.Default, Books.Retail })
        {
            var failed = BookTest.Run(book).Where(example => !example.Holds).ToList();

            Assert.True(failed.Count == 0, string.Join("\n", failed));
        }
    }

    [Fact]
    public void Every_rule_that_settles_something_has_an_example()
    {
        foreach (var book in new[] { Books.Default, Books.Retail })
        {
            var named = book.Text.Examples.Select(example => example.Rule).ToHashSet();
            var silent = book.Rules.Where(rule => rule.Effect != Effect.Oblige && !named.Contains(rule.Id)).Select(rule => rule.Id);

            Assert.Empty(silent);
        }
    }
}
