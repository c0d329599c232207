using System.Text.RegularExpressions;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>What docs/policy.md shows must work as it is shown.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository(), "docs", "policy.md"));

    [Fact]
    public void Every_book_of_the_page_reads_and_keeps_its_examples()
    {
        var books = Blocks("yaml").Where(text => text.StartsWith("book:", StringComparison.Ordinal)).ToList();

        Assert.True(books.Count >= 3);
        foreach (var text in books)
        {
            var book = PolicyBookReader.Read(text, "policy.md").Require();
            Assert.All(BookTest.Run(book), example => Assert.True(example.Holds, example.ToString()));
            Assert.DoesNotContain(BookCheck.Check(book), finding => finding.Severity == "warning");
        }
    }

    [Fact]
    public void Every_condition_of_the_page_can_be_read()
    {
        var conditions = Blocks("").First(text => text.Contains("case.spent", StringComparison.Ordinal)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(6, conditions.Length);
        foreach (var condition in conditions)
        {
            Assert.NotNull(Expression.Read(condition, Books.Default.Text.Rates, out var fault));
            Assert.Null(fault);
        }
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AgenticRecovery.sln")))
            at = at.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return at.FullName;
    }

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
