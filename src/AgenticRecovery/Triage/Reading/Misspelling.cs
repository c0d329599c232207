namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Mends slips of the keyboard ("reutrn", "exchnage") in the words that carry a wish: verbs and names of products. A value of an option
/// is never mended, for another value may be one letter away.
/// </summary>
internal static class Misspelling
{
    private const int MinLength = 6;

    // Words of their own, one letter from a word of the grammar.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "chance", "charge", "charged", "planned", "patient", "expedite", "covert" };

    /// <summary>The words, each lower-case word that is unknown and one slip away from exactly one known word replaced by it.</summary>
    public static IReadOnlyList<Word> Mended(string text, IReadOnlyList<Word> words, IReadOnlySet<string> known, IReadOnlyCollection<string> mendable)
    {
        List<Word>? mended = null;
        for (var at = 0; at < words.Count; at++)
        {
            var stem = words[at].Stem;
            if (stem.Length < MinLength || known.Contains(stem) || Words.Contains(stem) || !char.IsLower(text[words[at].Start]) || !stem.All(char.IsLetter))
                continue;
            var near = mendable.Where(word => IsOneSlip(stem, word)).Take(2).ToList();
            if (near is [var only])
                (mended ??= [.. words])[at] = words[at] with { Text = only, Stem = only };
        }

        return mended ?? words;
    }

    /// <summary>True when one letter is left out, added, wrong, or changed places with its neighbour; the first letter is right.</summary>
    public static bool IsOneSlip(string written, string meant)
    {
        if (written[0] != meant[0] || Math.Abs(written.Length - meant.Length) > 1 || written == meant)
            return false;
        var start = 0;
        while (start < written.Length && start < meant.Length && written[start] == meant[start])
            start++;
        var left = written.AsSpan(start);
        var right = meant.AsSpan(start);
        return (left.Length > 0 && right.Length > 0 && left[1..].SequenceEqual(right[1..]))
            || (left.Length > 0 && left[1..].SequenceEqual(right))
            || (right.Length > 0 && left.SequenceEqual(right[1..]))
            || (left.Length > 1 && right.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]));
    }
}
