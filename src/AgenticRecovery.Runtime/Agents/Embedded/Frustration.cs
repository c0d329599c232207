using System.Collections.Frozen;

namespace AgenticRecovery.Agents;

/// <summary>How upset a text sounds, 0–1, from capitals, exclamation marks and strong words; a signal for priority, never for money.</summary>
internal static class Frustration
{
    public static decimal Of(string text)
    {
        if (text.Length == 0)
            return 0;
        int letters = 0, capitals = 0, marks = 0;
        foreach (var sign in text)
        {
            letters += char.IsLetter(sign) ? 1 : 0;
            capitals += char.IsUpper(sign) ? 1 : 0;
            marks += sign == '!' ? 1 : 0;
        }
        var strong = 0;
        foreach (var range in text.AsSpan().SplitAny(Breaks))
            if (Strong.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan()[range]))
                strong++;
        var shouting = letters > 20 && capitals > letters * 0.5m ? 0.3m : 0;
        return Math.Min(1m, shouting + (Math.Min(marks, 4) * 0.1m) + (Math.Min(strong, 4) * 0.25m));
    }

    private const string Breaks = " \t\r\n.,;:!?\"()";

    private static readonly FrozenSet<string> Strong = new[]
    {
        "unacceptable", "ridiculous", "terrible", "awful", "worst", "furious", "angry", "disgusting", "scam", "useless", "joke", "disappointed", "frustrated", "again", "lawyer", "never",
        "unverschämt", "inakzeptabel", "schrecklich", "wütend", "betrug", "katastrophe", "enttäuscht", "frechheit", "anwalt", "schlimmste", "unmöglich",
        "inacceptable", "scandaleux", "honteux", "arnaque", "furieux", "déçu", "déçue", "avocat", "pire", "ridicule",
        "inaceptable", "vergüenza", "estafa", "furioso", "furiosa", "decepcionado", "decepcionada", "abogado", "peor", "ridículo",
        "inaceitável", "vergonha", "golpe", "decepcionado", "péssimo", "advogado", "pior", "absurdo", "ridículo",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
