using AgenticRecovery.Agents.Training;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <param name="Evidence">The words it rests on, as they stand in the text.</param>
/// <param name="Language">Main language code; null when it cannot be told.</param>
internal sealed record TextReading(FailureMode Mode, decimal Confidence, string Evidence, string? Language);

/// <summary>
/// Reads the failure mode out of a customer's words, sentence by sentence, with the trained linear model. What no sentence
/// says with confidence is "Unclear".
/// </summary>
internal static class TextTriage
{
    /// <summary>Below this chance a sentence says nothing. Chosen on held-out parts of the corpus: see PROVENANCE.md beside it.</summary>
    public const double SureEnough = 0.6;

    /// <summary>What a plain question where the order is counts, beside the model's chances.</summary>
    private const double Plain = 0.95;

    /// <summary>Longer texts are read so far; the wish comes early.</summary>
    private const int MostSentences = 40;

    public static TextReading Read(string text)
    {
        var weights = TriageWeights.Shipped;
        var best = new double[TriageWeights.Modes.Count];
        var where = new Range[best.Length];
        foreach (var range in Sentences(text).Take(MostSentences))
        {
            var chances = weights.Chances(TextFeatures.Of(text.AsSpan()[range]));
            for (var mode = 0; mode < best.Length; mode++)
                if (chances[mode] > best[mode])
                    (best[mode], where[mode]) = (chances[mode], range);
            if (PlainSigns.AsksWhere(text.AsSpan()[range]))
                (best[(int)FailureMode.DeliveryAnxiety], where[(int)FailureMode.DeliveryAnxiety]) = (Plain, range);
        }
        var language = LanguageGuess.Of(text);
        // A plain question where it is, and no word about giving it up: that is the question, whatever the rest tells.
        if (best[(int)FailureMode.DeliveryAnxiety] >= Plain && !PlainSigns.WantsOut(text))
            return new TextReading(FailureMode.DeliveryAnxiety, (decimal)Plain, Shorten(text[where[(int)FailureMode.DeliveryAnxiety]].Trim()), language);
        var sure = Weight.Where(mode => best[(int)mode] >= SureEnough).ToList();
        if (sure.Count == 0)
            return new TextReading(FailureMode.Unclear, (decimal)Math.Round(1 - Math.Min(1, best.Where((_, mode) => mode != (int)FailureMode.Unclear).Max()), 3), Shorten(text), language);
        // A wish for money or out outweighs the story around it; among equals the clearer one counts.
        var chosen = sure.Where(mode => best[(int)mode] >= best[(int)sure.MaxBy(m => best[(int)m])] - 0.2).First();
        return new TextReading(chosen, (decimal)Math.Round(best[(int)chosen], 3), Shorten(text[where[(int)chosen]].Trim()), language);
    }

    // What binds the shop most comes first.
    private static readonly FailureMode[] Weight =
    [
        FailureMode.Dispute, FailureMode.CancelRequest, FailureMode.ReturnRequest, FailureMode.RefundFollowUp, FailureMode.ChangeRequest, FailureMode.DeliveryException,
        FailureMode.WarehouseException, FailureMode.AddressIssue, FailureMode.PaymentFailure, FailureMode.FraudHold, FailureMode.InventoryMismatch, FailureMode.SplitShipment,
        FailureMode.FulfilmentDelay, FailureMode.ConcessionRequest, FailureMode.DeliveryAnxiety, FailureMode.ServiceFailure,
    ];

    private static IEnumerable<Range> Sentences(string text)
    {
        var start = 0;
        var letters = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is not ('.' or '!' or '?' or '\n'))
            {
                letters += char.IsLetter(text[at]) ? 1 : 0;
                continue;
            }
            if (letters >= 3)
                yield return new Range(start, at);
            (start, letters) = (at + 1, 0);
        }
    }

    private static string Shorten(string text) => text.Length <= 160 ? text : text[..160];
}
