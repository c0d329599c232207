using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>Puts together what the policy book is asked about a proposal: the case, the customer's history, the signals' own facts.</summary>
public sealed class PolicySituations(RecoveryStore store, Customers customers, IShop shop, TimeProvider clock)
{
    internal Defences Defences { get; init; } = Defences.All;

    public Policy.Situation Of(CaseNow now, Valuation.Situation about, Proposal proposal, TrustedReads trusted)
    {
        var at = clock.GetUtcNow();
        return new Policy.Situation
        {
            At = at,
            Move = proposal.Move,
            Amount = proposal.Amount,
            Cost = Money.Max(proposal.Cost, Money.Zero(proposal.Cost.Currency)),
            IsPerson = !proposal.ProposedBy.StartsWith("model:", StringComparison.Ordinal),
            ProposalConfidence = proposal.Confidence,
            IsTainted = Defences.Taint && Taint.Of(proposal.Move, proposal.Order, trusted, now.Texts) is TaintFinding.Tainted,
            TextInstructions = Defences.Detector && now.Texts.Any(t => Suspicion.In(t.Text) is not null),
            ShopCanDo = MoveTraits.Of(proposal.Move).Group is MoveGroup.Message or MoveGroup.Task || shop.Capabilities.Contains(proposal.Move.Name),
            Mode = about.Mode,
            Confidence = now.Case.Diagnosis?.Confidence,
            Fixability = now.Case.Diagnosis?.Fixability.ToString(),
            Order = about.Order,
            Customer = now.Customer,
            Products = trusted.Products,
            Identified = now.IsIdentified,
            Asked = IsAsked(now, proposal, about.Order),
            Confirmed = now.IsIdentified && about.IsFact("confirmed"),
            AwaitsAnswer = AwaitsAnswer(now),
            QuietHours = now.Customer is { } customer ? Communication.ContactRules.IsQuiet(customer.TimeZone, at) : null,
            History = HistoryOf(now, about, at),
            Rights = RightsOf(now, about),
            ValueExpected = Gain(now, proposal.Move, about.Currency),
            AddressChange = about.IsFact(FactNames.SamePoint) && proposal.Move is Move.ChangeAddress ? "samePoint" : null,
            DeclineCategory = about.IsFact(FactNames.DoNotRetry) ? "HardNever" : DeclineCategory(about.Fact(FactNames.DeclineClass)),
            HasMandate = about.Fact(FactNames.Mandate) is { } mandate ? mandate == "true" : null,
            LastAttemptAt = now.Signals.LastOrDefault(s => s.Kind == SignalKind.PaymentFailed)?.OccurredAt,
            RiskSignals = Risks(now, about),
            HasPhoto = about.IsFact("photo"),
            HasProof = about.IsFact(FactNames.DeliveryProof) || about.IsFact("returnScan") || about.IsFact("returnProof") || about.IsFact("carrierAdmits"),
            CodeIsValid = about.Fact(FactNames.CodeValid) is { } valid ? valid == "true" : null,
            GroundedDates = about.Fact(FactNames.NewDate) is { } text && IsoTime.TryParse(text, out var date) ? [date] : [],
            DisputeStage = now.Signals.Any(s => s.Kind == SignalKind.DisputeOpened) ? about.Fact(FactNames.DisputeStage) ?? "chargeback" : "none",
            DisputeDueAt = about.Fact(FactNames.DueAt) is { } dueText && IsoTime.TryParse(dueText, out var due) ? due : null,
            Household = now.Customer is { } who ? HouseholdKey.Of(who.Address) : null,
        };
    }

