using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// A wish to give up part of an order ("cancel only the red mug and send the lamp"), in the shipped languages. It never stands
/// for the whole order; which line is meant is read only where the words of the cancelling clause fit one line alone.
/// </summary>
public static partial class PartCancel
{
    /// <summary>True when the text cancels something and keeps the rest, and says nowhere that all of it goes.</summary>
    public static bool IsUttered(string text)
    {
        var folded = PlainText.Fold(text);
        return Cancels().IsMatch(folded) && (Only().IsMatch(folded) || Keeps().IsMatch(folded)) && !Whole().IsMatch(folded);
    }

    /// <returns>The one line that the cancelling clause names by a word of its name or by an option; null where it names none or several.</returns>
    public static OrderLine? LineOf(string text, Order order)
    {
        var said = text.Replace(order.Id.Value, " ", StringComparison.OrdinalIgnoreCase);
        var clauses = ClauseEnd().Split(said).Where(clause => Cancels().IsMatch(PlainText.Fold(clause))).ToList();
        var named = clauses.SelectMany(clause => LineNames.In(clause, order)).Distinct().ToList();
        return named is [{ Quantity: 1 } only] ? only : null;
    }

    [GeneratedRegex(@"\b(cancel\w*|storn\w*|abbestell\w*|annul\w*|anul\w*|take (out|off)|remove|leave out|herausnehm\w*|retir\w*|enlev\w*|quit(ar|ad|en|e)|tir(ar|em|e))\b")]
    private static partial Regex Cancels();

    // "I just want to cancel" is no part; "cancel just the mug" is.
    [GeneratedRegex(
        @"\b(cancel\w*|remove|take out|leave out) (it )?(just|only)\b|\b(just|only) (want to |wanted to )?(cancel|remove)\w* (the|one|this|that|my)\b(?! (whole |entire )?order)"
        + @"|\b(storn\w*|abbestell\w*)\b[^.!?]{0,20}\b(nur|lediglich) (den|die|das|eine\w?|einen)\b(?! bestellung)|\b(nur|lediglich) (den|die|das|eine\w?)\b(?! bestellung)[^.!?]{0,40}\b(storn|abbestell|herausnehm)"
        + @"|\b(annul|retir|enlev)\w* (seulement|uniquement|juste)\b|\bn'annul\w* que\b"
        + @"|\b(cancel|anul|quit|retir)\w* (solo|solamente|unicamente)\b|\b(solo|solamente|unicamente) (la|el|una?)\b(?! pedido)[^.!?]{0,40}\b(cancel|anul)"
        + @"|\b(cancel|anul|tir|retir)\w* (so|apenas|somente)\b|\b(apenas|somente) (a|o|uma?)\b(?! (pedido|encomenda))[^.!?]{0,40}\b(cancel|anul)")]
    private static partial Regex Only();

    [GeneratedRegex(
        @"\b(the rest of (the|my|it)|send the rest|ship the rest|keep the rest|everything else|still (send|ship|deliver))\b|\b(den rest|der rest|das ubrige|trotzdem (schicken|senden|liefern))\b"
        + @"|\b(le reste|et (envoyez|expediez|gardez|livrez)(?!\S*[^.!?]{0,15}(rembours|confirm|argent)))\b|\b(el resto|lo demas|los demas)\b|\b(o resto|o restante)\b")]
    private static partial Regex Keeps();

    [GeneratedRegex(
        @"\b(whole|entire|all of it|everything(?! else)|complete order|ganze\w*|komplett\w*|gesamte\w*|alles|toute (la|ma) commande|entierement|en entier|todo (el|mi) pedido|pedido (entero|completo)|todo o (meu )?pedido|(pedido|encomenda) (inteir\w|tod\w|complet\w)|toda a (minha )?encomenda)\b")]
    private static partial Regex Whole();

    [GeneratedRegex(@"[.!?;,\n]|\b(and|but|und|aber|et|mais|y|pero|e|mas)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClauseEnd();
}
