using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>
/// Finds words of people outside in a message. A shop answers a customer in its own words; a run of theirs, of a note on the
/// order or of a carrier's scan in a message means that somebody else holds the pen.
/// </summary>
internal static class BorrowedWords
{
    /// <summary>So many words in a row are no coincidence (assumption; five already occur in "where is my order now").</summary>
    private const int Run = 6;

    /// <summary>A whole sentence this long counts as well.</summary>
    private const int ShortSentence = 4;

    /// <summary>The borrowed words, or null.</summary>
    /// <param name="message">The folded message.</param>
    /// <param name="own">Texts of the shop itself: templates, questions of the playbook; their words are nobody else's.</param>
    public static string? Find(string message, IReadOnlyList<string> foreign, IReadOnlyList<string> own)
    {
        if (foreign.Count == 0)
            return null;
        var foreignWords = foreign.Select(text => PlainText.Words(PlainText.Fold(text))).ToList();
        var ownWords = own.Select(text => PlainText.Words(PlainText.Fold(text))).ToList();
        bool IsTheirs(string words) =>
            foreignWords.Any(text => text.Contains(words, StringComparison.Ordinal)) && !ownWords.Any(text => text.Contains(words, StringComparison.Ordinal));

        foreach (var run in Runs(PlainText.Words(message)))
            if (IsTheirs(run))
                return run.Trim();
        foreach (var sentence in PlainText.Sentences(message).Select(PlainText.Words))
            if (sentence.Count(sign => sign == ' ') - 1 >= ShortSentence && IsTheirs(sentence))
                return sentence.Trim();
        return null;
    }

    /// <summary>Every run of words, with a space at each end.</summary>
    private static IEnumerable<string> Runs(string words)
    {
        var spaces = new List<int>();
        for (var at = 0; at < words.Length; at++)
            if (words[at] == ' ')
                spaces.Add(at);
        for (var first = 0; first + Run < spaces.Count; first++)
            yield return words[spaces[first]..(spaces[first + Run] + 1)];
    }
}
