using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// Signs in a customer's text that are plain in the shipped languages, beside what the trained model makes of it: a
/// question where the order is, a fault of the goods, a wish that hangs on a condition. Stems, so that all forms count.
/// </summary>
public static partial class PlainSigns
{
    /// <summary>Asks where the order is or whether it has left, and nothing more in that sentence.</summary>
    public static bool AsksWhere(ReadOnlySpan<char> sentence) => Where().IsMatch(sentence);

    /// <summary>Asks where money is that should have come back.</summary>
    public static bool AsksForRefund(string text) => Refund().IsMatch(text);

    /// <summary>"item.wrong" or "item.defect" where the text says so; null where it does not.</summary>
    public static string? FaultIn(string text) => Wrong().IsMatch(text) ? "item.wrong" : Defect().IsMatch(text) ? "item.defect" : null;

    /// <summary>The customer keeps the goods although something is wrong with them, and would take something back for it.</summary>
    public static bool KeepsItem(string text) => Keeps().IsMatch(text);

    /// <summary>Says that neighbours were asked or the place was searched, without a find.</summary>
    public static bool LookedAround(string text) => Looked().IsMatch(PlainText.Fold(text));

    /// <summary>A wish to have the money or to be out of the contract.</summary>
    public static bool WantsOut(string text) => Out().IsMatch(text);

    /// <summary>Cancelling is wished only if something happens or does not: that is no cancellation yet.</summary>
    public static bool CancelsOnCondition(string text) => Conditional().IsMatch(text);

