using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>Amounts, dates and people of a message against what it may state.</summary>
internal static partial class MessageFacts
{
    public static void Check(OutboundMessage message, string text, string folded, DateOnly today, List<GuardFinding> findings)
    {
        // References are no amounts and no dates, whatever their digits look like.
        foreach (var reference in message.Allowed.References.Concat(message.Allowed.OrderIds).Where(reference => reference.Length > 2))
            folded = folded.Replace(PlainText.Fold(reference), " ref ", StringComparison.Ordinal);
        var dates = Dates.In(folded, today);
        foreach (var date in dates)
            if (!date.Readings.Any(message.Allowed.Dates.Contains))
                findings.Add(new GuardFinding("fact.date", $"\"{date.Text}\" is no date this message may state."));
        foreach (var amount in folded.AsSpan().ContainsAnyInRange('0', '9') ? Amounts.In(folded) : [])
            if (!dates.Any(date => date.Start < amount.End && amount.Start < date.End)
                && !message.Allowed.Amounts.Any(known => known.Amount == amount.Value && (amount.Currency is null || amount.Currency == known.Currency)))
                findings.Add(new GuardFinding("fact.amount", $"\"{amount.Text}\" is no amount this message may state."));
        if (Amounts.HasShare(folded))
            findings.Add(new GuardFinding("fact.share", "A percentage is never stated; say the amount."));
        if (text.Contains('@'))
            Mailboxes(message, text, findings);
        if (text.AsSpan().ContainsAnyInRange('0', '9'))
            Numbers(message, text, findings);
        Ways(message, text, findings);
    }

    /// <summary>Links and telephone numbers lead out of the shop; only those it made itself are allowed.</summary>
    private static void Ways(OutboundMessage message, string text, List<GuardFinding> findings)
    {
        foreach (var known in message.Allowed.References.Where(reference => reference.Length > 3).OrderByDescending(reference => reference.Length))
            text = text.Replace(known, " ", StringComparison.OrdinalIgnoreCase);
        text = Mailbox().Replace(text, " ");
        foreach (Match match in Link().Matches(text))
            findings.Add(new GuardFinding("contact.foreign-link", $"\"{match.Value}\" is no link of this shop."));
        foreach (Match match in Phone().Matches(text))
            findings.Add(new GuardFinding("contact.foreign-phone", $"\"{match.Value}\" is no telephone number of this shop."));
    }

    private static void Mailboxes(OutboundMessage message, string text, List<GuardFinding> findings)
    {
        foreach (Match match in Mailbox().Matches(text))
            if (!string.Equals(match.Value, message.Allowed.Email, StringComparison.OrdinalIgnoreCase) && !message.Allowed.References.Contains(match.Value))
                findings.Add(new GuardFinding("data.foreign", "The message holds an e-mail address that is not the customer's."));
    }

    private static void Numbers(OutboundMessage message, string text, List<GuardFinding> findings)
    {
        foreach (Match match in OrderNumber().Matches(text))
            if (!IsKnown(match.Groups["id"].Value, message.Allowed))
                findings.Add(new GuardFinding("data.foreign", $"\"{match.Groups["id"].Value}\" is not an order of this case."));
        var shapes = message.Allowed.OrderIds.Select(Shape).ToHashSet();
        foreach (Match match in Token().Matches(text))
            if (shapes.Contains(Shape(match.Value)) && !IsKnown(match.Value, message.Allowed))
                findings.Add(new GuardFinding("data.foreign", $"\"{match.Value}\" looks like an order of somebody else."));
        // A tracking number of the shop may have the digits of a card somewhere inside it.
        var rest = message.Allowed.References.Where(reference => reference.Length > 5)
            .Aggregate(text, (left, reference) => left.Replace(reference, " ", StringComparison.OrdinalIgnoreCase));
        foreach (Match match in LongNumber().Matches(rest))
            if (IsCard(match.Value))
                findings.Add(new GuardFinding("data.card", "The message holds what looks like a card number."));
        if (Iban().IsMatch(rest))
            findings.Add(new GuardFinding("data.bank", "The message holds what looks like a bank account."));
    }

    private static bool IsKnown(string id, StatedFacts allowed) =>
        allowed.OrderIds.Any(known => string.Equals(known.TrimStart('#'), id.TrimStart('#'), StringComparison.OrdinalIgnoreCase))
        || allowed.References.Any(known => string.Equals(known.TrimStart('#'), id.TrimStart('#'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Letters as A, digits as 9: what ids of one shop have in common. Ids of digits alone keep their length.</summary>
    private static string Shape(string id) => string.Create(id.Length, id, static (shape, from) =>
    {
        for (var at = 0; at < from.Length; at++)
            shape[at] = char.IsAsciiDigit(from[at]) ? '9' : char.IsAsciiLetter(from[at]) ? 'A' : from[at];
    });

    private static bool IsCard(string text)
    {
        int sum = 0, count = 0;
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (!char.IsAsciiDigit(text[at]))
                continue;
            var digit = text[at] - '0';
            if (count++ % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return count is >= 13 and <= 19 && sum % 10 == 0;
    }

    // A scheme, a "www.", or a name with a last part of letters; "[dot]" is how such names are hidden.
    [GeneratedRegex(@"(?i)\b(?:h(?:tt|xx)ps?\s?:\s?/\s?/\S+|www\.\S+|[a-z0-9-]{3,}(?:\.[a-z0-9-]+)*(?:\.|\s?[\[(]\s?(?:dot|punkt|point|punto|ponto)\s?[\])]\s?)[a-z]{2,24}\b(?:/\S*)?)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?i)(?<![\w+])(?:\+|00)[1-9][\d ()/.-]{6,}\d|\b(?:tel|phone|call|hotline|whatsapp|anruf|rufen|telefon|appel|llam|ligue|ligar)\w*\D{0,25}\d[\d ()/-]{5,}\d")]
    private static partial Regex Phone();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"(?i)\b(?:order|bestellung|commande|pedido|encomenda)(?: (?:no|nr|number|nummer|numero|número|n°|nº)\.?)?:? (?<id>#?[a-z]{0,4}-?\d[a-z0-9-]{2,})\b")]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"(?<![\w-])#?[A-Za-z]{0,4}[-_]?\d[A-Za-z0-9_-]{3,}(?![\w-])")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")]
    private static partial Regex Iban();
}
