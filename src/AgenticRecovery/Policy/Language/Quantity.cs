namespace AgenticRecovery.Policy;

/// <summary>A number, amount or duration in millionths. Unknown where a fact is missing, a rate is missing or the sum does not fit.</summary>
internal abstract class Quantity
{
    private Quantity(FactKind kind) => Kind = kind;

    public FactKind Kind { get; }

    public abstract bool TryGet(in Reading reading, out long value);

    /// <summary>A number written in the book; money has one value per currency of the book.</summary>
    public sealed class Fixed(FactKind kind, long[] values) : Quantity(kind)
    {
        public long Home => values[0];

        /// <summary>The greatest of its values over the book's currencies, without sign.</summary>
        public long Most => values.Max(Math.Abs);

        public override bool TryGet(in Reading reading, out long value)
        {
            value = values[0];
            if (values.Length == 1 || value == 0)
                return true;
            if (reading.Currency < 0)
                return false;
            value = values[reading.Currency];
            return true;
        }
    }

    public sealed class OfFact(PublishedFact fact) : Quantity(fact.Kind)
    {
        private readonly int _slot = fact.Slot;

        public PublishedFact Fact => fact;

        public override bool TryGet(in Reading reading, out long value)
        {
            value = reading.Raw(_slot);
            return reading.Knows(_slot);
        }
    }

    /// <summary>Two quantities joined by <c>+ - * /</c>. Products and quotients are rounded half to even, in millionths.</summary>
    public sealed class Joined(FactKind kind, char symbol, Quantity left, Quantity right) : Quantity(kind)
    {
        public char Symbol => symbol;
        public Quantity Left => left;
        public Quantity Right => right;

        public override bool TryGet(in Reading reading, out long value)
        {
            value = 0;
            if (!left.TryGet(reading, out var a) || !right.TryGet(reading, out var b))
                return false;
            if (symbol == '/' && b == 0)
                return false;
            var exact = symbol switch
            {
                '+' => (Int128)a + b,
                '-' => (Int128)a - b,
                '*' => Quotient((Int128)a * b, PublishedFact.Micro),
                '/' => Quotient((Int128)a * PublishedFact.Micro, b),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            value = (long)exact;
            return exact >= long.MinValue && exact <= long.MaxValue;
        }

        private static Int128 Quotient(Int128 of, Int128 by)
        {
            if (by < 0)
                (of, by) = (-of, -by);
            var (whole, rest) = Int128.DivRem(of, by);
            if (rest < 0)
                (whole, rest) = (whole - 1, rest + by);
            var twice = rest * 2;
            return twice > by || (twice == by && Int128.IsOddInteger(whole)) ? whole + 1 : whole;
        }
    }
}
