using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>
/// Reads, from loosest to tightest: <c>or</c>, <c>and</c>, <c>not</c>, one comparison or <c>in</c>, <c>+ -</c>, <c>* /</c>, sign, value.
/// </summary>
internal sealed class Parser
{
    private const int MaxDepth = 64;
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    private Parser(List<Token> tokens) => _tokens = tokens;

    public static Syntax Read(string text)
    {
        var parser = new Parser(Lexer.Read(text));
        var whole = parser.Or();
        if (parser.Here.Kind != TokenKind.End)
            throw parser.Fault($"{parser.Here} was not expected here", "'and', 'or' or the end", Spelling.Nearest(parser.Here.Text, ["and", "or", "in", "not"]));
        return whole;
    }

    private Token Here => _tokens[_next];

    private Syntax Or()
    {
        var left = And();
        while (Here.Is("or"))
            left = Join("or", left, And);
        return left;
    }

    private Syntax And()
    {
        var left = Not();
        while (Here.Is("and"))
            left = Join("and", left, Not);
        return left;
    }

    private Syntax Not()
    {
        if (!Here.Is("not"))
            return Comparison();
        var start = Take().Start;
        return Deeper(() => new Syntax.Not(Not(), start));
    }

    private Syntax Comparison()
    {
        var left = Sum();
        if (Here.Is("not") && _tokens[_next + 1].Is("in"))
        {
            var at = Take().Start;
            Take();
            return new Syntax.Binary("not in", left, Sum(), at, left.Start);
        }
        if (Here.Is("in"))
            return Join("in", left, Sum);
        if (Here.Kind != TokenKind.Symbol || !Comparisons.Contains(Here.Text))
            return left;
        var compared = Join(Here.Text, left, Sum);
        return Here.Kind == TokenKind.Symbol && Comparisons.Contains(Here.Text)
            ? throw Fault("comparisons cannot be chained", "'and' between two comparisons")
            : compared;
    }

    private Syntax Sum()
    {
        var left = Product();
        while (Here.Is("+") || Here.Is("-"))
            left = Join(Here.Text, left, Product);
        return left;
    }

    private Syntax Product()
    {
        var left = Signed();
        while (Here.Is("*") || Here.Is("/"))
            left = Join(Here.Text, left, Signed);
        return left;
    }

    private Syntax Signed()
    {
        if (!Here.Is("-"))
            return Value();
        var start = Take().Start;
        return Deeper(() => new Syntax.Negative(Signed(), start));
    }

    private Syntax Value()
    {
        var token = Here;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Amount(Take());
            case TokenKind.Duration:
                Take();
                return Span.TryLength(token.Text, TimeSpan.FromDays(1), out var length)
                    ? new Syntax.Duration(length, token.Start)
                    : throw Fault(token, $"'{token.Text}' is no duration", "a duration such as 90m, 26h, 3d");
            case TokenKind.Quoted:
                Take();
                return new Syntax.Quoted(token.Text, token.Start);
            case TokenKind.Name when token.Text is not ("and" or "or" or "in" or "not"):
                Take();
                return new Syntax.Name(token.Text, token.Start);
            case TokenKind.Symbol when token.Text == "(":
                Take();
                var inner = Deeper(Or);
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                return Items();
            default:
                throw Fault($"{token} was not expected here", "a fact, a number, a word or '('");
        }
    }

    private Syntax.Number Amount(Token token)
    {
        if (!decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000_000_000m)
            throw Fault(token, $"'{token.Text}' is no number", "a number such as 30 or 0.8");
        if (decimal.Round(value, 6) != value)
            throw Fault(token, $"'{token.Text}' has more than six decimals", "at most six decimals");
        return Here.Kind == TokenKind.Name && Currency.TryParse(Here.Text, out var currency) && currency.Code == Here.Text
            ? new Syntax.Number(value, Take().Text, token.Start)
            : new Syntax.Number(value, null, token.Start);
    }

    private Syntax.List Items()
    {
        var start = Take().Start;
        var items = new List<Syntax>();
        while (!Here.Is("]"))
        {
            if (items.Count > 0)
                Expect(",");
            items.Add(Deeper(Value));
        }
        Take();
        return items.Count > 0
            ? new Syntax.List(items, start)
            : throw new ExpressionException(new ExpressionFault(start, "this list is empty", "at least one value"));
    }

    private Syntax.Binary Join(string symbol, Syntax left, Func<Syntax> right)
    {
        var at = Take().Start;
        return new Syntax.Binary(symbol, left, right(), at, left.Start);
    }

    private Syntax Deeper(Func<Syntax> inner)
    {
        if (++_depth > MaxDepth)
            throw Fault("this is nested too deeply", $"at most {MaxDepth} levels");
        var read = inner();
        _depth--;
        return read;
    }

    private void Expect(string symbol)
    {
        if (!Here.Is(symbol))
            throw Fault($"{Here} was not expected here", $"'{symbol}'");
        Take();
    }

    private Token Take() => _tokens[_next++];

    private ExpressionException Fault(string message, string expected, string? nearest = null) => Fault(Here, message, expected, nearest);

    private static ExpressionException Fault(Token at, string message, string expected, string? nearest = null) =>
        new(new ExpressionFault(at.Start, message, expected, nearest));
}
