using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>What a customer says about how an order with several lines shall travel, in the shipped languages.</summary>
public abstract partial record SplitWish
{
    private SplitWish() { }

    /// <summary>What is there shall go now, the rest later.</summary>
    /// <param name="Lines">The lines that are ready; null where the words name one that is not.</param>
    public sealed record Now(IReadOnlyList<LineId>? Lines) : SplitWish;

    /// <summary>Everything in one parcel, also if it takes longer.</summary>
    public sealed record Together : SplitWish;

    /// <summary>Asks how many parcels there will be.</summary>
    public sealed record Question : SplitWish;

    /// <returns>Null where the text says nothing of the kind, or more than one thing.</returns>
    public static SplitWish? Read(string text, Order order)
    {
        if (order.Lines.Count < 2)
            return null;
        var sentences = PlainText.Sentences(PlainText.Fold(text));
        if (sentences.Exists(sentence => sentence.Contains('?', StringComparison.Ordinal) && Count().IsMatch(sentence)))
            return new Question();
        var isNow = sentences.Find(sentence => Part().IsMatch(sentence) && Sends().IsMatch(sentence));
        var isTogether = sentences.Exists(sentence => One().IsMatch(sentence) && !Count().IsMatch(sentence));
        return (isNow, isTogether) switch
        {
            (not null, false) => new Now(Ready(isNow, order)),
            (null, true) => new Together(),
            _ => null,
        };
    }

    private static List<LineId>? Ready(string sentence, Order order)
    {
        var ready = order.Lines.Where(line => line.Allocated is null || line.Allocated >= line.Quantity).ToList();
        var first = Later().Split(sentence).Select(part => LineNames.In(part, order)).FirstOrDefault(named => named.Count > 0) ?? ready;
        return ready.Count == 0 || ready.Count == order.Lines.Count || !first.TrueForAll(ready.Contains) ? null : [.. ready.Select(line => line.Id)];
    }

    [GeneratedRegex(
        @"\b(one|1|single|ein\w*|un|une|uno|un solo|um|uma)\b[^?]{0,40}\b(or|oder|ou|o)\b[^?]{0,15}\b(two|2|several|more|separate\w*|zwei|mehrere\w*|getrennt|deux|plusieurs|dos|varios|dois|duas|varias|separad\w+)\b")]
    private static partial Regex Count();

    [GeneratedRegex(
        @"\b(now|first|right away|straight away|already)\b.*\b(later|rest|when (it|they)|follow\w*|afterwards)\b|\b(jetzt|schon|zuerst|sofort|vorab)\b.*\b(spater|rest|nach\w*|sobald)\b"
        + @"|\b(maintenant|deja|d'abord|tout de suite)\b.*\b(plus tard|ensuite|le reste|apres)\b|\b(ahora|ya|primero|antes)\b.*\b(despues|mas tarde|luego|resto|lo demas)\b|\b(agora|ja|primeiro)\b.*\b(depois|mais tarde|resto)\b",
        RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\b(send\w*|ship\w*|dispatch\w*|post|schick\w*|versend\w*|verschick\w*|liefer\w*|envoy\w*|expedi\w*|livr\w*|envi\w*|mand\w*)\b")]
    private static partial Regex Sends();

    [GeneratedRegex(@"\b(and|und|et|y|e|,)\s")]
    private static partial Regex Later();

    [GeneratedRegex(
        @"\b(all|everything|both|whole order)\b[^.!?]{0,40}\b(together|(one|a single|the same) (parcel|package|box|delivery|shipment|go))\b|\bin (one|a single) (parcel|package|box|delivery|shipment)\b"
        + @"|\b(alles|beides|alle)\b[^.!?]{0,40}\b(zusammen|(einem|ein) (paket|mal)|einer (sendung|lieferung))\b|\bin (einem paket|einer (sendung|lieferung))\b"
        + @"|\b(tout|toute|l'ensemble)\b[^.!?]{0,40}\b(ensemble|(un|une) (seul|seule) (colis|envoi|fois|livraison))\b|\ben (un seul (colis|envoi)|une seule (fois|livraison))\b"
        + @"|\b(todo|todos)\b[^.!?]{0,40}\b(junt[oa]s?|un (solo|mismo) (paquete|envio))\b|\ben un (solo|mismo|unico) (paquete|envio)\b"
        + @"|\b(tudo|todos)\b[^.!?]{0,40}\b(junt[oa]s?|(num|um) (so|unico) (pacote|envio|volume))\b|\bnum (so|unico) (pacote|envio|volume)\b")]
    private static partial Regex One();
}
