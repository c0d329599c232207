using System.Globalization;
using System.Numerics;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>
/// The arithmetic tool: + - * / // ** and parentheses over ints and doubles, rounded to two places. The original hands
/// the text to Python; this reads the same language for the characters that it lets through.
/// </summary>
internal sealed class Calculator
{
    // Keeps 9**9**9 from taking the machine: an int of 65,536 bits is beyond any double already.
    private const int MostBits = 65_536;

    private readonly string text;
    private int at;

    private Calculator(string text) => this.text = text;

    /// <summary>The result, or "Error: …" with the reason.</summary>
    public static string Run(string expression)
    {
        if (expression.Any(c => !"0123456789+-*/(). ".Contains(c, StringComparison.Ordinal)))
            return "Error: invalid characters in expression";
        try
        {
            var calculator = new Calculator(expression);
            var value = calculator.Sum();
            calculator.Skip();
            return calculator.at == expression.Length
                ? PythonNumber.Of(value.AsDouble()).ToCents().ToString()
                : "Error: invalid syntax (<string>, line 1)";
        }
        catch (Exception e) when (e is FormatException or DivideByZeroException or OverflowException)
        {
            return $"Error: {e.Message}";
        }
    }

    private Number Sum()
    {
        var left = Product();
        while (true)
        {
            if (Take("+"))
                left = Number.Add(left, Product());
            else if (Take("-"))
                left = Number.Add(left, Product().Negate());
            else
                return left;
        }
    }

    private Number Product()
    {
        var left = Unary();
        while (true)
        {
            if (Take("//"))
                left = Number.FloorDivide(left, Unary());
            else if (Take("/"))
                left = Number.Divide(left, Unary());
            else if (!StartsWith("**") && Take("*"))
                left = Number.Multiply(left, Unary());
            else
                return left;
        }
    }

    private Number Unary()
    {
        if (Take("-"))
            return Unary().Negate();
        return Take("+") ? Unary() : Power();
    }

    // Binds tighter than a sign on its left, looser than one on its right.
    private Number Power()
    {
        var left = Atom();
        return Take("**") ? Number.Power(left, Unary()) : left;
    }

    private Number Atom()
    {
        if (Take("("))
        {
            var inner = Sum();
            return Take(")") ? inner : throw new FormatException("'(' was never closed (<string>, line 1)");
        }

        Skip();
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            at++;
        var digits = text[start..at];
        if (digits.Length == 0 || digits == "." || digits.Count(c => c == '.') > 1)
            throw new FormatException("invalid syntax (<string>, line 1)");
        if (digits.Contains('.', StringComparison.Ordinal))
            return new Number(null, double.Parse(digits, CultureInfo.InvariantCulture));
        if (digits.Length > 1 && digits[0] == '0' && digits.Trim('0').Length > 0)
            throw new FormatException(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (<string>, line 1)");
        return new Number(BigInteger.Parse(digits, CultureInfo.InvariantCulture), 0);
    }

    private bool StartsWith(string token)
    {
        Skip();
        return string.CompareOrdinal(text, at, token, 0, token.Length) == 0;
    }

    private bool Take(string token)
    {
        if (!StartsWith(token))
            return false;
        at += token.Length;
        return true;
    }

    private void Skip()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    /// <summary>An int of any size, or a double.</summary>
    private readonly record struct Number(BigInteger? Whole, double Float)
    {
        public double AsDouble() => Whole is not { } whole
            ? Float
            : (double)whole is var d && double.IsFinite(d) ? d : throw new OverflowException("int too large to convert to float");

        public Number Negate() => new(-Whole, -Float);

        public static Number Add(Number a, Number b) => a.Whole is { } x && b.Whole is { } y ? new(x + y, 0) : new(null, a.AsDouble() + b.AsDouble());

        public static Number Multiply(Number a, Number b) => a.Whole is { } x && b.Whole is { } y ? new(x * y, 0) : new(null, a.AsDouble() * b.AsDouble());

        public static Number Divide(Number a, Number b) => b.AsDouble() == 0
            ? throw new DivideByZeroException(a.Whole is not null && b.Whole is not null ? "division by zero" : "float division by zero")
            : new(null, a.AsDouble() / b.AsDouble());

        public static Number FloorDivide(Number a, Number b)
        {
            if (a.Whole is { } x && b.Whole is { } y)
            {
                if (y.IsZero)
                    throw new DivideByZeroException("integer division or modulo by zero");
                var quotient = BigInteger.DivRem(x, y, out var rest);
                return new(!rest.IsZero && (rest.Sign < 0) != (y.Sign < 0) ? quotient - 1 : quotient, 0);
            }

            return b.AsDouble() == 0
                ? throw new DivideByZeroException("float floor division by zero")
                : new(null, Math.Floor(a.AsDouble() / b.AsDouble()));
        }

        public static Number Power(Number a, Number b)
        {
            if (a.Whole is { } x && b.Whole is { Sign: >= 0 } y)
            {
                if (y > MostBits || (long)x.GetBitLength() * (long)y > MostBits)
                    throw new OverflowException("int too large to convert to float");
                return new(BigInteger.Pow(x, (int)y), 0);
            }

            if (a.AsDouble() == 0 && b.AsDouble() < 0)
                throw new DivideByZeroException("0.0 cannot be raised to a negative power");
            return new(null, Math.Pow(a.AsDouble(), b.AsDouble()));
        }
    }
}
