using Temporalio.DevServer.Rpc;

namespace Temporalio.DevServer.Visibility;

internal enum TokenKind
{
    Word,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A piece of a list query; <paramref name="At"/> is its first character, counted from 1.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int At)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a list query into tokens. Throws INVALID_ARGUMENT with the position of what it cannot read.</summary>
internal static class Tokens
{
    private static readonly string[] symbols = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

    public static List<Token> Of(string query)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (i < query.Length)
        {
            if (char.IsWhiteSpace(query[i]))
                i++;
            else
                tokens.Add(Next(query, ref i));
        }
        tokens.Add(new Token(TokenKind.End, "end of query", query.Length + 1));
        return tokens;
    }

    private static Token Next(string query, ref int i)
    {
        var c = query[i];
        if (c is '\'' or '"' or '`')
            return Quoted(query, ref i);
        var start = i;
        if (char.IsAsciiDigit(c) || (c is '-' or '+' && i + 1 < query.Length && char.IsAsciiDigit(query[i + 1])))
        {
            i++;
            while (i < query.Length && (char.IsAsciiLetterOrDigit(query[i]) || query[i] == '.'))
                i++;
            return new Token(TokenKind.Number, query[start..i], start + 1);
        }
        if (char.IsLetter(c) || c is '_' or '@')
        {
            while (i < query.Length && (char.IsLetterOrDigit(query[i]) || query[i] is '_' or '-' or '.' or '@'))
                i++;
            return new Token(TokenKind.Word, query[start..i], start + 1);
        }
        foreach (var symbol in symbols)
        {
            if (string.CompareOrdinal(query, i, symbol, 0, symbol.Length) != 0)
                continue;
            i += symbol.Length;
            return new Token(TokenKind.Symbol, symbol == "<>" ? "!=" : symbol, start + 1);
        }
        throw Faults.Invalid($"invalid query: unable to parse query: syntax error at position {start + 1} near '{c}'");
    }

    private static Token Quoted(string query, ref int i)
    {
        var quote = query[i];
        var start = i++;
        var text = new System.Text.StringBuilder();
        while (i < query.Length)
        {
            if (query[i] == '\\' && i + 1 < query.Length)
            {
                text.Append(query[i + 1]);
                i += 2;
            }
            else if (query[i] == quote && i + 1 < query.Length && query[i + 1] == quote)
            {
                text.Append(quote);
                i += 2;
            }
            else if (query[i] == quote)
            {
                i++;
                return new Token(quote == '`' ? TokenKind.Word : TokenKind.Text, text.ToString(), start + 1);
            }
            else
            {
                text.Append(query[i++]);
            }
        }
        throw Faults.Invalid($"invalid query: unable to parse query: unterminated string at position {start + 1}");
    }
}
