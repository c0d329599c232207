using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>How an example of a book came out.</summary>
/// <param name="Got">The word and the rule that settled it.</param>
public sealed record ExampleResult(string Name, int Line, bool Holds, string Expected, string Got, string Reason);

/// <summary>Runs a book's own examples: the facts as written, everything else unknown, on a Tuesday morning.</summary>
public static class BookTest
{
    /// <summary>Tuesday 2026-11-17, 10:00 in Berlin.</summary>
    public static readonly DateTimeOffset At = new(2026, 11, 17, 9, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<ExampleResult> Run(PolicyBook book) => Run(book, book.Text.Examples);

    public static IReadOnlyList<ExampleResult> Run(PolicyBook book, IReadOnlyList<BookExample> examples) =>
        [.. examples.Select(example => Run(book, example))];

    /// <summary>The facts of an example. Throws for a fact or a value that is not published.</summary>
    public static PolicyFacts FactsOf(PolicyBook book, IReadOnlyDictionary<string, string> byName)
    {
        var facts = new PolicyFacts(At, byName.TryGetValue("currency", out var code) && Currency.TryParse(code, out var currency) ? currency : book.Text.Rates.Home);
        foreach (var (name, text) in byName)
        {
            if (name == "currency")
                continue;
            if (!Published.TryFind(name, out var fact))
                throw new ArgumentException($"There is no fact '{name}'{Spelling.Hint(name, Published.Names)}.");
            if (!FactText.TryRead(facts, fact, text, out var problem))
                throw new ArgumentException(problem);
        }
        return facts;
    }

    private static ExampleResult Run(PolicyBook book, BookExample example)
    {
        var decision = book.Decide(example.Move, FactsOf(book, example.Facts));
        var role = (decision as Decision.NeedsApproval)?.Role;
        var holds = decision.Word == example.Expect
            && (example.Rule is null || example.Rule == decision.Rule)
            && (example.Role is null || example.Role == role);
        return new ExampleResult(
            example.Name, example.Line, holds, Said(example.Expect, example.Rule, example.Role), Said(decision.Word, decision.Rule, role), decision.Reason);
    }

    private static string Said(string word, string? rule, string? role) =>
        word + (rule is null ? "" : $" by {rule}") + (role is null ? "" : $" ({role})");
}
