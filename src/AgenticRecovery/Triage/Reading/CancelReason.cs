namespace AgenticRecovery.Triage.Reading;

/// <summary>Maps what the customer says to a reason the shop accepts. Silence is no reason.</summary>
internal static class CancelReason
{
    public static string? For(Wish wish, ShopRules rules)
    {
        var sign = wish.IsMistake ? "mistake" : wish.IsNotNeeded ? "need" : null;
        return sign is null ? null : rules.CancelReasons.FirstOrDefault(reason => reason.Contains(sign, StringComparison.OrdinalIgnoreCase));
    }
}
