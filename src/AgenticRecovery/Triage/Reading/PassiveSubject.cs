namespace AgenticRecovery.Triage.Reading;

/// <summary>What a verb behind its things is said of: "the lamp and the mug should be returned", "I like the lamp but the mug must go back".</summary>
internal static class PassiveSubject
{
    /// <summary>The first mark that may belong to the subject: behind the last "but" before the verb.</summary>
    public static int Start(MarkedText text, Clause clause)
    {
        for (var at = clause.Verb - 1; IsPassive(text, clause) && at > clause.From; at--)
        {
            if (text.Words[text.Marks[at].From].Stem is "but" or "while" or "whereas" or "however" && text.Has(at, clause.Verb, MarkKind.Product))
                return at + 1;
        }

        return clause.From;
    }

    /// <summary>True where things stand before the verb that somebody likes, keeps or has: they are not told apart from those the verb is of.</summary>
    public static bool IsOpen(MarkedText text, Clause clause)
    {
        if (clause.Verb < 0 || !IsPassive(text, clause))
            return false;
        var start = Start(text, clause);
        if (start > clause.From)
            return text.Has(clause.From, start, MarkKind.Want) || text.Has(clause.From, start, MarkKind.Not) || text.Has(clause.From, start, MarkKind.Possible) || text.Has(clause.From, start, MarkKind.Except);
        var first = text.Find(clause.From, clause.Verb, MarkKind.Product);
        var last = first;
        for (var at = first + 1; first >= 0 && at < clause.Verb; at++)
            last = text.Marks[at].Kind == MarkKind.Product ? at : last;
        return last > first && text.Has(clause.From, first, "i", "we", "he", "she", "you", "customer", "with") && !text.Has(last, clause.Verb, MarkKind.It) && !text.Has(last, clause.Verb, MarkKind.All);
    }

    /// <summary>"wants the mug cancelled and the lamp changed": the second verb is of another thing.</summary>
    public static bool HasSecondVerb(MarkedText text, Clause clause, string verb)
    {
        if (!ClauseSplitter.IsPassive(text, clause))
            return false;
        for (var at = clause.Verb + 1; at < clause.To; at++)
        {
            var mark = text.Marks[at];
            var isSent = mark is { Kind: MarkKind.Status, Value: "delivered" or "shipped" } && at + 1 < clause.To && text.Words[text.Marks[at + 1].From].Stem == "to";
            var value = mark is { Kind: MarkKind.Status, Value: "cancelled" } ? "cancel" : isSent ? "ship" : mark.Kind == MarkKind.Verb ? mark.Value : "";
            if (value is "return" or "exchange" or "modify" or "cancel" or "ship" && value != verb && text.Marks[at - 1].Kind is MarkKind.Product or MarkKind.OrderWord && (isSent || text.Words[mark.From].Text.EndsWith("ed", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static bool IsPassive(MarkedText text, Clause clause) => clause.Verb > clause.From + 1
        && text.Words[text.Marks[clause.Verb - 1].To - 1].Stem is "be" && text.Words[text.Marks[clause.Verb].From].Text.EndsWith("ed", StringComparison.Ordinal);
}
