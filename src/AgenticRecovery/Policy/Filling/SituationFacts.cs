using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>Fills the facts of a decision from what is known of the case. Derives, never guesses: what does not follow stays unknown.</summary>
public static class SituationFacts
{
    public static PolicyFacts Of(Situation now)
    {
        var facts = new PolicyFacts(now.At, now.Order?.Currency ?? now.Amount.Currency);
        Fill(now, facts);
        return facts;
    }

    /// <summary>As <see cref="Of"/>, into a table that is used again and again.</summary>
    public static void Fill(Situation now, PolicyFacts facts)
    {
        facts.Clear(now.At, now.Order?.Currency ?? now.Amount.Currency);
        facts.Set(Published.Move, now.Move.Name)
            .Set(Published.Amount, InTable(facts, now.Amount))
            .Set(Published.Cost, InTable(facts, now.Cost))
            .Set(Published.ValueExpected, InTable(facts, now.ValueExpected))
            .Set(Published.BudgetShadowPrice, now.ShadowPrice ?? 0)
            .Set(Published.ProposalConfidence, now.ProposalConfidence)
            .Set(Published.Proposer, now.IsPerson ? "person" : "model")
            .Set(Published.Taint, (now.IsTainted ?? (now.IsPerson ? false : (bool?)null)) switch { true => "tainted", false => "clean", null => null })
            .Set(Published.TextInstructions, now.TextInstructions)
            .Set(Published.RequestMatch, now.RequestMatch ?? (now.IsPerson ? "open" : "unread"))
            .Set(Published.ShopCanDo, now.ShopCanDo)
            .Set(Published.CaseMode, now.Mode?.ToString())
            .Set(Published.CaseConfidence, now.Confidence)
            .Set(Published.Fixability, now.Fixability)
            .Set(Published.OrderKnown, now.Order is not null);
        Person(now, facts);
        if (now.History is { } history)
            History(history, facts);
        OrderFacts.Fill(now, facts);
        MoveFacts.Fill(now, facts);
        RightFacts.Fill(now, facts);
    }

    private static void Person(Situation now, PolicyFacts facts)
    {
        facts.Set(Published.CustomerIdentified, now.Identified)
            .Set(Published.CustomerAsked, now.Asked)
            .Set(Published.CustomerConfirmed, now.Confirmed)
            .Set(Published.CustomerAwaitsAnswer, now.AwaitsAnswer)
            .Set(Published.CustomerContactAge, now.ContactAge)
            .Set(Published.QuietHours, now.QuietHours)
            .Set(Published.MarketingConsent, now.MarketingConsent)
            .Set(Published.Household, now.Household);
        if (now.Customer is not { } customer)
            return;
        facts.Set(Published.CustomerAbuse, customer.AbuseRisk)
            .Set(Published.CustomerOptedOut, customer.OptedOut)
            .Set(Published.CustomerOrdersBefore, customer.OrdersBefore)
            .Set(Published.CustomerKey, customer.Id.Value);
    }

    private static void History(CaseHistory history, PolicyFacts facts) => facts
        .Set(Published.ContactsLast24h, history.ContactsLast24h)
        .Set(Published.ContactsPerCase, history.ContactsPerCase)
        .Set(Published.ConcessionsLast180d, history.ConcessionsLast180d)
        .Set(Published.ConcessionsAmount180d, InTable(facts, history.ConcessionsAmount180d))
        .Set(Published.ConcessionsInCase, history.ConcessionsInCase)
        .Set(Published.RefundsLast30d, InTable(facts, history.RefundsLast30d))
        .Set(Published.ApologiesLast60d, history.ApologiesLast60d)
        .Set(Published.PaymentLinksLastHour, history.PaymentLinksLastHour)
        .Set(Published.CaseSpent, InTable(facts, history.CaseSpent))
        .Set(Published.CaseWrites, history.CaseWrites)
        .Set(Published.OrderEdited, history.OrderEdited)
        .Set(Published.OrderExchanged, history.OrderExchanged);

    /// <summary>An amount in another currency than the order's is not comparable, so it is not known. Zero is zero in any.</summary>
    private static Money? InTable(PolicyFacts facts, Money? amount) => amount switch
    {
        { IsZero: true } => Money.Zero(facts.Currency),
        { } known when known.Currency == facts.Currency => known,
        _ => null,
    };
}
