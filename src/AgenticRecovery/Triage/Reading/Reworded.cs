using System.Text;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Triage.Reading;

/// <summary>A text in the words the grammar reads, with the place in the original that each character stands for.</summary>
internal sealed record Reworded(string Text, IReadOnlyList<int> Places)
{
    // A pattern looks back over its sentence; a longer run without a full stop is no sentence a person writes.
    private const int LongestSentence = 600;

    /// <summary>The words with their offsets in the original.</summary>
    public static IReadOnlyList<Word> WordsOf(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        var reworded = Of(original);
        return [.. Words.Of(reworded.Text).Select(word => word with { Start = reworded.Places[word.Start], End = reworded.Places[word.End - 1] + 1 })];
    }

    private static Reworded Of(string original)
    {
        var text = new StringBuilder(original.Length);
        var places = new List<int>(original.Length);
        for (var at = 0; at < original.Length;)
        {
            var end = SentenceEnd(original, at);
            var sentence = new Reworded(original[at..end], Enumerable.Range(at, end - at).ToList());
            if (end - at <= LongestSentence)
                sentence = Rewordings.All.Aggregate(sentence, (now, rule) => now.Replaced(rule.Said, rule.Read));
            text.Append(sentence.Text);
            places.AddRange(sentence.Places);
            at = end;
        }

        return new Reworded(text.ToString(), places);
    }

    private static int SentenceEnd(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]))))
                return at + 1;
        }

        return text.Length;
    }

    private Reworded Replaced(Regex said, string read)
    {
        var matches = said.Matches(Text);
        if (matches.Count == 0)
            return this;
        var text = new StringBuilder();
        var places = new List<int>();
        var at = 0;
        foreach (Match match in matches)
        {
            Copy(at, match.Index);
            Fill(match);
            at = match.Index + match.Length;
        }

        Copy(at, Text.Length);
        return new Reworded(text.ToString(), places);

        void Copy(int from, int to)
        {
            text.Append(Text, from, to - from);
            places.AddRange(Places.Skip(from).Take(to - from));
        }

        // "$1" keeps what was said there; the words around it stand for the place where they are put.
        void Fill(Match match)
        {
            var place = Places[match.Index];
            for (var i = 0; i < read.Length; i++)
            {
                if (read[i] == '$' && i + 1 < read.Length && char.IsDigit(read[i + 1]))
                {
                    var group = match.Groups[read[++i] - '0'];
                    if (!group.Success)
                        continue;
                    Copy(group.Index, group.Index + group.Length);
                    if (group.Length > 0)
                        place = Math.Min(Places[group.Index + group.Length - 1] + 1, Places[match.Index + match.Length - 1]);
                    continue;
                }

                text.Append(read[i]);
                places.Add(place);
            }
        }
    }
}
