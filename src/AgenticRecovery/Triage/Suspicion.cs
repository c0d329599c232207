using System.Collections.Frozen;

namespace AgenticRecovery.Triage;

/// <summary>
/// Notices texts that try to steer a machine instead of telling a story. It only raises suspicion, which brings a
/// person; the walls are elsewhere (proposals, taint, allow-lists, message guard).
/// </summary>
public static class Suspicion
{
    /// <summary>The phrase that looks like an order to a machine; null when there is none.</summary>
    public static string? In(string text)
    {
        foreach (var sign in text)
            if (IsInvisible(sign))
                return "invisible characters";
        var plain = Plain(text);
        foreach (var phrase in Phrases)
            if (plain.Contains(phrase, StringComparison.Ordinal))
                return phrase.Trim();
        return null;
    }

    // Written from what such texts are known to say, in the five languages of the shipped playbooks.
    private static readonly FrozenSet<string> Phrases = new[]
    {
        " ignore previous ", " ignore all previous ", " ignore the above ", " ignore your ", " ignore all ", " disregard previous ", " disregard all ",
        " disregard your ", " forget your instructions ", " forget previous ", " system prompt ", " system message ", " system override ", " developer mode ",
        " you are now a ", " you are now an ", " you are now in ", " you must now ", " your new instructions ", " follow the new instructions ", " new instructions for you ", " act as a ", " act as an ", " act as the ", " pretend to be ", " pretend you ", " as an ai ", " as the ai ", " jailbreak ",
        " admin override ", " administrator override ", " override the policy ", " override policy ", " bypass the ", " without approval ", " do not tell ",
        " end quoted ", " begin data ", " end data ", " assistant user ", " dear assistant ", " hey assistant ", " ai assistant ", " tool call ", " function call ", " execute the ", " call the tool ", " pre approved ",
        " already approved by ", " important message from ", " todo ", " message role ",
        " ignoriere alle ", " ignoriere die ", " ignoriere deine ", " vergiss deine anweisungen ", " neue anweisungen ", " du bist jetzt ", " ohne freigabe ",
        " ignore les instructions ", " ignorez les instructions ", " oublie tes instructions ", " nouvelles instructions ", " tu es maintenant ", " sans approbation ",
        " ignora las instrucciones ", " ignora todas ", " olvida tus instrucciones ", " nuevas instrucciones ", " ahora eres ", " sin aprobacion ",
        " ignore as instrucoes ", " ignore todas ", " esqueca suas instrucoes ", " novas instrucoes ", " voce agora e ", " sem aprovacao ",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static bool IsInvisible(char sign) => sign is '\u200B' or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Lower-case letters without accents, everything else one space, a space at each end.</summary>
    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length + 2).Append(' ');
        foreach (var sign in text.Normalize(System.Text.NormalizationForm.FormD))
            if (char.IsLetterOrDigit(sign))
                plain.Append(char.ToLowerInvariant(sign));
            else if (char.GetUnicodeCategory(sign) != System.Globalization.UnicodeCategory.NonSpacingMark && plain[^1] != ' ')
                plain.Append(' ');
        if (plain[^1] != ' ')
            plain.Append(' ');
        return plain.ToString();
    }
}
