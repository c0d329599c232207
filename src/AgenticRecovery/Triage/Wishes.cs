using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// Whether a text can mean that its writer asks for a move, by word stems in five languages. Code decides it, not a model, so
/// that a model led astray cannot say "the customer asked" where nobody did. A stem is no proof of a wish, its absence is
/// proof of none.
/// </summary>
public static partial class Wishes
{
    /// <summary>
    /// True when some sentence has a stem of the move and does not speak of another order only; always for moves that have no
    /// stems: nobody needs to ask for them.
    /// </summary>
    /// <param name="order">The order the move acts on; null for the customer's profile.</param>
    public static bool MayMean(Move move, OrderId? order, string text) =>
        !Stems.TryGetValue(move.Name, out var stems)
        || SentenceEnd().Split(text).SelectMany(part => PlainText.Sentences(PlainText.Fold(part)))
            .Any(sentence => Has(stems, sentence) && !IsOfAnother(order, sentence));

    // "… order 1001. For order 2002 …": an end mark before a capital ends a sentence even after a number.
    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu})")]
    private static partial Regex SentenceEnd();

    private static bool Has(string[] stems, string sentence)
    {
        var words = PlainText.Words(sentence);
        return Array.Exists(stems, stem => words.Contains(' ' + stem, StringComparison.Ordinal));
    }

    /// <summary>A sentence that names orders of the shop's form, none of which is this one.</summary>
    private static bool IsOfAnother(OrderId? order, string sentence)
    {
        if (order is not { } own)
            return false;
        var id = own.Value.ToLowerInvariant();
        var named = sentence.Split([' ', ',', ';', ':', '(', ')', '"', '\'', '!', '?', '.', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.TrimStart('#')).Where(word => IsLike(word, id.TrimStart('#'))).ToList();
        return named.Count > 0 && !named.Contains(id.TrimStart('#'));
    }

    /// <summary>The same length and digits where the other has digits.</summary>
    private static bool IsLike(string word, string id)
    {
        if (word.Length != id.Length || !id.Any(char.IsAsciiDigit))
            return false;
        for (var at = 0; at < id.Length; at++)
            if (char.IsAsciiDigit(word[at]) != char.IsAsciiDigit(id[at]) || char.IsLetter(word[at]) != char.IsLetter(id[at]))
                return false;
        return true;
    }

    private static readonly string[] Cancel =
        ["cancel", "call off", "do not want", "don t want", "no longer want", "no longer need", "not need", "withdraw", "stop the order", "undo", "take out", "remove", "leave out", "by mistake", "money back", "refund",
         "stornier", "storno", "abbestell", "widerruf", "rucktritt", "zurucktret", "nicht mehr", "herausnehm", "weglassen", "geld zuruck", "annul", "retract", "rembours", "ne veux plus", "enlever", "retirer", "anul", "desist", "reembols", "ya no quiero", "quitar", "retirar", "nao quero", "nao preciso", "devol"];

    private static readonly string[] Return =
        ["return", "send back", "send it back", "send them back", "sent back", "bring back", "give back", "take back", "refund", "money back", "withdraw", "get rid",
         "zuruck", "retour", "widerruf", "ruckgabe", "erstatt", "renvoy", "rembours", "rendre", "retract", "devol", "reembols", "regres"];

    private static readonly string[] Change =
        ["exchang", "swap", "switch", "chang", "replac", "modif", "instead", "different", "another", "other", "wrong", "upgrade", "bigger", "smaller", "larger", "edit", "substitut", "convert",
         "tausch", "umtausch", "ander", "statt", "au lieu", "en lugar", "falsch", "grosser", "kleiner", "echang", "chang", "remplac", "autre", "plutot", "cambi", "otro", "otra", "en vez", "troc", "alter", "outro", "outra", "em vez", "mud"];

    private static readonly string[] Address =
        ["address", "moved", "moving", "street", "flat", "floor", "typo", "deliver to", "deliver it to", "ship to", "ship it to", "send it to", "send to", "zip code", "postal code", "apartment", "suite", "new place", "new home",
         "adress", "liefer", "schick", "wohnung", "etage", "vertippt", "livr", "envoy", "appartement", "etage", "piso", "puerta", "envi", "entreg", "apartamento", "andar", "adress", "umgezogen", "strasse", "hausnummer", "demenag", "nouvelle rue", "direccion", "calle", "mudad", "morada", "endereco", "codigo postal", "code postal", "postleitzahl"];

    private static readonly string[] Pay =
        ["pay", "card", "paypal", "gift", "charge", "bill", "refund", "zahl", "bezahl", "karte", "paiement", "payer", "carte", "pagar", "pago", "pagamento", "tarjet", "cartao"];

    private static readonly string[] Credit =
        ["credit", "voucher", "gift card", "gutschein", "guthaben", "avoir", "bon d achat", "vale de", "credito"];

    private static readonly Dictionary<string, string[]> Stems = new(StringComparer.Ordinal)
    {
        [nameof(Move.CancelOrder)] = Cancel,
        [nameof(Move.CancelLine)] = Cancel,
        [nameof(Move.StopShipment)] = [.. Cancel, .. Address, "stop", "hold", "halt", "arret", "parar", "deten"],
        [nameof(Move.ReturnForRefund)] = Return,
        [nameof(Move.Exchange)] = Change,
        [nameof(Move.EditItems)] = Change,
        [nameof(Move.ChangeAddress)] = Address,
        [nameof(Move.ChangeProfileAddress)] = Address,
        [nameof(Move.Reroute)] = Address,
        [nameof(Move.ChangePaymentMethod)] = Pay,
        [nameof(Move.StoreCredit)] = Credit,
    };
}
