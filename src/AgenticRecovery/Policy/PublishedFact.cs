namespace AgenticRecovery.Policy;

public enum FactKind
{
    Flag,
    Number,
    Money,
    Duration,
    /// <summary>One word of a closed list.</summary>
    Word,
    /// <summary>Any number of words of a closed list.</summary>
    Words,
    /// <summary>Open text; rules may compare it for equality, budgets may be kept per value.</summary>
    Text,
}

/// <summary>One fact that rules may name. Numbers, money and durations are held in millionths (of one, of the major unit, of a second).</summary>
public sealed record PublishedFact
{
    public const long Micro = 1_000_000;
    public const long MicroPerHour = 3600 * Micro;

    public required int Slot { get; init; }
    public required string Name { get; init; }
    public required FactKind Kind { get; init; }
    public required string Unit { get; init; }
    public required string Meaning { get; init; }
    public required string Example { get; init; }

    /// <summary>The closed list of a <see cref="FactKind.Word"/> or <see cref="FactKind.Words"/>; at most 64.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Least and greatest possible value, and the grid between, in millionths.</summary>
    public long Min { get; init; } = long.MinValue;
    public long Max { get; init; } = long.MaxValue;
    public long Step { get; init; } = 1;

    public bool IsQuantity => Kind is FactKind.Number or FactKind.Money or FactKind.Duration;

    /// <summary>Place of a word in <see cref="Values"/>, or -1.</summary>
    public int IndexOf(string word)
    {
        for (var i = 0; i < Values.Count; i++)
            if (string.Equals(Values[i], word, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
