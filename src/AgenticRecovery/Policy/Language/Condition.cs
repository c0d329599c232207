namespace AgenticRecovery.Policy;

/// <summary>A checked condition, ready to be asked. Asking allocates nothing.</summary>
internal abstract class Condition
{
    private Condition() { }

    public abstract Truth Ask(in Reading reading);

    /// <summary>Every fact the condition may read.</summary>
    public abstract IEnumerable<PublishedFact> Facts();

    public sealed class Always(bool value) : Condition
    {
        public bool Value => value;

        public override Truth Ask(in Reading reading) => TruthTables.Of(value);

        public override IEnumerable<PublishedFact> Facts() => [];
    }

    /// <summary>The fact's word (or flag) is among those whose bit is set.</summary>
    public sealed class OneOf(PublishedFact fact, ulong words) : Condition
    {
        private readonly int _slot = fact.Slot;
        private readonly bool _isMove = fact == Published.Move;

        public PublishedFact Fact => fact;
        public ulong Words => words;

        public override Truth Ask(in Reading reading)
        {
            if (_isMove)
                return TruthTables.Of((words & (1UL << reading.Move)) != 0);
            if (!reading.Knows(_slot))
                return Truth.Unknown;
            return TruthTables.Of((words & (1UL << (int)reading.Raw(_slot))) != 0);
        }

        public override IEnumerable<PublishedFact> Facts() => [fact];
    }

    /// <summary>The set fact holds this word.</summary>
    public sealed class Holds(PublishedFact fact, int word) : Condition
    {
        private readonly int _slot = fact.Slot;

        public PublishedFact Fact => fact;
        public int Word => word;

        public override Truth Ask(in Reading reading) =>
            reading.Knows(_slot) ? TruthTables.Of((reading.Raw(_slot) & (1L << word)) != 0) : Truth.Unknown;

        public override IEnumerable<PublishedFact> Facts() => [fact];
    }

    /// <summary>The text fact equals one of these, letter for letter.</summary>
    public sealed class TextIs(PublishedFact fact, string[] texts) : Condition
    {
        private readonly int _slot = fact.Slot;

        public PublishedFact Fact => fact;
        public IReadOnlyList<string> Texts => texts;

        public override Truth Ask(in Reading reading) =>
            reading.Knows(_slot) ? TruthTables.Of(Array.IndexOf(texts, reading.Text(_slot)) >= 0) : Truth.Unknown;

        public override IEnumerable<PublishedFact> Facts() => [fact];
    }

    public sealed class Compares(Comparison how, Quantity left, Quantity right) : Condition
    {
        public Comparison How => how;
        public Quantity Left => left;
        public Quantity Right => right;

        public override Truth Ask(in Reading reading)
        {
            if (!left.TryGet(reading, out var a) || !right.TryGet(reading, out var b))
                return Truth.Unknown;
            return TruthTables.Of(how switch
            {
                Comparison.Less => a < b,
                Comparison.AtMost => a <= b,
                Comparison.More => a > b,
                Comparison.AtLeast => a >= b,
                Comparison.Equal => a == b,
                Comparison.Different => a != b,
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        public override IEnumerable<PublishedFact> Facts() => Of(left).Concat(Of(right));

        private static IEnumerable<PublishedFact> Of(Quantity quantity) => quantity switch
        {
            Quantity.Fixed => [],
            Quantity.OfFact one => [one.Fact],
            Quantity.Joined two => Of(two.Left).Concat(Of(two.Right)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public sealed class AllOf(Condition[] parts) : Condition
    {
        public IReadOnlyList<Condition> Parts => parts;

        public override Truth Ask(in Reading reading)
        {
            var sofar = Truth.True;
            foreach (var part in parts)
            {
                sofar = sofar.And(part.Ask(reading));
                if (sofar == Truth.False)
                    return Truth.False;
            }
            return sofar;
        }

        public override IEnumerable<PublishedFact> Facts() => parts.SelectMany(part => part.Facts());
    }

    public sealed class AnyOf(Condition[] parts) : Condition
    {
        public IReadOnlyList<Condition> Parts => parts;

        public override Truth Ask(in Reading reading)
        {
            var sofar = Truth.False;
            foreach (var part in parts)
            {
                sofar = sofar.Or(part.Ask(reading));
                if (sofar == Truth.True)
                    return Truth.True;
            }
            return sofar;
        }

        public override IEnumerable<PublishedFact> Facts() => parts.SelectMany(part => part.Facts());
    }

    public sealed class Not(Condition of) : Condition
    {
        public Condition Of => of;

        public override Truth Ask(in Reading reading) => of.Ask(reading).Not();

        public override IEnumerable<PublishedFact> Facts() => of.Facts();
    }
}

internal enum Comparison
{
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Different,
}
