using System.Text.Json;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Benchmarks.Policy;

/// <summary>One request with all its facts known, so that engines without "not known" can say the same. Amounts in cents, shares in thousandths.</summary>
internal sealed record PeerRequest(string Move, PeerFacts C)
{
    private static readonly string[] Moves = ["PartialRefund", "FullRefund", "LimitedIncentive", "StoreCredit", "Replace", "CancelOrder", "ReturnForRefund", "Reassure"];

    public static List<PeerRequest> Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new PeerRequest(Moves[random.Next(Moves.Length)], PeerFacts.Draw(random)))];
    }

    public string Json() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public PolicyFacts Facts()
    {
        var facts = new PolicyFacts(BookTest.At, Currency.Eur);
        Fill(facts);
        return facts;
    }

    public void Fill(PolicyFacts facts)
    {
        facts.Clear(BookTest.At, Currency.Eur);
        facts.Set(Published.Amount, (Money?)Money.Eur(C.Amount)).Set(Published.CaseSpent, (Money?)Money.Eur(C.Spent))
            .Set(Published.OrderTotal, (Money?)Money.Eur(C.Total)).Set(Published.OrderRefundable, (Money?)Money.Eur(C.Refundable))
            .Set(Published.RefundsLast30d, (Money?)Money.Eur(C.Refunds)).Set(Published.CustomerAbuse, (decimal?)(C.Abuse / 1000m))
            .Set(Published.CaseConfidence, (decimal?)(C.Confidence / 1000m)).Set(Published.CustomerOrdersBefore, (decimal?)C.OrdersBefore)
            .Set(Published.ConcessionsLast180d, (decimal?)C.Concessions).Set(Published.ContactsLast24h, (decimal?)C.Contacts)
            .Set(Published.OrderSinceDelivery, (TimeSpan?)TimeSpan.FromHours(C.HoursSinceDelivery)).Set(Published.CaseMode, C.Mode)
            .Set(Published.TrackingState, C.Tracking).Set(Published.OrderStatusNow, C.Status).Set(Published.DisputeStage, C.Dispute)
            .Set(Published.Taint, C.Taint).Set(Published.CustomerAsked, (bool?)C.Asked).Set(Published.OrderBeforeCutoff, (bool?)C.BeforeCutoff)
            .Set(Published.OrderHasShipped, (bool?)C.HasShipped).Set(Published.OrderKnown, (bool?)C.Known).Set(Published.CustomerIdentified, (bool?)C.Identified)
            .Set(Published.CustomerOptedOut, (bool?)C.OptedOut).Set(Published.CustomerAwaitsAnswer, (bool?)C.AwaitsAnswer);
    }
}

internal sealed record PeerFacts(
    int Amount, int Spent, int Total, int Refundable, int Refunds, int Abuse, int Confidence, int OrdersBefore, int Concessions, int Contacts, int HoursSinceDelivery,
    string Mode, string Tracking, string Status, string Dispute, string Taint)
{
    public bool Asked { get; init; }
    public bool BeforeCutoff { get; init; }
    public bool HasShipped { get; init; }
    public bool Known { get; init; }
    public bool Identified { get; init; }
    public bool OptedOut { get; init; }
    public bool AwaitsAnswer { get; init; }

    public static PeerFacts Draw(Random random)
    {
        return new PeerFacts(
            Cents(9000), Likely(4) ? 0 : Cents(2000), 2000 + Cents(10_000), Cents(12_000), Likely(3) ? 0 : Cents(5000), random.Next(1001), 500 + random.Next(501),
            random.Next(9), random.Next(4), random.Next(4), random.Next(1200),
            One("ServiceFailure", "DeliveryException", "FulfilmentDelay", "DeliveryAnxiety", "Unclear", "ReturnRequest"), One("lost", "damaged", "moving", "delivered"),
            One("Delivered", "Delivered", "Open", "Cancelled", "Returned"), One("none", "none", "none", "chargeback"), One("clean", "clean", "clean", "clean", "tainted"))
        {
            Asked = Likely(2),
            BeforeCutoff = Likely(2),
            HasShipped = !Likely(2),
            Known = Likely(8),
            Identified = Likely(6),
            OptedOut = !Likely(3),
            AwaitsAnswer = Likely(2),
        };

        // Half of the amounts stand exactly on a round limit, where engines would part first.
        int Cents(int most) => Likely(2) ? random.Next(most / 500) * 500 : random.Next(most);

        bool Likely(int of) => random.Next(of) > 0;

        string One(params string[] words) => words[random.Next(words.Length)];
    }
}
