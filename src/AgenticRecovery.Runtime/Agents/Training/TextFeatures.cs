using System.Globalization;
using System.Text;

namespace AgenticRecovery.Agents.Training;

/// <summary>Words, word pairs and letter groups of a text as numbered features. The same text always gives the same numbers.</summary>
internal static class TextFeatures
{
    /// <summary>Number of features; a power of two.</summary>
    public const int Buckets = 1 << 15;

    /// <summary>Distinct features of a text, sorted.</summary>
    public static int[] Of(ReadOnlySpan<char> text)
    {
        var words = Words(text);
        var features = new HashSet<int>(words.Count * 12);
        for (var at = 0; at < words.Count; at++)
        {
            features.Add(Word(words[at]));
            if (at > 0)
                features.Add(Hash('b', words[at - 1], words[at]));
            var padded = "^" + words[at] + "$";
            for (var size = 3; size <= 5; size++)
                for (var start = 0; start + size <= padded.Length; start++)
                    features.Add(Hash('c', padded.AsSpan(start, size), default));
        }
        var sorted = features.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    public static int Word(string word) => Hash('w', word, default);

    /// <summary>Lower case, no accents; anything with a digit becomes "0".</summary>
    public static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var hasDigit = false;
        void End()
        {
            if (word.Length > 0)
                words.Add(hasDigit ? "0" : word.ToString());
            word.Clear();
            hasDigit = false;
        }

        foreach (var sign in text.ToString().Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(sign) || sign == '%')
            {
                hasDigit |= char.IsDigit(sign);
                if (word.Length < 24)
                    word.Append(char.ToLowerInvariant(sign));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && sign is not ('\'' or '’' or '#'))
                End();
        End();
        return words;
    }

    // FNV-1a; the numbers are stored in the weights file, so this must never change without a new one.
    private static int Hash(char kind, ReadOnlySpan<char> one, ReadOnlySpan<char> two)
    {
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var sign in one)
            hash = (hash ^ sign) * 16777619u;
        hash = (hash ^ 31u) * 16777619u;
        foreach (var sign in two)
            hash = (hash ^ sign) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (Buckets - 1));
    }
}
