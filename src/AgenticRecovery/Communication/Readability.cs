using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>How hard a text is to read, by words per sentence and long words; needs no dictionary.</summary>
internal static class Readability
{
    /// <summary>Words, longest sentence in words, and LIX (words per sentence + percent of words over 6 letters; above 60 is hard).</summary>
    public static (int Words, int LongestSentence, double Lix) Of(string folded)
    {
        int words = 0, longWords = 0, longest = 0, sentences = 0;
        foreach (var sentence in PlainText.Sentences(folded))
        {
            var count = 0;
            foreach (var range in sentence.AsSpan().SplitAny(" \t\r\n/"))
            {
                var letters = 0;
                foreach (var sign in sentence.AsSpan()[range])
                    letters += char.IsLetter(sign) ? 1 : 0;
                if (letters == 0)
                    continue;
                count++;
                longWords += letters > 6 ? 1 : 0;
            }
            if (count == 0)
                continue;
            words += count;
            sentences++;
            longest = Math.Max(longest, count);
        }
        return words == 0 ? (0, 0, 0) : (words, longest, ((double)words / sentences) + (100.0 * longWords / words));
    }
}
