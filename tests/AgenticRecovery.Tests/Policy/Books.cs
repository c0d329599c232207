using AgenticRecovery.Books;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>Books for tests: the shipped ones, and small ones made of rules alone.</summary>
internal static class Books
{
    public static PolicyBook Default { get; } = PolicyBookReader.ReadFile("default").Require();


    public static PolicyBook Retail { get; } = PolicyBookReader.ReadFile("retail").Require();

    public static string With(string rules) => "book: test\nversion: 1\ncurrency: EUR\nrates: { USD: 2.00 }\nrules:\n" + rules;

    public static PolicyBook Of(string rules) => PolicyBookReader.Read(With(rules), "test.yaml").Require();

    /// <summary>Monday 2026-11-16, 09:00 UTC, which is 10:00 in Berlin.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    public static PolicyFacts Facts(params (PublishedFact Fact, string Text)[] known)
    {
        var facts = new PolicyFacts(Monday, Currency.Eur);
        foreach (var (fact, text) in known)
            Assert.True(FactText.TryRead(facts, fact, text, out var problem), problem);
        return facts;
    }
}
