using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>Gives every name its fact and every value its type; what does not fit is a fault at its place.</summary>
internal sealed class Checker(Rates rates)
{
    /// <summary>About a thousand years; a longer time is a slip of the pen.</summary>
    private const decimal MostHours = 8_760_000;

    public Condition Condition(Syntax syntax) => syntax switch
    {
        Syntax.Name { Text: "true" } => new Condition.Always(true),
        Syntax.Name { Text: "false" } => new Condition.Always(false),
        Syntax.Name name => Flag(name),
        Syntax.Not not => new Condition.Not(Condition(not.Of)),
        Syntax.Binary { Operator: "and" } both => new Condition.AllOf([.. Parts("and", both).Select(Condition)]),
        Syntax.Binary { Operator: "or" } either => new Condition.AnyOf([.. Parts("or", either).Select(Condition)]),
        Syntax.Binary { Operator: "in" } within => Membership(within),
        Syntax.Binary { Operator: "not in" } without => new Condition.Not(Membership(without)),
        Syntax.Binary { Operator: "+" or "-" or "*" or "/" } or Syntax.Number or Syntax.Duration or Syntax.Negative =>
            throw Fault(syntax.Start, "this is a quantity, not something true or false", "a comparison such as 'amount <= 30.00'"),
        Syntax.Binary compared => Compared(compared),
        _ => throw Fault(syntax.Start, "this is not something true or false", "a comparison or a true/false fact"),
    };

    private static Condition.OneOf Flag(Syntax.Name name)
    {
        var fact = Fact(name);
        return fact.Kind == FactKind.Flag
            ? new Condition.OneOf(fact, 0b10)
            : throw Fault(name.Start, $"'{fact.Name}' is {Said(fact)}, not true or false", $"a comparison such as '{fact.Name} == {fact.Example}'");
    }

    private static IEnumerable<Syntax> Parts(string symbol, Syntax syntax) =>
        syntax is Syntax.Binary join && join.Operator == symbol ? Parts(symbol, join.Left).Concat(Parts(symbol, join.Right)) : [syntax];

    private static Condition Membership(Syntax.Binary within)
    {
        if (within.Right is Syntax.Name right && Published.TryFind(right.Text, out var set))
        {
            if (set.Kind != FactKind.Words)
                throw Fault(right.Start, $"'{set.Name}' is {Said(set)}, not a set", "a list such as [A, B], or a set fact");
            return new Condition.Holds(set, Word(set, within.Left));
        }
        if (within.Right is not Syntax.List list)
            throw Fault(within.Right.Start, "'in' needs a list or a set fact", "a list such as [A, B]");
        if (within.Left is not Syntax.Name left)
            throw Fault(within.Left.Start, "'in' asks about a fact", "the name of a fact");
        return Among(Fact(left), left.Start, list.Items);
    }

    private static Condition Among(PublishedFact fact, int start, IReadOnlyList<Syntax> items) => fact.Kind switch
    {
        FactKind.Word or FactKind.Flag => new Condition.OneOf(fact, items.Aggregate(0UL, (bits, item) => bits | Bits(fact, item))),
        FactKind.Text => new Condition.TextIs(fact, [.. items.Select(Text)]),
        _ => throw Fault(start, $"'{fact.Name}' is {Said(fact)}; 'in' asks about words", "a comparison"),
    };

    private Condition Compared(Syntax.Binary compared)
    {
        var (left, right) = (compared.Left, compared.Right);
        if (WordFact(left) is null && WordFact(right) is not null)
            (left, right) = (right, left);
        if (WordFact(left) is not { } fact)
            return Quantities(compared);
        if (compared.Operator is not ("==" or "!="))
            throw Fault(compared.OperatorAt, $"'{fact.Name}' is {Said(fact)} and has no order", "'==', '!=' or 'in'");
        if (fact.Kind == FactKind.Words)
            throw Fault(left.Start, $"'{fact.Name}' is a set", $"'{fact.Example} in {fact.Name}'");
        var same = Among(fact, left.Start, [right]);
        return compared.Operator == "==" ? same : new Condition.Not(same);
    }

    private Condition.Compares Quantities(Syntax.Binary compared)
    {
        var left = Kind(compared.Left);
        var right = Kind(compared.Right);
        if (left is not null && right is not null && left != right)
            throw Fault(compared.OperatorAt, $"{Said(left.Value)} cannot be compared with {Said(right.Value)}", "the same kind of quantity on both sides");
        var kind = left ?? right ?? FactKind.Number;
        var how = compared.Operator switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.AtMost,
            ">" => Comparison.More,
            ">=" => Comparison.AtLeast,
            "==" => Comparison.Equal,
            "!=" => Comparison.Different,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new Condition.Compares(how, Quantity(compared.Left, kind), Quantity(compared.Right, kind));
    }

