namespace AgenticRecovery.Triage.Reading;

/// <summary>Mutes remarks on what the customer would rather not say ("in my profile; I won't repeat it here"): they wish nothing.</summary>
internal static class Discretion
{
    private static readonly HashSet<string> Speech = new(StringComparer.Ordinal) { "reveal", "mention", "disclose", "share", "say", "repeat" };

    public static void Mute(IReadOnlyList<Word> words, List<Mark> marks)
    {
        for (var at = 0; at < marks.Count; at++)
        {
            if (!Speech.Contains(words[marks[at].From].Stem))
                continue;
            var from = at;
            while (from > 0 && marks[from - 1].Kind is not (MarkKind.Stop or MarkKind.Open or MarkKind.Close) && !(marks[from - 1].Kind == MarkKind.Comma && IsSubject(words, marks[from])))
                from--;
            var inBrackets = from > 0 && marks[from - 1].Kind == MarkKind.Open || from > 0 && marks[from - 1].Value == ";";
            var to = at + 1;
            while (to < marks.Count && marks[to].Kind is not (MarkKind.Stop or MarkKind.Close))
                to++;
            if (!inBrackets)
                continue;
            for (var i = from; i < to; i++)
            {
                if (marks[i].Kind is MarkKind.Unknown or MarkKind.Verb or MarkKind.Not or MarkKind.Want or MarkKind.If or MarkKind.Confirm or MarkKind.Ask or MarkKind.ProfileWord)
                    marks[i] = marks[i] with { Kind = MarkKind.Filler };
            }
        }
    }

    private static bool IsSubject(IReadOnlyList<Word> words, Mark mark) => words[mark.From].Stem is "customer" or "i" or "you" or "which" or "but";
}
