using System.Collections.Frozen;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>
/// What a decline allows. The list of codes that are never tried again is Visa's category 1 as an acquirer publishes it; the rest is
/// our own sorting of common provider words. Where a gateway gives the class itself, that wins.
/// </summary>
internal static class DeclineCodes
{
    private static readonly FrozenDictionary<string, string> Classes = new (string Class, string[] Codes)[]
    {
        ("HardNever", ["04", "07", "12", "14", "15", "41", "43", "46", "57", "R0", "R1", "R3", "lost_card", "stolen_card", "pickup_card", "fraudulent",
            "restricted_card", "revocation_of_authorization", "revocation_of_all_authorizations", "stop_payment_order"]),
        ("SoftWait", ["51", "61", "91", "96", "insufficient_funds", "try_again_later", "processing_error", "issuer_not_available",
            "withdrawal_count_limit_exceeded", "reenter_transaction"]),
        ("FixData", ["54", "N7", "82", "55", "6P", "expired_card", "incorrect_cvc", "invalid_cvc", "incorrect_zip", "incorrect_number", "invalid_number", "invalid_expiry_year"]),
        ("NeedsSca", ["1A", "authentication_required", "20154"]),
    }.SelectMany(x => x.Codes.Select(code => (code, x.Class))).ToFrozenDictionary(x => x.code, x => x.Class, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// "none" for a payment that was not declined, null for a decline without a code: missing advice means it is not tried again.
    /// A code not listed counts as a generic refusal.
    /// </summary>
    public static string? ClassOf(Payment payment)
    {
        if (payment.DeclineCode is { Length: > 0 } code)
            return Classes.GetValueOrDefault(code, "AskIssuer");
        return OrderFacts.Has(payment.Status, "fail") || OrderFacts.Has(payment.Status, "declin") ? null : "none";
    }
}