    /// <summary>What a quantity is by itself; null for a bare number, which takes the kind of the other side.</summary>
    private static FactKind? Kind(Syntax syntax)
    {
        switch (syntax)
        {
            case Syntax.Number number:
                return number.Currency is null ? null : FactKind.Money;
            case Syntax.Duration:
                return FactKind.Duration;
            case Syntax.Negative negative:
                return Kind(negative.Of);
            case Syntax.Name name:
                var fact = Fact(name);
                return fact.IsQuantity ? fact.Kind : throw Fault(name.Start, $"'{fact.Name}' is {Said(fact)}, not a quantity", "a number, money or duration");
            case Syntax.Binary { Operator: "+" or "-" } sum:
                var (a, b) = (Kind(sum.Left), Kind(sum.Right));
                return a is null || b is null || a == b ? a ?? b
                    : throw Fault(sum.OperatorAt, $"{Said(a.Value)} and {Said(b.Value)} cannot be added", "like units");
            case Syntax.Binary { Operator: "*" } product:
                var (left, right) = (Kind(product.Left), Kind(product.Right));
                if (left is null or FactKind.Number)
                    return right ?? left;
                return right is null or FactKind.Number ? left
                    : throw Fault(product.OperatorAt, $"{Said(left.Value)} times {Said(right.Value)} means nothing", "a plain number on one side");
            case Syntax.Binary { Operator: "/" } quotient:
                return Kind(quotient.Right) is null or FactKind.Number ? Kind(quotient.Left)
                    : throw Fault(quotient.OperatorAt, "only a plain number may divide", "a plain number after '/'");
            default:
                throw Fault(syntax.Start, "this is not a quantity", "a number, money or duration");
        }
    }

    private Quantity Quantity(Syntax syntax, FactKind kind) => syntax switch
    {
        Syntax.Number number => Fixed(number, kind),
        Syntax.Duration span => new Quantity.Fixed(FactKind.Duration, [span.Value.Ticks / TimeSpan.TicksPerMicrosecond]),
        Syntax.Name name => new Quantity.OfFact(Fact(name)),
        Syntax.Negative negative => new Quantity.Joined(kind, '-', new Quantity.Fixed(kind, [0]), Quantity(negative.Of, kind)),
        Syntax.Binary { Operator: "+" or "-" } sum => new Quantity.Joined(kind, sum.Operator[0], Quantity(sum.Left, kind), Quantity(sum.Right, kind)),
        Syntax.Binary { Operator: "*" } product => Product(product, kind),
        Syntax.Binary quotient => new Quantity.Joined(kind, '/', Quantity(quotient.Left, kind), Quantity(quotient.Right, FactKind.Number)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Quantity.Joined Product(Syntax.Binary product, FactKind kind)
    {
        var isUnitRight = Kind(product.Right) is { } right && right == kind;
        var (leftKind, rightKind) = isUnitRight ? (FactKind.Number, kind) : (kind, FactKind.Number);
        return new Quantity.Joined(kind, '*', Quantity(product.Left, leftKind), Quantity(product.Right, rightKind));
    }

    private Quantity.Fixed Fixed(Syntax.Number number, FactKind kind)
    {
        if (kind == FactKind.Number)
            return new Quantity.Fixed(kind, [(long)(number.Value * PublishedFact.Micro)]);
        if (kind == FactKind.Duration)
            return number.Value <= MostHours
                ? new Quantity.Fixed(kind, [(long)(number.Value * PublishedFact.MicroPerHour)])
                : throw Fault(number.Start, $"{number.Value} hours are too long", $"at most {MostHours} hours");
        var written = number.Currency is null ? 0 : rates.IndexOf(new Currency(number.Currency));
        if (written >= 0 && !rates.Fits(number.Value, written))
            throw Fault(number.Start, $"the amount {number.Value} is too large", "an amount that fits in every currency of the book");
        return written >= 0
            ? new Quantity.Fixed(kind, rates.Spread(number.Value, written))
            : throw Fault(number.Start, $"the book has no rate for {number.Currency}", $"one of {string.Join(", ", rates.Currencies)}");
    }

    private static PublishedFact? WordFact(Syntax syntax) =>
        syntax is Syntax.Name name && Published.TryFind(name.Text, out var fact) && !fact.IsQuantity ? fact : null;

    private static PublishedFact Fact(Syntax.Name name) => Published.TryFind(name.Text, out var fact)
        ? fact
        : throw new ExpressionException(new ExpressionFault(
            name.Start, $"there is no fact '{name.Text}'", "a published fact (recovery policy facts)", Spelling.Nearest(name.Text, Published.Names)));

    /// <summary>The bit of a word; a group of moves ("concessions") stands for all its moves.</summary>
    private static ulong Bits(PublishedFact fact, Syntax syntax)
    {
        if (fact == Published.Move && syntax is Syntax.Name name && MoveSet.Groups.TryGetValue(name.Text, out var group))
            return group.Bits;
        return 1UL << Word(fact, syntax);
    }

    private static int Word(PublishedFact fact, Syntax syntax)
    {
        var word = Text(syntax);
        var index = fact.IndexOf(word);
        return index >= 0
            ? index
            : throw new ExpressionException(new ExpressionFault(
                syntax.Start, $"'{word}' is no value of '{fact.Name}'", $"one of {string.Join(", ", fact.Values)}", Spelling.Nearest(word, fact.Values)));
    }

    private static string Text(Syntax syntax) => syntax switch
    {
        Syntax.Name name => name.Text,
        Syntax.Quoted quoted => quoted.Text,
        _ => throw Fault(syntax.Start, "this is not a word", "a word or a quoted text"),
    };

    private static string Said(PublishedFact fact) => Said(fact.Kind);

    private static string Said(FactKind kind) => kind switch
    {
        FactKind.Flag => "true or false",
        FactKind.Number => "a number",
        FactKind.Money => "money",
        FactKind.Duration => "a duration",
        FactKind.Word => "a word",
        FactKind.Words => "a set of words",
        FactKind.Text => "text",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ExpressionException Fault(int at, string message, string expected) => new(new ExpressionFault(at, message, expected));
}
