namespace AgenticRecovery.Triage.Reading;

/// <summary>Words whose meaning turns with a neighbour: "otherwise identical" sets no condition, "send it back" returns.</summary>
internal static class Turns
{
    public static void Read(IReadOnlyList<Word> words, List<Mark> marks)
    {
        for (var at = 0; at < marks.Count; at++)
        {
            var mark = marks[at];
            if (mark.Kind == MarkKind.ProfileWord && mark.To == mark.From + 1 && words[mark.From].Stem == "user" && !(at + 1 < marks.Count && marks[at + 1].Kind is MarkKind.AddressWord or MarkKind.ProfileWord))
                marks[at] = mark with { Kind = MarkKind.Filler };
            else if (mark.Kind == MarkKind.Otherwise && at + 1 < marks.Count && marks[at + 1].Kind == MarkKind.Same)
                marks[at] = mark with { Kind = MarkKind.Filler };
            else if (mark is { Kind: MarkKind.Verb, Value: "ship" } && words[mark.From].Stem == "send" && IsBackAhead(words, mark.To))
                marks[at] = mark with { Value = "return" };
        }
    }

    private static bool IsBackAhead(IReadOnlyList<Word> words, int from)
    {
        for (var at = from; at < words.Count && at < from + 5 && words[at].Stem is not ("." or "," or ";" or "to" or "and"); at++)
            if (words[at].Stem == "back")
                return true;
        return false;
    }
}
