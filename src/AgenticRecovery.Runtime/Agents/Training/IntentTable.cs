using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents.Training;

/// <summary>Reads labelled customer utterances in the form "utterance,intent" and maps the intents to failure modes.</summary>
public static class IntentTable
{
    /// <summary>All rows after the head. Utterances may be quoted; what comes after the intent is left out.</summary>
    /// <exception cref="InvalidDataException">A row has no intent; the message names file and line.</exception>
    public static IReadOnlyList<TriageExample> Read(string file)
    {
        var examples = new List<TriageExample>();
        var at = 1;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            at++;
            if (line.Length == 0)
                continue;
            var (text, intent) = Row(line) ?? throw new InvalidDataException($"{file}:{at}: expected utterance,intent.");
            examples.Add(new TriageExample(ModeOf(intent), "en", text) { Phrasing = PhrasingOf(text) });
        }

        return examples;
    }

    /// <summary>Intents that no failure mode means (accounts, invoices, newsletters, a person) are Unclear: not an order's matter.</summary>
    public static FailureMode ModeOf(string intent) => intent switch
    {
        "cancel_order" or "check_cancellation_fee" => FailureMode.CancelRequest,
        "change_order" or "change_shipping_address" or "set_up_shipping_address" => FailureMode.ChangeRequest,
        "get_refund" or "check_refund_policy" => FailureMode.ReturnRequest,
        "track_refund" => FailureMode.RefundFollowUp,
        "payment_issue" => FailureMode.PaymentFailure,
        "track_order" or "delivery_period" => FailureMode.DeliveryAnxiety,
        "complaint" => FailureMode.ServiceFailure,
        _ => FailureMode.Unclear,
    };

    /// <summary>The words that carry the meaning, sorted: copies with other politeness or order are one phrasing.</summary>
    private static string PhrasingOf(string text) =>
        string.Join(' ', TextFeatures.Words(text).Where(word => word.Length >= 4 && !Polite.Contains(word)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static readonly HashSet<string> Polite = new(StringComparer.Ordinal)
    {
        "help", "need", "please", "want", "would", "like", "know", "could", "tell", "some", "have", "with", "that", "this", "assistance", "assist", "support", "question", "problem", "problems", "trouble", "info", "information", "wanna", "gotta", "solve", "what", "about", "more", "dont", "cannot",
    };

    private static (string Text, string Intent)? Row(string line)
    {
        var isQuoted = line[0] == '"';
        var end = line.IndexOf(isQuoted ? "\"," : ",", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var rest = line[(end + (isQuoted ? 2 : 1))..].Split(',')[0].Trim();
        return rest.Length == 0 ? null : (line[(isQuoted ? 1 : 0)..end], rest);
    }
}
