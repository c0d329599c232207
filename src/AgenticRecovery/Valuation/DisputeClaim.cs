using System.Text.RegularExpressions;

namespace AgenticRecovery.Valuation;

/// <summary>What the cardholder's bank says is wrong with a payment.</summary>
public enum DisputeClaim
{
    Unknown,
    Fraud,
    NotReceived,
    NotAsDescribed,
    Duplicate,
    CreditNotProcessed,
    Cancelled,
}

/// <summary>
/// Reads the claim from the reason a provider sends: the card networks' published codes (Visa 10.x to 13.x, Mastercard
/// 48xx) or the words that providers use for them. What is neither is unknown, never guessed.
/// </summary>
public static partial class DisputeClaims
{
    public static DisputeClaim Of(string? reason) => reason is null ? DisputeClaim.Unknown
        : Fraud().IsMatch(reason) ? DisputeClaim.Fraud
        : Duplicate().IsMatch(reason) ? DisputeClaim.Duplicate
        : Credit().IsMatch(reason) ? DisputeClaim.CreditNotProcessed
        : NotReceived().IsMatch(reason) ? DisputeClaim.NotReceived
        : NotAsDescribed().IsMatch(reason) ? DisputeClaim.NotAsDescribed
        : Cancelled().IsMatch(reason) ? DisputeClaim.Cancelled
        : DisputeClaim.Unknown;

    [GeneratedRegex(@"\b10\.[1-5]\b|\b48(37|40|49|63|70|71)\b|fraud|unrecogni[sz]ed|not recogni[sz]ed|no[ _-]?(cardholder[ _-]?)?authori[sz]ation|unauthori[sz]ed", RegexOptions.IgnoreCase)]
    private static partial Regex Fraud();

    [GeneratedRegex(@"\b12\.6(\.[12])?\b|\b4834\b|duplicate|charged twice|paid by other means", RegexOptions.IgnoreCase)]
    private static partial Regex Duplicate();

    [GeneratedRegex(@"\b13\.6\b|\b4860\b|(credit|refund)[ _-]not[ _-](processed|received|issued)", RegexOptions.IgnoreCase)]
    private static partial Regex Credit();

    [GeneratedRegex(@"\b13\.1\b|\b4855\b|not[ _-]received|non[ _-]?receipt|not[ _-]provided|not[ _-]delivered", RegexOptions.IgnoreCase)]
    private static partial Regex NotReceived();

    [GeneratedRegex(@"\b13\.[345]\b|not[ _-]as[ _-]described|unacceptable|defective|counterfeit|misrepresent", RegexOptions.IgnoreCase)]
    private static partial Regex NotAsDescribed();

    [GeneratedRegex(@"\b13\.[27]\b|\b4841\b|cancell?ed", RegexOptions.IgnoreCase)]
    private static partial Regex Cancelled();
}
