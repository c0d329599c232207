using System.Globalization;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Walks over TOML text and takes it apart into keys and values.</summary>
internal sealed class TomlReader(string text)
{
    private int at;

    public InvalidOperationException Fault(string message) =>
        new($"Configuration loading error: TOML parse error at line {text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1}: {message}");

    /// <summary>Past blanks, comments and line ends; false at the end of the text.</summary>
    public bool SkipToNextLine()
    {
        while (at < text.Length)
        {
            if (text[at] == '#')
            {
                SkipComment();
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    public void SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    public bool TryTake(char wanted)
    {
        if (at >= text.Length || text[at] != wanted)
        {
            return false;
        }
        at++;
        return true;
    }

    public void Require(char wanted)
    {
        SkipBlanks();
        if (!TryTake(wanted))
        {
            throw Fault($"{wanted} expected");
        }
    }

    public void RequireLineEnd()
    {
        SkipBlanks();
        if (at < text.Length && text[at] == '#')
        {
            SkipComment();
        }
        TryTake('\r');
        if (at < text.Length && !TryTake('\n'))
        {
            throw Fault("End of line expected");
        }
    }

    /// <summary>A key and, separated by dots, those below it.</summary>
    public string[] ReadKey()
    {
        var parts = new List<string>();
        do
        {
            SkipBlanks();
            parts.Add(at < text.Length && text[at] is '"' or '\'' ? ReadText() : ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
            SkipBlanks();
        }
        while (TryTake('.'));
        return [.. parts];
    }

    public object ReadScalar()
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            return ReadText();
        }
        var word = ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '.');
        return word switch
        {
            "true" => true,
            "false" => false,
            _ when long.TryParse(word.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Fault($"{word} is no value"),
        };
    }

    private string ReadWhile(Func<char, bool> isPart)
    {
        var start = at;
        while (at < text.Length && isPart(text[at]))
        {
            at++;
        }
        return at > start ? text[start..at] : throw Fault("Key or value expected");
    }

    private void SkipComment()
    {
        while (at < text.Length && text[at] != '\n')
        {
            at++;
        }
    }

    private string ReadText()
    {
        var quote = text[at];
        var end = new string(quote, 3);
        var isLong = string.CompareOrdinal(text, at, end, 0, 3) == 0;
        if (!isLong)
        {
            end = end[..1];
        }
        at += end.Length;
        if (isLong)
        {
            // A line end right after the opening quotes does not count.
            TryTake('\r');
            TryTake('\n');
        }
        var read = new StringBuilder();
        while (at < text.Length && string.CompareOrdinal(text, at, end, 0, end.Length) != 0)
        {
            if (!isLong && text[at] == '\n')
            {
                break;
            }
            if (quote == '"' && text[at] == '\\')
            {
                ReadEscape(read);
            }
            else
            {
                read.Append(text[at++]);
            }
        }
        if (at >= text.Length || text[at] != quote)
        {
            throw Fault("String does not end");
        }
        at += end.Length;
        return read.ToString();
    }

    private void ReadEscape(StringBuilder read)
    {
        at++;
        var kind = at < text.Length ? text[at++] : throw Fault("String does not end");
        switch (kind)
        {
            case 'b': read.Append('\b'); break;
            case 't': read.Append('\t'); break;
            case 'n': read.Append('\n'); break;
            case 'f': read.Append('\f'); break;
            case 'r': read.Append('\r'); break;
            case '"' or '\\': read.Append(kind); break;
            case 'u' or 'U': read.Append(ReadCodePoint(kind == 'u' ? 4 : 8)); break;
            case '\n' or '\r' or ' ' or '\t':
                // A backslash at the end of a line swallows all white space that follows.
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                {
                    at++;
                }
                break;
            default: throw Fault($"Unknown escape \\{kind}");
        }
    }

    private string ReadCodePoint(int digits)
    {
        if (at + digits > text.Length
            || !int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            throw Fault("Unknown character code");
        }
        at += digits;
        return new Rune(code).ToString();
    }
}
