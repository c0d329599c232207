using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>Which lines a customer gives back ("the blue shirt goes back, I keep the white one"), in the shipped languages.</summary>
public static partial class ReturnWish
{
    /// <returns>
    /// The lines that go back: the one unit of the order, or those that a clause about returning names and no clause about keeping;
    /// null where the words leave any doubt.
    /// </returns>
    public static IReadOnlyList<OrderLine>? LinesOf(string text, Order order)
    {
        var folded = PlainText.Fold(text);
        if (!Returns().IsMatch(folded) || Doubts().IsMatch(folded) || VariantOrElse().IsMatch(folded))
            return null;
        if (order.Lines is [{ Quantity: 1 } only])
            return [only];
        var said = text.Replace(order.Id.Value, " ", StringComparison.OrdinalIgnoreCase);
        var clauses = ClauseEnd().Split(said);
        var back = clauses.Where(clause => Returns().IsMatch(PlainText.Fold(clause))).SelectMany(clause => LineNames.In(clause, order)).Distinct().ToList();
        var kept = clauses.Where(clause => Keeps().IsMatch(PlainText.Fold(clause))).SelectMany(clause => LineNames.In(clause, order)).ToList();
        return back.Count > 0 && back.Count < order.Lines.Count && !back.Exists(kept.Contains) && back.TrueForAll(line => line.Quantity == 1) ? back : null;
    }

    [GeneratedRegex(
        @"\b(return(ing)?|send(ing)? (it|them|the \w+|this|one|back)|give (it|them|the \w+) back|goes? back|refund|money back)\b|\b(zuruck\w*|retour\w*|widerruf\w*|geht zuruck)\b"
        + @"|\b(retourn\w*|renvo[iy]\w*|rendre|rembours\w*)\b|\b(devolv\w*|devolucion|reembols\w*)\b|\b(devolv\w*|devolucao|reembols\w*)\b")]
    private static partial Regex Returns();

    [GeneratedRegex(@"\b(keep|keeping|behalt\w*|garde\w*|quedo|quedamos|quedar\w*|fico|ficamos|ficar)\b")]
    private static partial Regex Keeps();

    // A question whether it can be done, a perhaps or a condition is no wish yet.
    [GeneratedRegex(
        @"\b(if|unless|maybe|perhaps|thinking (about|of)|not sure|wondering|already (sent|returned|asked)|how (do|can|long)|can i (still )?|could i|wenn|falls|vielleicht|uberlege|schon (geschickt|gesendet|zuruck)|wie lange|peut-etre|si je|quiza|tal vez|talvez|ja (pedi|enviei|devolvi)|ya (pedi|envie|devolvi)|deja (renvoye|demande))\b")]
    private static partial Regex Doubts();

    [GeneratedRegex(@"\b(exchang\w*|swap\w*|replac\w*|repair\w*|umtausch\w*|tausch\w*|ersatz|reparier\w*|echang\w*|remplac\w*|repar\w*|cambi\w*|reempla\w*|troc\w*|substitu\w*)\b")]
    private static partial Regex VariantOrElse();

    [GeneratedRegex(@"[.!?;,\n]|\b(and|but|und|aber|et|mais|y|pero|e|mas)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClauseEnd();
}
