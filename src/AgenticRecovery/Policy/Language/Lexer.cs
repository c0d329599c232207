namespace AgenticRecovery.Policy;

internal static class Lexer
{
    private static readonly string[] TwoLetterSymbols = ["==", "!=", "<=", ">="];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            if (char.IsAsciiLetter(c))
            {
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'))
                    at++;
                tokens.Add(new Token(TokenKind.Name, text[start..at], start));
            }
            else if (char.IsAsciiDigit(c))
            {
                while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                    at++;
                var kind = TokenKind.Number;
                if (at < text.Length && text[at] is 's' or 'm' or 'h' or 'd' or 'w' && !IsLetterAt(text, at + 1))
                    (kind, at) = (TokenKind.Duration, at + 1);
                if (IsLetterAt(text, at))
                    throw Fault(at, $"'{text[at]}' may not follow a number", "a number such as 30.00, or a duration such as 90m, 26h, 3d");
                tokens.Add(new Token(kind, text[start..at], start));
            }
            else if (c is '"' or '\'')
            {
                var end = text.IndexOf(c, at + 1);
                if (end < 0)
                    throw Fault(start, "this text does not end", $"a closing {c}");
                at = end + 1;
                tokens.Add(new Token(TokenKind.Quoted, text[(start + 1)..end], start));
            }
            else
            {
                var symbol = TwoLetterSymbols.FirstOrDefault(s => string.CompareOrdinal(text, start, s, 0, 2) == 0) ?? c.ToString();
                if (symbol.Length == 1 && !"<>()[],+-*/".Contains(c, StringComparison.Ordinal))
                    throw Unreadable(start, c);
                at += symbol.Length;
                tokens.Add(new Token(TokenKind.Symbol, symbol, start));
            }
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static bool IsLetterAt(string text, int at) => at < text.Length && char.IsAsciiLetterOrDigit(text[at]);

    private static ExpressionException Unreadable(int at, char c) => c switch
    {
        '=' => Fault(at, "a single '=' compares nothing", "'=='", "=="),
        '!' => Fault(at, "'!' is not used here", "'not' or '!='", "not"),
        '&' => Fault(at, "'&' is not used here", "'and'", "and"),
        '|' => Fault(at, "'|' is not used here", "'or'", "or"),
        _ => Fault(at, $"'{c}' is no part of an expression", "a fact, a value, a comparison or a bracket"),
    };

    private static ExpressionException Fault(int at, string message, string expected, string? nearest = null) =>
        new(new ExpressionFault(at, message, expected, nearest));
}
