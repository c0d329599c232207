namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Tells talk from what must be understood. A clause that changed no wish and asked nothing is passed over only when it is made of
/// words that cannot set a condition, name another thing or take a wish back.
/// </summary>
internal static class Remarks
{
    // Words of thanks, mood, hurry and manner, and of what is told to whoever handles the text.
    private static readonly HashSet<string> Talk = new(StringComparer.Ordinal)
    {
        "much", "lot", "many", "hurry", "loyal", "regular", "year", "friendly", "polite", "politely", "brief", "briefly", "firm", "concise", "assertive", "patient", "calm",
        "appreciate", "appreciated", "grateful", "quick", "quickly", "fast", "soon", "reply", "answer", "response", "remember", "recall", "email", "mail", "e", "address", "sorry", "apology", "trouble",
        "inconvenience", "further", "question", "nice", "great", "good", "weekend", "evening", "morning", "regard", "best", "kind", "cheer", "sincerely", "dear", "greeting", "everyone", "team", "note", "happy",
        "unhappy", "upset", "sad", "anxious", "frustrated", "annoyed", "angry", "disappointed", "excited", "nervous", "confused", "bit", "help", "advance", "hear", "forward", "hope", "understand",
        "fulfill", "tool", "assume", "agreed", "required", "confirmation", "look", "reveal", "mention", "share", "say", "sound", "natural", "together", "thing", "beginning",
        "start", "piecewise", "speak", "after", "resolve", "vs", "real", "name", "zip", "code", "zipcode", "number", "phone", "live", "modification", "shopping", "work", "sir", "madam", "attention", "understanding", "assistance", "support", "your",
    };

    // Kinds of marks that speak neither of things nor of what shall be done with them.
    private static readonly HashSet<MarkKind> Silent =
    [
        MarkKind.Unknown, MarkKind.Filler, MarkKind.Stop, MarkKind.Comma, MarkKind.And, MarkKind.Open, MarkKind.Close, MarkKind.To, MarkKind.From, MarkKind.Ask, MarkKind.Confirm,
        MarkKind.Possible, MarkKind.IdRef, MarkKind.AddressWord, MarkKind.ProfileWord,
    ];

    /// <summary>True for a clause before the first wish that tells how things are, or for plain talk behind it.</summary>
    /// <param name="isBackground">True while no wish was made: what stands there explains what follows.</param>
    public static bool IsHarmless(MarkedText text, Clause clause, bool isBackground)
    {
        if (clause.Condition is not null)
            return text.Marks[clause.Condition.Value.From].Kind == MarkKind.Confirm || IsUnspoken(text, clause.Condition.Value.From, clause.To);
        if (isBackground)
            return !text.Has(clause.From, clause.To, "should", "must", "except", "unless", "until", "cannot") || IsUnspoken(text, clause.From, clause.To);
        var isDenial = text.Has(clause.From, clause.To, "question", "email", "mail", "phone");
        return IsUnspoken(text, clause.From, clause.To) || Enumerable.Range(clause.From, clause.To - clause.From).All(at => IsTalk(text, at) || (isDenial && text.Marks[at].Kind == MarkKind.Not));
    }

    // "customer does not reveal it", "mention both at the start": what is said or not said to whom.
    private static bool IsUnspoken(MarkedText text, int from, int to) => text.Has(from, to, "reveal", "mention", "disclose", "volunteer", "say", "remember", "recall", "look")
        && !text.Has(from, to, MarkKind.Product) && !text.Has(from, to, MarkKind.PaymentKind) && !text.Has(from, to, MarkKind.Amount) && !text.Has(from, to, MarkKind.OrderRef);

    private static bool IsTalk(MarkedText text, int at)
    {
        var mark = text.Marks[at];
        if (mark.Kind == MarkKind.Number)
            return text.OwnWords.Contains(text.Words[mark.From].Stem);
        var stem = text.Words[mark.From].Stem;
        if (!Silent.Contains(mark.Kind) && stem is not ("using" or "please"))
            return false;
        return mark.Kind != MarkKind.Unknown || Talk.Contains(stem) || text.OwnWords.Contains(stem);
    }
}
