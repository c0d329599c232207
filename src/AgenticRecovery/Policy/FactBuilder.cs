namespace AgenticRecovery.Policy;

/// <summary>Numbers the published facts as <see cref="Published"/> declares them; not for use after that.</summary>
internal static class FactBuilder
{
    /// <summary>Known facts are two 64-bit words, so there may be no more than this.</summary>
    public const int MaxFacts = 128;

    private static readonly List<PublishedFact> Declared = [];

    public static PublishedFact Flag(string name, string meaning, string example) =>
        Add(FactKind.Flag, name, "true or false", meaning, example, f => f with { Values = ["false", "true"], Min = 0, Max = 1 });

    public static PublishedFact Number(string name, string meaning, string example) =>
        Add(FactKind.Number, name, "number, 0 or more", meaning, example, f => f with { Min = 0 });

    public static PublishedFact Share(string name, string meaning, string example) =>
        Add(FactKind.Number, name, "share, 0 to 1", meaning, example, f => f with { Min = 0, Max = PublishedFact.Micro });

    public static PublishedFact Count(string name, string meaning, string example) =>
        Add(FactKind.Number, name, "count", meaning, example, f => f with { Min = 0, Step = PublishedFact.Micro });

    public static PublishedFact Money(string name, string meaning, string example) =>
        Add(FactKind.Money, name, "money in the order's currency", meaning, example, f => f with { Min = 0, Step = PublishedFact.Micro / 100 });

    public static PublishedFact SignedMoney(string name, string meaning, string example) =>
        Add(FactKind.Money, name, "money in the order's currency, may be negative", meaning, example, f => f with { Step = PublishedFact.Micro / 100 });

    public static PublishedFact Duration(string name, string meaning, string example) =>
        Add(FactKind.Duration, name, "hours, or a duration such as 90m, 26h, 3d", meaning, example, f => f with { Min = 0, Step = PublishedFact.Micro });

    public static PublishedFact Word(string name, IReadOnlyList<string> values, string meaning, string example) =>
        Add(FactKind.Word, name, "one of a list", meaning, example, f => f with { Values = values, Min = 0, Max = values.Count - 1 });

    public static PublishedFact Words(string name, IReadOnlyList<string> values, string meaning, string example) =>
        Add(FactKind.Words, name, "set of words", meaning, example, f => f with { Values = values });

    public static PublishedFact Text(string name, string meaning, string example) =>
        Add(FactKind.Text, name, "text", meaning, example, f => f);

    public static IReadOnlyList<PublishedFact> TakeAll() => Declared.Count <= MaxFacts
        ? [.. Declared]
        : throw new InvalidOperationException($"{Declared.Count} facts are published; the table holds {MaxFacts}.");

    private static PublishedFact Add(
        FactKind kind, string name, string unit, string meaning, string example, Func<PublishedFact, PublishedFact> complete)
    {
        var fact = complete(new PublishedFact
        {
            Slot = Declared.Count,
            Kind = kind,
            Name = name,
            Unit = unit,
            Meaning = meaning,
            Example = example,
        });
        Declared.Add(fact);
        return fact;
    }
}
