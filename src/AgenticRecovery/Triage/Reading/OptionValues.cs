using System.Collections.Frozen;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Whether a text names a value of an option: sizes as they are written, colours in the shipped languages.</summary>
internal static class OptionValues
{
    public static bool Names(string text, string value)
    {
        var forms = Colours.TryGetValue(value, out var words) ? words : [value];
        foreach (var form in forms)
            // "s" alone is a plural or an article in some language; only a written size counts.
            for (var at = text.IndexOf(form, Comparison(form)); at >= 0; at = text.IndexOf(form, at + 1, Comparison(form)))
                if (StandsAlone(text, at, at + form.Length, isStem: form.Length > 3 && words is not null))
                    return true;
        return false;
    }

    private static StringComparison Comparison(string form) => form.Length <= 3 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    // A colour may carry an ending ("schwarzes", "noires", "blancas"); a size or a number may not.
    private static bool StandsAlone(string text, int from, int to, bool isStem)
    {
        if (from > 0 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '\'' or '’' or '-' or '.' or ','))
            return false;
        if (isStem)
        {
            var end = to;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            return end - to <= 2;
        }

        return to >= text.Length || (!char.IsLetterOrDigit(text[to]) && text[to] is not ('\'' or '’' or '-'))
            && !(text[to] is '.' or ',' && to + 1 < text.Length && char.IsDigit(text[to + 1]));
    }

    private static readonly FrozenDictionary<string, string[]> Colours = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["black"] = ["black", "schwarz", "noir", "negro", "negra", "preto", "preta"],
        ["white"] = ["white", "weiß", "weiss", "blanc", "blanche", "blanco", "blanca", "branco", "branca"],
        ["grey"] = ["grey", "gray", "grau", "gris", "cinza", "cinzent"],
        ["gray"] = ["grey", "gray", "grau", "gris", "cinza", "cinzent"],
        ["red"] = ["red", "rot", "rote", "roten", "rotes", "roter", "rouge", "rojo", "roja", "vermelho", "vermelha"],
        ["blue"] = ["blue", "blau", "bleu", "azul"],
        ["navy"] = ["navy", "dunkelblau", "marineblau", "bleu marine", "azul marino", "azul-marinho"],
        ["green"] = ["green", "grün", "vert", "verte", "verde"],
        ["yellow"] = ["yellow", "gelb", "jaune", "amarill", "amarelo", "amarela"],
        ["brown"] = ["brown", "braun", "marron", "brun", "marrón", "castanho", "marrom"],
        ["pink"] = ["pink", "rosa", "rose"],
        ["purple"] = ["purple", "lila", "violett", "violet", "morado", "roxo"],
        ["orange"] = ["orange", "naranja", "laranja"],
        ["beige"] = ["beige"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
