using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>
/// The facts of one decision, in a table with one place per published fact. Anything not set is missing. Not safe for
/// use by two threads at once; <see cref="Clear"/> makes it ready for the next decision without a new allocation.
/// </summary>
public sealed class PolicyFacts
{
    private readonly long[] _values = new long[FactBuilder.MaxFacts];
    private readonly long[] _observedMs = new long[FactBuilder.MaxFacts];
    private readonly string?[] _texts = new string?[FactBuilder.MaxFacts];

    /// <summary>What a table can hold is under this, in whole units.</summary>
    internal const decimal Most = 9_000_000_000_000m;

    public PolicyFacts(DateTimeOffset at, Currency currency) => (At, Currency) = (at, currency);

    /// <summary>When the decision is made; ages and business deadlines are counted from here.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Currency of every amount in the table.</summary>
    public Currency Currency { get; private set; }

    internal ulong KnownLow { get; private set; }
    internal ulong KnownHigh { get; private set; }

    public void Clear(DateTimeOffset at, Currency currency)
    {
        (At, Currency) = (at, currency);
        (KnownLow, KnownHigh) = (0, 0);
        Array.Clear(_texts);
    }

    /// <summary>The same facts in a table of its own.</summary>
    public PolicyFacts Copy()
    {
        var copy = new PolicyFacts(At, Currency) { KnownLow = KnownLow, KnownHigh = KnownHigh };
        _values.CopyTo(copy._values, 0);
        _observedMs.CopyTo(copy._observedMs, 0);
        _texts.CopyTo(copy._texts, 0);
        return copy;
    }

    public bool Knows(PublishedFact fact) => IsKnown(fact.Slot);

    public void Forget(PublishedFact fact)
    {
        if (fact.Slot < 64)
            KnownLow &= ~(1UL << fact.Slot);
        else
            KnownHigh &= ~(1UL << (fact.Slot - 64));
    }

    /// <summary>
    /// Setters take null for "not known" and the time the source was asked, where it was not just now. A value outside the fact's
    /// range is not known either (an age under zero is zero), so that what is proved over the range holds for every table.
    /// </summary>
    public PolicyFacts Set(PublishedFact fact, bool? value, DateTimeOffset? observedAt = null) =>
        value is { } known ? Put(fact, FactKind.Flag, known ? 1 : 0, observedAt) : this;

    public PolicyFacts Set(PublishedFact fact, decimal? value, DateTimeOffset? observedAt = null) =>
        value is { } known && Math.Abs(known) < Most ? Put(fact, FactKind.Number, (long)(known * PublishedFact.Micro), observedAt) : this;

    public PolicyFacts Set(PublishedFact fact, TimeSpan? value, DateTimeOffset? observedAt = null) =>
        value is { } known ? Put(fact, FactKind.Duration, known.Ticks / TimeSpan.TicksPerMicrosecond, observedAt) : this;

    /// <summary>Throws for an amount in another currency than the table's.</summary>
    public PolicyFacts Set(PublishedFact fact, Money? value, DateTimeOffset? observedAt = null)
    {
        if (value is not { } known)
            return this;
        if (known.Currency != Currency)
            throw new ArgumentException($"'{fact.Name}' is in {known.Currency}, but the facts are in {Currency}.");
        return Math.Abs(known.Amount) < Most ? Put(fact, FactKind.Money, (long)(known.Amount * PublishedFact.Micro), observedAt) : this;
    }

    /// <summary>A word of the fact's list, or text. A word that is not on the list throws.</summary>
    public PolicyFacts Set(PublishedFact fact, string? value, DateTimeOffset? observedAt = null)
    {
        if (value is null)
            return this;
        if (fact.Kind == FactKind.Text)
        {
            _texts[fact.Slot] = value;
            return Put(fact, FactKind.Text, 0, observedAt);
        }
        var index = fact.IndexOf(value);
        return index >= 0
            ? Put(fact, FactKind.Word, index, observedAt)
            : throw new ArgumentException($"'{value}' is no value of '{fact.Name}'. Known: {string.Join(", ", fact.Values)}.");
    }

    /// <summary>A set of words, each on the fact's list; an empty set is known and empty.</summary>
    public PolicyFacts Set(PublishedFact fact, IReadOnlyCollection<string>? words, DateTimeOffset? observedAt = null)
    {
        if (words is null)
            return this;
        var bits = 0L;
        foreach (var word in words)
        {
            var index = fact.IndexOf(word);
            if (index < 0)
                throw new ArgumentException($"'{word}' is no value of '{fact.Name}'. Known: {string.Join(", ", fact.Values)}.");
            bits |= 1L << index;
        }
        return Put(fact, FactKind.Words, bits, observedAt);
    }

    public DateTimeOffset ObservedAt(PublishedFact fact) => DateTimeOffset.FromUnixTimeMilliseconds(_observedMs[fact.Slot]);

    /// <summary>The text of a <see cref="FactKind.Text"/> fact; null where it is missing.</summary>
    public string? TextOf(PublishedFact fact) => IsKnown(fact.Slot) ? _texts[fact.Slot] : null;

    /// <summary>The value in the form a book would write it; null where it is missing.</summary>
    public string? Show(PublishedFact fact) => IsKnown(fact.Slot) ? FactText.Write(fact, _values[fact.Slot], _texts[fact.Slot]) : null;

    internal bool IsKnown(int slot) =>
        slot < 64 ? (KnownLow & (1UL << slot)) != 0 : (KnownHigh & (1UL << (slot - 64))) != 0;

    internal long Raw(int slot) => _values[slot];

    internal string? RawText(int slot) => _texts[slot];

    internal long ObservedMs(int slot) => _observedMs[slot];

    /// <summary>Sets the value in the table's own form; analysis uses it to build examples.</summary>
    internal PolicyFacts PutRaw(PublishedFact fact, long value, string? text = null, DateTimeOffset? observedAt = null)
    {
        _texts[fact.Slot] = text;
        return Put(fact, fact.Kind, value, observedAt);
    }

    private PolicyFacts Put(PublishedFact fact, FactKind kind, long value, DateTimeOffset? observedAt)
    {
        if (fact.Kind != kind)
            throw new ArgumentException($"'{fact.Name}' is a {fact.Kind}, not a {kind}.");
        if (kind == FactKind.Duration)
            value = Math.Max(value - value % fact.Step, fact.Min);
        if (value < fact.Min || value > fact.Max)
        {
            Forget(fact);
            return this;
        }
        _values[fact.Slot] = value;
        _observedMs[fact.Slot] = (observedAt ?? At).ToUnixTimeMilliseconds();
        if (fact.Slot < 64)
            KnownLow |= 1UL << fact.Slot;
        else
            KnownHigh |= 1UL << (fact.Slot - 64);
        return this;
    }
}
