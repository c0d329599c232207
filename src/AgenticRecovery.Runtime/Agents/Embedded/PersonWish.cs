using System.Text.RegularExpressions;

namespace AgenticRecovery.Agents;

/// <summary>
/// Whether a customer asks for a person: the word our notice offers, alone, or a plain wish to speak to somebody, in the
/// shipped languages. A miss leaves the case with the agent; a false hit only costs a person's look.
/// </summary>
internal static partial class PersonWish
{
    public static bool In(string text) => Keyword().IsMatch(text) || Wish().IsMatch(text);

    [GeneratedRegex(@"^\s*(PERSON|PERSONNE|PERSONA|PESSOA)\s*[.!]?\s*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Keyword();

    [GeneratedRegex(
        @"\b(speak|talk)\s+(to|with)\s+(a|an|your|the|some|somebody|someone)\b.{0,20}?(person|human|manager|supervisor|agent|somebody|someone|representative)"
        + @"|\b(mit\s+(einem|einer|dem|der|Ihrem)\s+(Menschen|Mitarbeiter(in)?|Vorgesetzten|Person|Chef(in)?)\s+(sprechen|reden|telefonieren))"
        + @"|\bparler\s+(à|avec)\s+(une?|votre|le|la)\s+(personne|humain|responsable|conseill(er|ère)|vraie personne)"
        + @"|\bhablar\s+con\s+(una?|su|el|la|vuestro)\s+(persona|humano|responsable|encargad[oa]|supervisor(a)?|agente)"
        + @"|\bfalar\s+com\s+(uma?|o|a|seu|sua)\s+(pessoa|humano|respons[aá]vel|gerente|supervisor(a)?|atendente)"
        + @"|\b(can|could|would)\s+(you|somebody|someone|anybody|anyone)\s+(please\s+)?(call|phone|ring)\s+me\b|\bplease\s+(call|phone|ring)\s+me\b|\bcall\s+me\s+back\b"
        + @"|\brufen\s+Sie\s+mich\b|\bmich\s+(bitte\s+)?(jemand\s+)?(zurückrufen|anrufen)\b|\b(me|m[’'])\s?(r?appeler)\b|\b(r?appelez)-moi\b"
        + @"|\bme\s+(puede|pueden|podría|podrían|puedes)\s+llamar\b|\b(ll[aá]me(n|nme|me)|pueden?\s+llamarme)\b|\b(ligu?e[m]?-me|me\s+(ligar|liguem|ligue)|podem?\s+ligar-me)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Wish();
}
