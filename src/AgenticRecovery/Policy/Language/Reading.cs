namespace AgenticRecovery.Policy;

/// <summary>How a rule sees the facts: stale ones are masked out, the move and the currency are settled.</summary>
internal readonly ref struct Reading(PolicyFacts facts, ulong knownLow, ulong knownHigh, int currency, int move)
{
    private readonly PolicyFacts _facts = facts;
    private readonly ulong _knownLow = knownLow;
    private readonly ulong _knownHigh = knownHigh;

    /// <summary>Place of the facts' currency in the book's rates; -1 when the book has no rate for it.</summary>
    public int Currency { get; } = currency;

    /// <summary>Place of the move in <see cref="MoveSet.Names"/>.</summary>
    public int Move { get; } = move;

    public bool Knows(int slot) => slot < 64 ? (_knownLow & (1UL << slot)) != 0 : (_knownHigh & (1UL << (slot - 64))) != 0;

    public long Raw(int slot) => _facts.Raw(slot);

    public string? Text(int slot) => _facts.RawText(slot);
}
