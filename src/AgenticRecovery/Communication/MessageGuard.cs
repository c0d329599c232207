using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>
/// The deterministic check of every outbound message, whoever wrote it. No finding means that it may go out; each
/// finding says what to mend.
/// </summary>
public static class MessageGuard
{
    /// <param name="promises">Obligations of this case that are in the ledger, or go into it together with this message.</param>
    public static IReadOnlyList<GuardFinding> Check(OutboundMessage message, IReadOnlyList<Promise> promises, ContactState contact, DateTimeOffset now)
    {
        var findings = new List<GuardFinding>();
        var text = message.Subject + "\n" + message.Body;
        var folded = PlainText.Fold(text);
        var words = PlainText.Words(folded);
        var today = ContactRules.DayAt(contact.TimeZone, now);
        MessageFacts.Check(message, text, folded, today, findings);
        foreach (var open in PromiseLedger.Unbacked(folded, promises, today))
            findings.Add(new GuardFinding("promise.unbacked", $"\"{open}\" is a promise without an obligation; leave it out."));
        Phrases(message, folded, words, findings);
        Claims.Check(message, words, findings);
        Secrets(folded, findings);
        if (BorrowedWords.Find(folded, message.Foreign, message.Own) is { } borrowed)
            findings.Add(new GuardFinding("text.borrowed", $"\"{borrowed}\" are words of somebody outside; write your own."));
        Form(message, contact, folded, words, findings);
        Contact(message, contact, now, words, findings);
        return findings;
    }

    private static bool IsOffer(string sentence) =>
        ForbiddenWords.Find(ForbiddenWords.Offer, sentence) is not null && ForbiddenWords.Find(ForbiddenWords.Giving, sentence) is not null
        && ForbiddenWords.Find(ForbiddenWords.No, sentence) is null;

    private static void Phrases(OutboundMessage message, string folded, string words, List<GuardFinding> findings)
    {
        void Forbid(System.Buffers.SearchValues<string> phrases, string rule, string why)
        {
            if (ForbiddenWords.Find(phrases, words) is { } found)
                findings.Add(new GuardFinding(rule, $"\"{found}\": {why}"));
        }

        Forbid(ForbiddenWords.Guarantee, "promise.guarantee", "nothing is guaranteed beyond the facts.");
        Forbid(ForbiddenWords.Blame, "tone.blame", "blame nobody; say what happens next.");
        Forbid(ForbiddenWords.Admission, "law.admission", "a message admits no legal fault and speaks of no damages.");
        Forbid(ForbiddenWords.Threat, "tone.threat", "a message about an order threatens nobody.");
        Forbid(ForbiddenWords.Internal, "form.internal", "a customer does not know our inner words.");
        if (message.Move is nameof(Move.LimitedIncentive) or nameof(Move.StoreCredit) or nameof(Move.HonourCode) or nameof(Move.ReturnForRefund)
            or nameof(Move.Exchange) or nameof(Move.PartialRefund))
            return;
        // To refuse a discount one must be able to name it.
        if (message.Move is not (nameof(Move.Decline) or nameof(Move.Explain)))
            Forbid(ForbiddenWords.Offer, "offer.not-approved", "this move offers nothing.");
        else if (PlainText.Sentences(folded).Select(PlainText.Words).FirstOrDefault(IsOffer) is { } offer)
            findings.Add(new GuardFinding("offer.not-approved", $"\"{offer.Trim()}\" offers something; this move only explains or declines."));
        Forbid(ForbiddenWords.Gift, "offer.not-approved", "this move gives nothing.");
    }

    private static void Secrets(string folded, List<GuardFinding> findings)
    {
        foreach (var sentence in PlainText.Sentences(folded))
            if (PlainText.Words(sentence) is var words && ForbiddenWords.Find(ForbiddenWords.Secret, words) is { } secret
                && ForbiddenWords.Find(ForbiddenWords.Never, words) is null)
                findings.Add(new GuardFinding("ask.secret", $"\"{secret}\": a message never asks for card, account or identity secrets."));
    }

    private static void Form(OutboundMessage message, ContactState contact, string folded, string words, List<GuardFinding> findings)
    {
        if (message.Subject.Trim().Length is 0 or > 120)
            findings.Add(new GuardFinding("form.subject", "The subject must have 1 to 120 characters."));
        var asks = message.Body.Count(sign => sign == '?');
        if (asks > 1)
            findings.Add(new GuardFinding("form.one-ask", $"The message asks {asks} questions; ask one."));
        if (asks == 0 && message.Move is nameof(Move.AskCustomer) or nameof(Move.VerifyCustomer))
            findings.Add(new GuardFinding("form.one-ask", "The message must ask its question."));
        var (count, longest, lix) = Readability.Of(folded);
        if (count is < 3 or > 220)
            findings.Add(new GuardFinding("form.length", $"The message has {count} words; write 3 to 220."));
        if (longest > 45)
            findings.Add(new GuardFinding("form.reading-level", $"A sentence has {longest} words; keep each under 45."));
        // German and Portuguese words are longer; 70 still is a newspaper, not a contract.
        if (count >= 20 && lix > 70)
            findings.Add(new GuardFinding("form.reading-level", $"The text is hard to read (LIX {lix:0}); use shorter words and sentences."));
        if (LanguageGuess.Of(message.Body) is { } seen && !message.Language.StartsWith(seen, StringComparison.OrdinalIgnoreCase))
            findings.Add(new GuardFinding("form.language", $"The message is in '{seen}', the customer reads '{message.Language}'."));
        if (message.Body.Contains("{{", StringComparison.Ordinal) || message.Body.Contains("}}", StringComparison.Ordinal) || message.Subject.Contains("{{", StringComparison.Ordinal))
            findings.Add(new GuardFinding("form.blank", "A blank was not filled."));
        foreach (var name in InnerNames)
            if (message.Body.Contains(name, StringComparison.Ordinal))
                findings.Add(new GuardFinding("form.internal", $"\"{name}\": a customer does not know our inner words."));
        if (contact.IsFirst && ForbiddenWords.Find(ForbiddenWords.Machine, words) is null)
            findings.Add(new GuardFinding("law.machine-notice", "The first message must say that a machine writes and how to reach a person."));
    }

    private static void Contact(OutboundMessage message, ContactState contact, DateTimeOffset now, string words, List<GuardFinding> findings)
    {
        switch (ContactRules.Review(contact, now, ContactLimits.Default))
        {
            case ContactVerdict.Never never:
                findings.Add(new GuardFinding("contact.opted-out", never.Reason));
                break;
            case ContactVerdict.Later later:
                findings.Add(new GuardFinding(later.Reason.StartsWith("quiet", StringComparison.Ordinal) ? "contact.quiet-hours" : "contact.frequency", $"{later.Reason}; possible from {later.From:yyyy-MM-dd HH:mm} UTC."));
                break;
            default:
                break;
        }
        if (contact.ApologisedAt is { } last && now - last < ContactLimits.Default.ApologyAgainAfter && ForbiddenWords.Find(ForbiddenWords.Apology, words) is { } sorry)
            findings.Add(new GuardFinding("tone.second-apology", $"\"{sorry}\": this customer was apologised to on {last:yyyy-MM-dd}; say the fact or the fix."));
    }

    // Names of modes and moves that are no ordinary words of any language.
    private static readonly string[] InnerNames =
        [.. Enum.GetNames<FailureMode>().Concat(MoveTraits.All.Keys).Where(name => name.Count(char.IsUpper) > 1)];
}
