using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Agents;

/// <summary>The one question of a hand-over, so that a person who opens the case knows what to answer.</summary>
internal static partial class HandOverQuestion
{
    public static string Of(RecoveryInput input)
    {
        var order = input.Order is { } known ? $"order {known.Id}" : "this case";
        if (GraveTexts.Of(input.Texts) is { } matter)
            return Grave(matter, order);
        if (input.Texts.Any(text => PersonWish.In(text.Text)))
            return $"The customer of {order} wants to talk to a person. Who answers them, and what do we offer?";
        if (input.Texts.Any(text => Suspicion.In(text.Text) is not null))
            return $"A text about {order} tries to give us instructions. Is there a real request in it, and what do we answer?";
        return Asked(input.Diagnosis.Mode, order) + Due(input) + Suggested(input);
    }

    private static string Grave(GraveMatter matter, string order) => matter switch
    {
        GraveMatter.Injury => $"The customer of {order} says that somebody was hurt. Who calls them today, and is the product taken off sale?",
        GraveMatter.Law => $"The customer of {order} speaks of a lawyer or a court. Who answers, and what may be said?",
        GraveMatter.Privacy => $"The customer of {order} asks about their personal data. Who carries the request out, and by which day?",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A glossary name in plain words: "AwaitingPayment" gives "awaiting payment".</summary>
    public static string Plain(string name) => Humps().Replace(name, m => " " + m.Value).Trim().ToLowerInvariant();

    private static string Asked(FailureMode mode, string order) => mode switch
    {
        FailureMode.PaymentFailure => $"How do we get {order} paid, or shall it be cancelled?",
        FailureMode.FraudHold => $"Is {order} genuine, so that it may ship, or shall it be cancelled?",
        FailureMode.AddressIssue => $"Which address shall {order} go to?",
        FailureMode.InventoryMismatch => $"What does the customer of {order} get for the item that is missing?",
        FailureMode.SplitShipment => $"Shall {order} ship in parts, or wait until it is complete?",
        FailureMode.FulfilmentDelay or FailureMode.WarehouseException => $"When can {order} leave, and what do we tell the customer?",
        FailureMode.DeliveryException => $"Where is the parcel of {order}: do we wait, send a replacement or refund?",
        FailureMode.ChangeRequest => $"Can the change the customer asked for on {order} still be made, and what do we answer?",
        FailureMode.CancelRequest => $"Can {order} still be stopped for the customer, or is it refused or returned on delivery?",
        FailureMode.ReturnRequest => $"What does the customer of {order} get: a return, an exchange, a replacement or a refund?",
        FailureMode.RefundFollowUp => $"Where is the refund of {order}, and what date do we tell the customer?",
        FailureMode.ConcessionRequest => $"Does the customer of {order} get what they ask off the price, and if not, what do we answer?",
        FailureMode.Dispute => $"Do we contest the dispute about {order} or accept it?",
        FailureMode.ServiceFailure => $"What went wrong with {order}, and how do we put it right?",
        _ => $"What does the customer of {order} need, and what do we answer?",
    };

    // What is not answered in time is lost, so the day stands with the question.
    private static string Due(RecoveryInput input)
    {
        var words = new CaseWords(input.Signals, input.Facts);
        if (input.Diagnosis.Mode != FailureMode.Dispute || words[FactNames.DueAt] is not { } text || !Signals.IsoTime.TryParse(text, out var due))
            return "";
        var proof = words.Is(FactNames.DeliveryProof) ? "a proof of delivery is on file" : "no proof of delivery is on file";
        return string.Create(CultureInfo.InvariantCulture, $" The bank wants evidence or acceptance by {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {proof}.");
    }

    private static string Suggested(RecoveryInput input) =>
        input.Ladder.FirstOrDefault(rung => rung.IsChosen) is { Move: not (nameof(Move.EscalateTo) or nameof(Move.DoNothing) or nameof(Move.Explain)) } rung
            ? $"\nBy the numbers, {Plain(rung.Move)} would be the smallest step that works."
            : "";

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Humps();
}
