namespace AgenticRecovery.Triage.Reading;

/// <content>Which verbs carry a wish.</content>
internal static partial class ClauseSplitter
{
    /// <summary>True when the verb at this mark is a wish and not a noun ("a full refund", "clicky switches").</summary>
    public static bool IsWishVerb(MarkedText text, int from, int at)
    {
        var mark = text.Marks[at];
        if (mark.Kind != MarkKind.Verb || mark.Value is "pay" or "refund" or "order")
            return false;
        if (IsPluralNoun(text, from, at) || MovesMoney(text, at) || LeadsToVerb(text, at))
            return false;
        if (at == from)
            return true;
        var before = text.Marks[at - 1];
        if (before.Kind is MarkKind.Unknown or MarkKind.Product or MarkKind.Number or MarkKind.PaymentWord or MarkKind.OriginalPayment or MarkKind.ItemWord)
            return mark.Value == "notneeded" && before.Kind != MarkKind.Number;
        return text.Words[before.To - 1].Stem is not ("the" or "a" or "an" or "this" or "your" or "my" or "of" or "for" or "any");
    }

    // "after the changes", "for returns": the plural form is a verb only right behind its subject.
    private static bool IsPluralNoun(MarkedText text, int from, int at)
    {
        var word = text.Words[text.Marks[at].From];
        return word.Text is "changes" or "returns" or "exchanges" or "updates" or "upgrades" or "replacements" or "switches"
            && !(at > from && text.Words[text.Marks[at - 1].From].Stem is "customer" or "he" or "she" or "who");
    }

    // "return the difference to my card" speaks of money, not of goods.
    private static bool MovesMoney(MarkedText text, int at)
    {
        if (text.Marks[at].Value != "return")
            return false;
        var next = at + 1;
        while (next < text.Marks.Count && text.Marks[next].Kind == MarkKind.Filler)
            next++;
        return next < text.Marks.Count && text.Marks[next].Kind == MarkKind.PaymentWord;
    }

    // "would switch to returning both": the second verb is the wish.
    private static bool LeadsToVerb(MarkedText text, int at) => text.Marks[at].Value == "modify" && at + 2 < text.Marks.Count
        && text.Marks[at + 1].Kind == MarkKind.To && text.Marks[at + 2].Kind == MarkKind.Verb && text.Marks[at + 2].Value is not "pay" and not "refund";

    private static int VerbIn(MarkedText text, int from, int to, int sentenceStart)
    {
        for (var at = from; at < to; at++)
        {
            if (IsWishVerb(text, sentenceStart, at))
                return at;
        }

        return Passive(text, from, to);
    }

    // "wants the order cancelled", "would like it delivered to …": the verb stands behind its object.
    private static int Passive(MarkedText text, int from, int to)
    {
        var want = text.Find(from, to, MarkKind.Want);
        for (var at = want + 1; want >= 0 && at < to; at++)
        {
            var mark = text.Marks[at];
            var isVerb = mark.Kind == MarkKind.Verb && mark.Value is "return" or "exchange" or "modify" or "cancel" && IsParticiple(text, mark);
            var isCancelled = mark.Kind == MarkKind.Status && mark.Value == "cancelled" && !(at + 1 < to && text.Marks[at + 1].Kind == MarkKind.OrderWord);
            var isSent = mark.Kind == MarkKind.Status && mark.Value is "delivered" or "shipped" && at + 1 < to && text.Marks[at + 1].Kind == MarkKind.To && text.Words[text.Marks[at + 1].From].Stem == "to";
            if (isVerb || isCancelled || isSent)
                return at;
        }

        return -1;
    }

    /// <summary>True for "wants the order cancelled": what is wished stands before its verb.</summary>
    public static bool IsPassive(MarkedText text, Clause clause) => clause.Verb > clause.From && text.Has(clause.From, clause.Verb, MarkKind.Want)
        && (text.Marks[clause.Verb].Kind == MarkKind.Status || IsParticiple(text, text.Marks[clause.Verb]));

    private static bool IsParticiple(MarkedText text, Mark mark) => text.Words[mark.From].Text is var word && (word == "taken" || word.EndsWith("ed", StringComparison.Ordinal));

    /// <summary>What the verb mark of a clause asks for; a participle of a status counts as its verb.</summary>
    public static string VerbOf(MarkedText text, Clause clause) => text.Marks[clause.Verb] switch
    {
        { Kind: MarkKind.Verb, Value: var verb } => verb,
        { Value: "cancelled" } => "cancel",
        _ => "ship",
    };
}