    [GeneratedRegex(
        @"\bwhere\s+(is|'s|are)\s+(my|the)\s+(order|parcel|package|delivery)|\bwhere\s+my\s+(order|parcel|package)\b|\b(has|was|is)\s+(it|[A-Z]{1,3}-?\d+|(my|the) (order|parcel|package)(\s+#?[A-Z]{0,3}-?\d+)?)\s+(been\s+)?(sent|shipped|dispatched|left|gone out)(\s+yet)?\b|\bwhere\s+(is|'s|are)\s+(my|our|the)\s+(?!refund|money|credit|voucher|invoice|receipt|account|code|confirmation)\p{L}+\s*$"
        + @"|\bwo\s+(ist|bleibt|steckt)\s+(mein|meine|die|das)\b|\bwann\s+kommt\s+(mein|meine|das|die)\b|\b(schon|bereits)\s+(raus|unterwegs|verschickt|versendet|versandt)\b"
        + @"|\boù\s+(est|en est|se trouve)\s+(ma|mon|la|le)\b|\best-?\s?(elle|il)\s+déjà\s+(partie?|expédiée?|envoyée?)\b"
        + @"|\bd[oó]nde\s+est[aá]\s+(mi|el)\s+(pedido|paquete|env[ií]o)|\bha\s+salido\s+ya\b|\bya\s+ha\s+salido\b"
        + @"|\b(onde\s+est[aá]|cad[eê])\s+(o\s+)?(meu|minha|a)\s*(pedido|encomenda|pacote)|\bj[aá]\s+(saiu|foi enviad[oa])\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    [GeneratedRegex(
        @"\bwhere\s+(is|'s|are)\s+(my|the)\s+(refund|money)\b|\bwhen\s+(do|will|can|does|should)\s+(i|my|the|we)\b[^.!?]{0,30}\b(refund\w*|money)\b|\b(waiting|wait)\s+(for|on)\s+(my|the|a)\s+(refund|money)\b|\b(refund|money)\s+(has|is)\s*(not|n['’]t)\s+(yet\s+)?(arrived|come|there|here)\b"
        + @"|\bwann\s+(bekomme|kriege|erhalte|kommt)\b[^.!?]{0,40}\b(Geld|Erstattung|Rückerstattung|Gutschrift)\b|\bwo\s+(ist|bleibt)\s+(mein|meine|die|das)\s+(Geld|Erstattung|Rückerstattung|Gutschrift)\b|\bwarte\b[^.!?]{0,30}\b(Geld|Erstattung|Rückerstattung|Gutschrift)\b"
        + @"|\b(où\s+(en\s+)?est|quand)\b[^.!?]{0,40}\brembours\w*|\battends\b[^.!?]{0,25}\brembours\w*"
        + @"|\b(d[oó]nde\s+est[aá]|cu[aá]ndo)\b[^.!?]{0,40}\b(reembolso|devoluci[oó]n|dinero)\b|\besperando\b[^.!?]{0,25}\b(reembolso|devoluci[oó]n|dinero)\b"
        + @"|\b(onde\s+est[aá]|quando|cad[eê])\b[^.!?]{0,40}\b(reembolso|estorno|dinheiro)\b|\b(espera|esperando|aguardo|aguardando)\b[^.!?]{0,25}\b(reembolso|estorno|dinheiro)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Refund();

    [GeneratedRegex(
        @"\b(wrong|different)\s+(item|article|product|one|colou?r|size)\s+(was|is|has|arrived|came|in|than)|\b(sent|got|received)\s+(me\s+)?(the|a)\s+wrong\b"
        + @"|\bfalsche[nrs]?\s+(Artikel|Farbe|Größe|Ware|Produkt)\b|\bstatt\s+(der|des|dem)\s+bestellten\b"
        + @"|\b(mauvais|mauvaise)\s+(article|taille|couleur|produit)\b|\b(reçu|envoyé)\b.{0,60}\bau lieu d"
        + @"|\b(enviado|recibido|llegado)\b.{0,60}\ben lugar de\b|\b(artículo|talla|color|producto) equivocad[oa]\b"
        + @"|\b(enviaram|recebi|mandaram)\b.{0,60}\bem vez d|\b(produto|tamanho|artigo) errado\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Wrong();

    [GeneratedRegex(
        @"\b(defective|faulty|broken|stopped working|does(n['’]t| not) (work|turn on|switch on)|cracked|torn|leak(s|ing|y)?|came (off|apart)|fell apart)\b"
        + @"|\b(defekt\w*|kaputt\w*|funktioniert nicht|geht nicht mehr|gerissen|undicht\w*|leckt|löst sich|Mangel|Mängel|Materialfehler)\b"
        + @"|\b(défectueu\w+|cassée?s?|ne (s['’]allume|fonctionne|marche) (plus|pas)|qui fuit|fuit\b|vice caché)|\b(defectuos\w+|rot[oa]s?|no funciona|no enciende|gotea|pierde agua)\b"
        + @"|\b(defeituos\w+|com defeito|avariad\w+|quebrad\w+|não (funciona|liga)|verte água|pinga)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Defect();

    [GeneratedRegex(
        @"\b(I|we)(['’](ll|d)|\s+(will|would|can|could))?\s+(gladly\s+|happily\s+)?keep\s+(it|them|the)\b"
        + @"|\b(ich|wir)\s+(behalte|behalten|würde|würden)\b[^.!?]{0,40}\b(sie|ihn|es|behalten|trotzdem)\b|\b(behalte|behalten)\s+(ich|wir)\b"
        + @"|\b(je|nous)\s+(l[ae]s?|l['’])\s*(garde(rai|rais|rons)?|gardons)\b|\b(me|nos)\s+l[oa]s?\s+(quedo|quedaría|quedamos)\b"
        + @"|\b(fico|ficamos|ficaria)\s+com\s+(ele|ela|eles|elas|o|a)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Keeps();

    [GeneratedRegex(
        @"\b(asked|checked with|spoke (to|with)|talked to|went to|tried|looked (at|with|around|everywhere)|searched)\b[^.!?]{0,40}\b(neighbou?rs?|porch|everywhere|around|reception|concierge|building)\b|\bneighbou?rs?\b[^.!?]{0,30}\b(have nothing|do(n't| not) have|has nothing|know nothing|haven't|have not)\b"
        + @"|\b(nachbarn?|hausmeister|umgesehen|uberall|hausflur)\b[^.!?]{0,40}\b(gefragt|nachgesehen|gesucht|geschaut|hat (auch )?nichts|haben (auch )?nichts|nichts (bekommen|angenommen))\b|\b(gefragt|gesucht|nachgesehen)\b[^.!?]{0,30}\b(nachbarn?|uberall)\b"
        + @"|\b(demande|verifie|cherche|regarde)\b[^.!?]{0,30}\b(voisins?|partout|gardien\w*|immeuble)\b|\bvoisins?\b[^.!?]{0,30}\b(n'ont rien|n'a rien|rien recu)\b"
        + @"|\b(pregunt\w+|mir\w+|busc\w+)\b[^.!?]{0,30}\b(vecin\w+|porter\w+|todas partes|todos lados)\b|\bvecin\w+\b[^.!?]{0,30}\b(no (tienen|tiene|lo tien\w+)|nada)\b"
        + @"|\b(perguntei|perguntamos|verifiquei|procurei|falei)\b[^.!?]{0,30}\b(vizinh\w+|porteir\w+|portaria|todo o lado|toda parte)\b|\bvizinh\w+\b[^.!?]{0,30}\b(nao (tem|receb\w+)|nada)\b",
        RegexOptions.Singleline)]
    private static partial Regex Looked();

    [GeneratedRegex(
        @"\b(refund\w*|money back|return (it|them|this|the)|send (it|them) back|withdraw\w*|cancel\w*)\b"
        + @"|\b(widerruf\w*|Geld zurück|zurück(senden|schicken|geben)|rückerstatt\w*|erstatt\w*|stornier\w*|geht zurück|Retoure)\b"
        + @"|\b(rembours\w*|retourner|renvoyer|rétract\w*|annul\w*)\b|\b(reembols\w*|devol(ver|ución|verl\w+)|desist\w*|anular|cancelar)\b"
        + @"|\b(reembols\w*|devolver|devolução|desist\w*|cancelar)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Out();

    [GeneratedRegex(
        @"\b(if|unless|in case)\b[^.!?]{0,120}\bcancel|\bcancel\w*[^.!?]{0,40}\b(if|unless)\b(?! possible)"
        + @"|\b(wenn|falls|sofern|sollte)\b[^.!?]{0,120}\bstornier|\bstornier\w*[^.!?]{0,40}\b(wenn|falls|sofern)\b(?! möglich)"
        + @"|\b(si|s['’]il)\b[^.!?]{0,120}\bannul|\bannul\w*[^.!?]{0,40}\bsi\b(?! possible)"
        + @"|\bsi\s+no\b[^.!?]{0,120}\b(cancel|anul)|\b(cancel|anul)\w*[^.!?]{0,40}\bsi\b(?! es posible)"
        + @"|\bse\s+(n[aã]o|o|a)\b[^.!?]{0,120}\bcancel|\bcancel\w*[^.!?]{0,40}\bse\b(?! poss)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Conditional();
}
