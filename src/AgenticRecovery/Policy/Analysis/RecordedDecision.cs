using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>One decision as it was made: the move, the facts it read, and the word that came of it. What a store keeps to make it again.</summary>
/// <param name="Currency">Of every amount in the facts.</param>
/// <param name="Facts">By name and text; anything not named was missing.</param>
/// <param name="Word">"allow", "approval" or "deny"; null where it was not kept.</param>
public sealed record RecordedDecision(
    string Case, string Move, DateTimeOffset At, string Currency, IReadOnlyDictionary<string, string> Facts, string? Word)
{
    /// <summary>Age in seconds of facts that were not read just then, by name.</summary>
    public IReadOnlyDictionary<string, long> Ages { get; init; } = new Dictionary<string, long>();

    public static RecordedDecision Of(string caseId, string move, PolicyFacts facts, Decision decision) =>
        new(caseId, move, facts.At, facts.Currency.Code, Prover.Show(facts), decision.Word)
        {
            Ages = AgesOf(facts),
        };

    /// <summary>Age in seconds of every fact that was read a second before the decision or earlier.</summary>
    public static IReadOnlyDictionary<string, long> AgesOf(PolicyFacts facts) => Published.All
        .Where(fact => facts.Knows(fact) && facts.At - facts.ObservedAt(fact) >= TimeSpan.FromSeconds(1))
        .ToDictionary(fact => fact.Name, fact => (long)(facts.At - facts.ObservedAt(fact)).TotalSeconds);

    /// <summary>The facts in a table of their own. Throws <see cref="FormatException"/> for a fact or a value that is not published (any more).</summary>
    public PolicyFacts Restore()
    {
        var facts = new PolicyFacts(At, new Currency(Currency));
        RestoreInto(facts);
        return facts;
    }

    /// <summary>As <see cref="Restore"/>, into a table that is used again and again.</summary>
    public void RestoreInto(PolicyFacts facts)
    {
        facts.Clear(At, new Currency(Currency));
        foreach (var (name, text) in Facts)
        {
            var at = Ages.Count > 0 && Ages.TryGetValue(name, out var age) ? At.AddSeconds(-age) : (DateTimeOffset?)null;
            if (!Published.TryFind(name, out var fact) || !FactText.TryRead(facts, fact, text, out _, at))
                throw new FormatException($"The record of {Case} has '{name}: {text}', which is no published fact or value.");
        }
    }
}
