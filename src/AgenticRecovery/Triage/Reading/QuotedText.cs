namespace AgenticRecovery.Triage.Reading;

/// <summary>Takes quoted passages out of a text before it is read: what somebody else wrote is no wish of the customer.</summary>
internal static class QuotedText
{
    private const int MinWords = 4;

    /// <summary>The text with each quotation of four words or more, each line that starts with ">", and code fences replaced by spaces; offsets stay.</summary>
    public static string Blanked(string text)
    {
        var chars = text.ToCharArray();
        BlankLines(text, chars);
        BlankBetween(text, chars, '"', '"');
        BlankBetween(text, chars, '“', '”');
        BlankBetween(text, chars, '«', '»');
        return new string(chars);
    }

    private static void BlankLines(string text, char[] chars)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            if (text.AsSpan(start, end - start).TrimStart().StartsWith(">"))
                Blank(chars, start, end);
            start = end + 1;
        }
    }

    private static void BlankBetween(string text, char[] chars, char open, char close)
    {
        for (var start = text.IndexOf(open, StringComparison.Ordinal); start >= 0;)
        {
            var end = text.IndexOf(close, start + 1);
            if (end < 0)
                return;
            if (text.AsSpan(start, end - start).Count(' ') >= MinWords - 1)
                Blank(chars, start, end + 1);
            start = end + 1 < text.Length ? text.IndexOf(open, end + 1) : -1;
        }
    }

    private static void Blank(char[] chars, int start, int end) => Array.Fill(chars, ' ', start, end - start);
}
