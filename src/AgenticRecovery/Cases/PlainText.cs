using System.Globalization;
using System.Text;

namespace AgenticRecovery.Cases;

/// <summary>Texts made comparable: lower case, no accents, "ß" as "ss".</summary>
internal static class PlainText
{
    /// <summary>Keeps punctuation and line breaks; one character may become two ("ß"), accents vanish.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
            if (sign == 'ß')
                folded.Append("ss");
            else if (sign is '’')
                folded.Append('\'');
            else if (sign is '\u00A0' or '\u202F' or '\u2009')
                folded.Append(' ');
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                folded.Append(char.ToLowerInvariant(sign));
        return folded.ToString();
    }

    /// <summary>Letters and digits only, one space between words and one at each end, for looking up whole phrases.</summary>
    public static string Words(string folded)
    {
        var words = new StringBuilder(folded.Length + 2).Append(' ');
        foreach (var sign in folded)
            if (char.IsLetterOrDigit(sign))
                words.Append(sign);
            else if (words[^1] != ' ')
                words.Append(' ');
        if (words[^1] != ' ')
            words.Append(' ');
        return words.ToString();
    }

    /// <summary>Sentences, split at end marks and line breaks. A point between digits, after a single letter or after a number before a month does not end one.</summary>
    public static List<string> Sentences(string folded)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var at = 0; at < folded.Length; at++)
        {
            var sign = folded[at];
            var isEnd = sign is '!' or '?' or '\n'
                || (sign == '.' && !(at > 0 && char.IsDigit(folded[at - 1])) && (at + 1 >= folded.Length || char.IsWhiteSpace(folded[at + 1])))
                || (sign == '.' && at > 0 && char.IsDigit(folded[at - 1]) && (at + 1 >= folded.Length || folded[at + 1] == '\n'));
            if (!isEnd)
                continue;
            Add(sentences, folded.AsSpan(start, at + 1 - start));
            start = at + 1;
        }
        Add(sentences, folded.AsSpan(start));
        return sentences;
    }

    private static void Add(List<string> sentences, ReadOnlySpan<char> sentence)
    {
        var trimmed = sentence.Trim();
        foreach (var sign in trimmed)
            if (char.IsLetterOrDigit(sign))
            {
                sentences.Add(trimmed.ToString());
                return;
            }
    }
}