    private CaseHistory HistoryOf(CaseNow now, Valuation.Situation about, DateTimeOffset at)
    {
        var done = store.Proposals.OfCase(now.Id).Where(p => p.Acted == "done").Select(p => p.Proposal).ToList();
        var before = now.Customer is { } customer ? customers.Of(customer.Id, at) : CustomerHistory.None;
        var zero = Money.Zero(about.Currency);
        Money In(Money? sum) => sum is { } known && known.Currency == about.Currency ? known : zero;
        return new CaseHistory
        {
            ContactsLast24h = before.MessagesLast24h,
            ContactsPerCase = store.Messages.OfCase(now.Id).Count(m => m.State == "sent"),
            ConcessionsLast180d = before.ConcessionsLast180d.Count,
            ConcessionsAmount180d = In(before.ConcessionsLast180d.Sum),
            ConcessionsInCase = done.Count(p => MoveTraits.Of(p.Move).Group == MoveGroup.Concession),
            RefundsLast30d = In(before.RefundsLast30d),
            ApologiesLast60d = before.ApologiesLast60d,
            PaymentLinksLastHour = before.PaymentLinksLastHour,
            CaseSpent = done.Where(p => p.Amount.Currency == about.Currency).Aggregate(zero, (sum, p) => sum + p.Amount),
            CaseWrites = done.Count,
            OrderEdited = about.Order?.Attributes.ContainsKey("edited") == true,
            OrderExchanged = about.Order?.Attributes.ContainsKey("exchanged") == true,
        };
    }

    private CaseRights RightsOf(CaseNow now, Valuation.Situation about)
    {
        var hasAsked = now.Signals.Any(s => s.Kind == SignalKind.CustomerMessage);
        var isFault = now.Case.Diagnosis?.RootCauses.Any(c =>
            c.Tag.Contains("defect", StringComparison.Ordinal) || c.Tag.Contains("wrong", StringComparison.Ordinal) || c.Tag.Contains("damage", StringComparison.Ordinal)) == true;
        return new CaseRights
        {
            WithdrawalUttered = hasAsked ? about.IsRightUttered : null,
            ReceiptConfirmed = store.Messages.OfCase(now.Id).Any(m => m.State == "sent"),
            Defect = isFault || about.IsCause(nameof(SignalKind.ParcelDamaged), nameof(SignalKind.ParcelLost)) ? true : null,
        };
    }

    /// <summary>The customer asked for it in words of their own; a move nobody asked for is the shop's idea.</summary>
    private static bool IsAsked(CaseNow now, Proposal proposal, Order? order) =>
        // The storefront saw the account holder press "cancel".
        (proposal.Move is Move.CancelOrder && now.Signals.Any(s => s.Kind == SignalKind.OrderCancelled && s.Attributes.GetValueOrDefault("by") == "customer"))
        // Who gives up one of several items has not asked for the order to be cancelled.
        || now.Texts.Any(t => t.IsIdentified && Wishes.MayMean(proposal.Move, proposal.Order, t.Text)
            && !(proposal.Move is Move.CancelOrder && order is { Lines.Count: > 1 } && PartCancel.IsUttered(t.Text)))
        && (MoveTools.CustomerRequests.Contains(proposal.Move.Name) || proposal.Move is Move.CancelLine or Move.StopShipment or Move.StoreCredit or Move.HonourCode or Move.Reroute);

    private bool AwaitsAnswer(CaseNow now)
    {
        var wrote = now.Signals.Where(s => s.Kind == SignalKind.CustomerMessage).Select(s => (DateTimeOffset?)s.OccurredAt).Max();
        return wrote is not null && !store.Messages.OfCase(now.Id).Any(m => m.State == "sent" && m.At > wrote && m.Purpose != "holding");
    }

    private static string? DeclineCategory(string? declineClass) => declineClass switch
    {
        "hard" => "HardNever",
        "soft" => "SoftWait",
        "data" => "FixData",
        "sca" => "NeedsSca",
        "issuer" => "AskIssuer",
        _ => null,
    };

    private static List<string>? Risks(CaseNow now, Valuation.Situation about)
    {
        if (about.Fact("riskSignals") is not { } said)
            return about.IsFact(FactNames.StrongRisk) ? ["fraudReport"] : now.Case.Mode == FailureMode.FraudHold ? null : [];
        return [.. said.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Where(w => Published.RiskSignals.IndexOf(w) >= 0)];
    }

    private static Money? Gain(CaseNow now, Move move, Currency currency)
    {
        if (now.Case.Valuation is not { } text)
            return null;
        var valuation = Valuations.Read(text);
        var own = valuation.Rungs.FirstOrDefault(r => r.Move == move.Name);
        var nothing = valuation.Rungs.First(r => r.Move == nameof(Move.DoNothing));
        return own is null || valuation.AtRisk.Currency != currency ? null : valuation.AtRisk.Times(own.Odds - nothing.Odds);
    }
}
