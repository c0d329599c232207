using System.Text;

namespace AgenticRecovery.Agents;

/// <summary>
/// Puts foreign words into a prompt as data. Every line starts with "&gt; ", so no text can end its own block, and
/// angle brackets and ampersands are written as entities, so none can look like a tag.
/// </summary>
public static class Quoting
{
    public const string Begin = "BEGIN QUOTED ";
    public const string End = "END QUOTED";

    /// <summary>At most this many characters of one text reach a model; the rest is cut and said to be cut.</summary>
    public const int MaxCharacters = 8_000;

    public static string Render(IReadOnlyList<QuotedText> texts)
    {
        if (texts.Count == 0)
            return "(no quoted texts)";
        var page = new StringBuilder();
        foreach (var text in texts)
        {
            page.Append(Begin).Append("source=").Append(Label(text.Source)).Append(" id=").Append(Label(text.Id))
                .Append(" at=").Append(text.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture))
                .Append(" identified=").Append(text.IsIdentified ? "yes" : "no")
                .Append(" language=").Append(Label(text.Language ?? "unknown")).Append('\n');
            Lines(page, text.Text);
            page.Append(End).Append('\n');
        }
        return page.ToString();
    }

    /// <summary>Reads the blocks back out of a rendered prompt; the inverse of <see cref="Render"/> up to the cut.</summary>
    public static IReadOnlyList<QuotedText> Read(string prompt)
    {
        var texts = new List<QuotedText>();
        string? head = null;
        var body = new StringBuilder();
        foreach (var range in prompt.AsSpan().Split('\n'))
        {
            var line = prompt.AsSpan()[range];
            if (head is null)
            {
                if (line.StartsWith(Begin))
                    (head, body) = (line[Begin.Length..].ToString(), body.Clear());
            }
            else if (line.SequenceEqual(End))
            {
                texts.Add(FromHead(head, Plain(body.ToString())));
                head = null;
            }
            else if (line.StartsWith("> "))
            {
                if (body.Length > 0)
                    body.Append('\n');
                body.Append(line[2..]);
            }
        }
        return texts;
    }

    private static void Lines(StringBuilder page, string text)
    {
        var cut = text.Length > MaxCharacters;
        page.Append("> ");
        foreach (var sign in cut ? text.AsSpan(0, MaxCharacters) : text.AsSpan())
            _ = sign switch
            {
                '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => page.Append("\n> "),
                '\r' => page,
                '<' => page.Append("&lt;"),
                '>' => page.Append("&gt;"),
                '&' => page.Append("&amp;"),
                _ => page.Append(sign),
            };
        page.Append('\n');
        if (cut)
            page.Append("> [cut here: ").Append(text.Length - MaxCharacters).Append(" more characters]\n");
    }

    private static string Plain(string text) =>
        text.Contains('&') ? text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&") : text;

    private static string Label(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text)
            clean.Append(char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or ':' or '#' or '@' or '/' ? sign : '_');
        return clean.Length == 0 ? "unknown" : clean.ToString();
    }

    private static QuotedText FromHead(string head, string text)
    {
        string Value(string key)
        {
            var start = head.IndexOf(key + "=", StringComparison.Ordinal) + key.Length + 1;
            var end = head.IndexOf(' ', start);
            return end < 0 ? head[start..] : head[start..end];
        }

        var language = Value("language");
        return new QuotedText(
            Value("source"), Value("id"),
            DateTimeOffset.Parse(Value("at"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal),
            text, language == "unknown" ? null : language)
        { IsIdentified = Value("identified") == "yes" };
    }
}
