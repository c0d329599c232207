using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// Whether a text can mean that its writer asks for a move, by word stems in five languages. Code decides it, not a model, so
/// that a model led astray cannot say "the customer asked" where nobody did. A stem is no proof of a wish, its absence is
/// proof of none.
/// </summary>
public static class Wishes
{
    /// <summary>True for moves that have no stems: nobody needs to ask for them.</summary>
    public static bool MayMean(Move move, string text)
    {
        if (!Stems.TryGetValue(move.Name, out var stems))
            return true;
        var words = Communication.PlainText.Words(Communication.PlainText.Fold(text));
        return Array.Exists(stems, stem => words.Contains(' ' + stem, StringComparison.Ordinal));
    }

    private static readonly string[] Cancel =
        ["cancel", "call off", "do not want", "don t want", "no longer want", "no longer need", "not need", "withdraw", "stop the order", "undo", "take out", "remove", "leave out", "by mistake", "money back", "refund",
         "stornier", "storno", "abbestell", "widerruf", "rucktritt", "zurucktret", "nicht mehr", "herausnehm", "weglassen", "geld zuruck", "annul", "retract", "rembours", "ne veux plus", "enlever", "retirer", "anul", "desist", "reembols", "ya no quiero", "quitar", "retirar", "nao quero", "nao preciso", "devol"];

    private static readonly string[] Return =
        ["return", "send back", "send it back", "send them back", "sent back", "bring back", "give back", "take back", "refund", "money back", "withdraw", "get rid",
         "zuruck", "retour", "widerruf", "ruckgabe", "erstatt", "renvoy", "rembours", "rendre", "retract", "devol", "reembols", "regres"];

    private static readonly string[] Change =
        ["exchang", "swap", "switch", "chang", "replac", "modif", "instead", "different", "another", "other", "wrong", "upgrade", "bigger", "smaller", "larger", "edit", "substitut", "convert",
         "tausch", "umtausch", "ander", "statt", "falsch", "grosser", "kleiner", "echang", "chang", "remplac", "autre", "plutot", "cambi", "otro", "otra", "en vez", "troc", "alter", "outro", "outra", "em vez", "mud"];

    private static readonly string[] Address =
        ["address", "moved", "moving", "street", "deliver to", "deliver it to", "ship to", "ship it to", "send it to", "send to", "zip code", "postal code", "apartment", "suite", "new place", "new home",
         "adress", "umgezogen", "strasse", "hausnummer", "demenag", "nouvelle rue", "direccion", "calle", "mudad", "morada", "endereco", "codigo postal", "code postal", "postleitzahl"];

    private static readonly string[] Pay =
        ["pay", "card", "paypal", "gift", "charge", "bill", "refund", "zahl", "bezahl", "karte", "paiement", "payer", "carte", "pagar", "pago", "pagamento", "tarjet", "cartao"];

    private static readonly string[] Credit =
        ["credit", "voucher", "gift card", "gutschein", "guthaben", "un avoir", "bon d achat", "vale de", "credito"];

    private static readonly Dictionary<string, string[]> Stems = new(StringComparer.Ordinal)
    {
        [nameof(Move.CancelOrder)] = Cancel,
        [nameof(Move.CancelLine)] = Cancel,
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
