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
            else if (mark.Kind is MarkKind.Unknown or MarkKind.Filler && words[mark.From].Stem == "open" && at + 1 < marks.Count && marks[at + 1].Kind == MarkKind.OrderWord)
                marks[at] = mark with { Kind = MarkKind.Status, Value = "pending" };
            else if (mark.Kind == MarkKind.Unknown && words[mark.From].Stem == "delivery" && at > 0 && IsDeterminer(words[marks[at - 1].To - 1].Stem))
                marks[at] = mark with { Kind = MarkKind.OrderWord };
        }
    }

    // "that delivery" is the order it brought; "for delivery to Boston" is none.
    private static bool IsDeterminer(string stem) => stem is "the" or "that" or "this" or "same" or "one" or "my" or "last" or "recent" or "latest" or "other" or "another";

    private static bool IsBackAhead(IReadOnlyList<Word> words, int from)
    {
        for (var at = from; at < words.Count && at < from + 5 && words[at].Stem is not ("." or "," or ";" or "to" or "and"); at++)
            if (words[at].Stem == "back")
                return true;
        return false;
    }
}
