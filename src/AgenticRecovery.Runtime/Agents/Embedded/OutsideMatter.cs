using AgenticRecovery.Cases;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <summary>Texts that only a person answers, with the reason in plain words for the desk.</summary>
internal static class OutsideMatter
{
    /// <param name="order">The order the text came with; null where the writer still has to say who they are.</param>
    /// <returns>Null where the case may go on.</returns>
    public static string? In(string text, FailureMode mode, Order? order) =>
        OutsideSigns.IsNoCustomerMatter(text) ? "the text is about no order: a job, the press or an offer to the shop"
        : mode is FailureMode.Unclear or FailureMode.ServiceFailure && OutsideSigns.HasLink(text) ? "the text points to a page outside, which no machine opens"
        : order is null ? null
        : OutsideSigns.IsThirdParty(text) ? "the writer says that they are not the customer"
        : MoneySigns.GoesElsewhere(text) ? "money shall go to an account or a card that did not pay"
        : MoneySigns.ClaimsApproval(text) ? "the writer says that somebody approved it already, and no approval is on file"
        : MoneySigns.IsTrade(text) ? "a price for a larger order is a talk with sales"
        : null;
}
