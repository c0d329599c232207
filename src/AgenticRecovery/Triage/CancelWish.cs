using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>A plain wish to give up the whole order, in the shipped languages: said outright, of this order, with no other wish beside it.</summary>
public static partial class CancelWish
{
    /// <summary>True when the whole order shall be cancelled at once; false for parts, conditions, doubts, other orders and second wishes.</summary>
    public static bool IsPlain(string text, Order order)
    {
        var folded = PlainText.Fold(text);
        return Says().IsMatch(folded) && !Leaves().IsMatch(folded) && !PlainSigns.CancelsOnCondition(text)
            && !(order.Lines.Count > 1 && PartCancel.IsUttered(text)) && Wishes.MayMean(new Move.CancelOrder(""), order.Id, text);
    }

    /// <summary>
    /// True when the order shall be cancelled in case the goods do not come, and the record says that they do not: nothing of it is
    /// allocated and no new date is known.
    /// </summary>
    public static bool IsDueAsGone(string text, Order order, string? newDate)
    {
        var folded = PlainText.Fold(text);
        return newDate is null && order.Lines.All(line => line.Allocated == 0) && PlainSigns.CancelsOnCondition(text) && Gone().IsMatch(folded) && !Leaves().IsMatch(folded);
    }

    [GeneratedRegex(
        @"\b(please|kindly|just|must|to|you|and|do|now|so|then)\b[^.!?]{0,20}\bcancel\b|(^|[.!?:,\n]\s*)cancel\b|\bcancel (it|this|that|the order|my order|order)\b"
        + @"|\bstornier(en|e|t)\b|\bstorno\b|\b(annul(er|ez)|annulation)\b|\b(cancel(ar|en|ad|a|arlo|arla)|anul(ar|en|ad|arlo))\b|\bcancel(em|e|ar)\b")]
    private static partial Regex Says();

    // Doubt, a question of fact, or a second way out beside the cancellation.
    [GeneratedRegex(
        @"\b(not sure|thinking (of|about)|maybe|perhaps|wonder\w*|or (actually|rather|else|change|swap|exchange|send|ship)|instead of cancel\w*|rather than cancel\w*|don't cancel|do not cancel|not cancel|did (you|i) (already )?cancel\w* (?!order|it)|unless|exchange|swap|replacement|change (the|my|it)|cancel\w* (the|my) (return|refund|subscription|membership|account|exchange))\b"
        + @"|\b(vielleicht|uberlege|eventuell|nicht stornier\w*|oder (konnen|andern|tausch\w*)|statt zu stornier\w*|umtausch\w*)\b|\b(peut-etre|n'annul\w*|pas annul\w*|ou (alors|bien|plutot)|echang\w*)\b|\b(quiza\w*|tal vez|no cancel\w*|no anul\w*|o (mejor|cambi\w*))\b|\b(talvez|nao cancel\w*|ou (melhor|troc\w*))\b")]
    private static partial Regex Leaves();

    [GeneratedRegex(
        @"\b(sold out|out of stock|not available|unavailable|(no longer|not|never) (come|coming|arrive|get (it|them) in)|(isn't|aren't|is not|are not) (coming|available)|can't (send|deliver|get)|cannot (send|deliver|get))\b"
        + @"|\b(nicht mehr|nicht) (kommt|kommen|lieferbar|verfugbar|vorratig|geliefert)\b|\b(ausverkauft|vergriffen)\b|\b(n'arrive|ne vient|n'est) (plus|pas)( disponible)?\b|\b(epuise\w*|en rupture|indisponible)\b"
        + @"|\b(ya no|no) (viene|llega|hay|esta disponible|queda\w*)\b|\b(agotad\w*|esgotad\w*)\b|\b(ja nao|nao) (vem|chega|ha|esta disponivel|houver)\b")]
    private static partial Regex Gone();
}
