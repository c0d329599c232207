namespace AgenticRecovery.Triage.Reading;

/// <summary>Maps what the customer says to a reason the shop accepts. Silence is no reason.</summary>
internal static class CancelReason
{
    public static string? For(Wish wish, MarkedText text, ShopRules rules)
    {
        var isMistake = wish.IsMistake || (!wish.IsNotNeeded && text.Has(0, text.Marks.Count, MarkKind.ReasonMistake));
        var isNotNeeded = wish.IsNotNeeded || text.Has(0, text.Marks.Count, MarkKind.ReasonNotNeeded) || NotNeeded(text);
        if (isMistake)
            return rules.CancelReasons.FirstOrDefault(reason => reason.Contains("mistake", StringComparison.OrdinalIgnoreCase));
        return isNotNeeded ? rules.CancelReasons.FirstOrDefault(reason => reason.Contains("need", StringComparison.OrdinalIgnoreCase)) : null;
    }

    private static bool NotNeeded(MarkedText text)
    {
        foreach (var mark in text.Marks)
        {
            if (mark.Kind == MarkKind.Verb && mark.Value == "notneeded")
                return true;
        }

        return false;
    }
}
