using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// What a text says about money beside a plain wish, in the shipped languages: pressure, a bare demand, another destination,
/// an approval that nobody gave, a price that fell. Accents and case do not matter.
/// </summary>
public static partial class MoneySigns
{
    /// <summary>Money is asked for and something public is threatened if it does not come.</summary>
    public static bool Threatens(string text)
    {
        var folded = PlainText.Fold(text);
        return Pressure().IsMatch(folded) && (Sum().IsMatch(folded) || Money().IsMatch(folded));
    }

    /// <summary>A sum is demanded as owed; a return, a cancellation or a fault would be a ground and is none of this.</summary>
    public static bool DemandsSum(string text)
    {
        var folded = PlainText.Fold(text);
        return Sum().IsMatch(folded) && Demand().IsMatch(folded) && !PlainSigns.WantsOut(text) && PlainSigns.FaultIn(text) is null;
    }

    /// <summary>A refund shall go to an account or a card that did not pay.</summary>
    public static bool GoesElsewhere(string text)
    {
        var folded = PlainText.Fold(text);
        return Iban().IsMatch(folded) ? Back().IsMatch(folded) || Demand().IsMatch(folded) : Back().IsMatch(folded) && Elsewhere().IsMatch(folded);
    }

    /// <summary>Says that somebody of the shop has approved or promised money already.</summary>
    public static bool ClaimsApproval(string text)
    {
        var folded = PlainText.Fold(text);
        return Approved().IsMatch(folded) && (Sum().IsMatch(folded) || Money().IsMatch(folded));
    }

    /// <summary>Says that the thing costs less now than it did.</summary>
    public static bool PriceFell(string text) => Cheaper().IsMatch(PlainText.Fold(text));

    /// <summary>Asks about a refund that was made: what of it came, and why no more.</summary>
    public static bool AsksAboutPastRefund(string text)
    {
        var folded = PlainText.Fold(text);
        return folded.Contains('?', StringComparison.Ordinal) && Refunded().IsMatch(folded);
    }

    /// <summary>Asks for a price because many would be bought.</summary>
    public static bool IsTrade(string text) => Trade().IsMatch(PlainText.Fold(text));

    /// <summary>Asks for the cost of delivery back.</summary>
    public static bool AsksShippingBack(string text) => Shipping().IsMatch(PlainText.Fold(text));

    /// <summary>Wants credit of the shop in place of money.</summary>
    public static bool WantsCredit(string text) => Credit().IsMatch(PlainText.Fold(text));

    /// <summary>Names something that went wrong: late, damaged, wrong, missing.</summary>
    public static bool NamesFault(string text) => PlainSigns.FaultIn(text) is not null || Wrong().IsMatch(PlainText.Fold(text));

    [GeneratedRegex(
        @"\b(bulk|wholesale|trade price|(quantity|volume) discount|if (i|we) (buy|order|take) (\d{2,}|a hundred|dozens))\b|\b(mengenrabatt|grossabnahme|staffelpreis\w*|grossbestellung|wenn (ich|wir) (\d{2,}|hundert))\b"
        + @"|\b(prix de gros|tarif degressif|en (grande )?quantite|si (j'|nous )(achet\w*|command\w*|pren\w*) (\d{2,}|cent))\b|\b(al por mayor|(grandes )?cantidades|si (compr\w*|me llevo|pid\w*|llev\w*) (\d{2,}|cien))\b"
        + @"|\b(por grosso|por atacado|(grandes )?quantidades|se (eu )?(comprar\w*|levar\w*|encomendar\w*) (\d{2,}|cem))\b")]
    private static partial Regex Trade();

    [GeneratedRegex(
        @"\b(refund|return|give|get|pay|have)\b[^.!?]{0,30}\b(shipping|delivery|postage)( (cost|fee|charge)s?)?( back)?\b(?! (address|date|time))|\b(shipping|delivery) (cost|fee|charge)s? back\b"
        + @"|\b(versandkosten|liefergebuhr\w*|porto)\b[^.!?]{0,30}\b(zuruck|erstatt\w*)|\b(erstatt\w*|zuruck\w*)\b[^.!?]{0,30}\b(versandkosten|liefergebuhr\w*|porto)\b|\b(rembours\w*|rendre)\b[^.!?]{0,20}\b(frais de (port|livraison))\b"
        + @"|\b(devolv\w*|devuelv\w*|reembols\w*|abon\w*)\b[^.!?]{0,20}\b(gastos de envio|portes)\b|\b(devolv\w*|reembols\w*)\b[^.!?]{0,20}\b(portes|frete|custos? de envio)\b")]
    private static partial Regex Shipping();

    [GeneratedRegex(@"\d+([.,]\d{1,2})? ?(€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|pounds?\b|gbp\b|reais\b)|[€£$] ?\d")]
    private static partial Regex Sum();

    [GeneratedRegex(@"\b(money|refund\w*|credit|discount|compensation|voucher|replacement|geld|erstatt\w*|ruckerstatt\w*|gutschein\w*|gutschrift|rabatt|nachlass|ersatz|argent|rembours\w*|avoir|remise|bon d'achat|dedommag\w*|dinero|reembols\w*|descuento|vale|compensa\w*|dinheiro|desconto|estorno|credito)\b")]
    private static partial Regex Money();

    [GeneratedRegex(
        @"\b(or( else)?|otherwise)\b[^.!?]{0,60}\b(reviews?|post|publish|expose|report you|tell everyone|tweet|social media|press|newspapers?|stars?|online|viral)\b"
        + @"|\b(sonst|andernfalls|oder)\b[^.!?]{0,60}\b(bewertung\w*|rezension\w*|veroffentlich\w*|poste\w*|presse|zeitung|social media|sterne?|netz|verbreit\w*)\b"
        + @"|\b(sinon|ou (alors |bien )?je)\b[^.!?]{0,60}\b(avis|publi\w*|poste\w*|presse|reseaux|etoiles?|journaux)\b"
        + @"|\b(si no|o si no|o (pongo|publico|escribo|dejo))\b[^.!?]{0,60}\b(resenas?|opinion\w*|publi\w*|prensa|redes|estrellas?)\b|\bo (publico|pongo|dejo|escribo)\b[^.!?]{0,30}\b(resenas?|opinion\w*|redes|estrellas?)\b"
        + @"|\b(senao|se nao|ou (publico|escrevo|deixo|ponho))\b[^.!?]{0,60}\b(avalia\w*|critic\w*|publi\w*|imprensa|redes|estrelas?)\b|\bou (publico|escrevo|deixo|ponho)\b[^.!?]{0,30}\b(avalia\w*|critic\w*|redes|estrelas?)\b")]
    private static partial Regex Pressure();

    [GeneratedRegex(
        @"\b(you owe (me|us)|pay (me|us)|give (me|us)|send me|i (want|demand|expect)|compensate)\b|\b(schulden sie mir|sie schulden|zahlen sie|uberweisen sie|geben sie mir|ich (will|verlange|fordere|mochte))\b"
        + @"|\b(vous me devez|payez-moi|versez-moi|donnez-moi|je (veux|exige|demande))\b|\b(me deb(en|eis|e)|paguen?me|pagadme|denme|dadme|quiero|exijo)\b|\b(devem-me|me devem|paguem-me|deem-me|quero|exijo)\b")]
    private static partial Regex Demand();

    [GeneratedRegex(@"\b[a-z]{2}\d{2}( ?[a-z0-9]{4}){3,7}( ?[a-z0-9]{1,4})?\b")]
    private static partial Regex Iban();

    [GeneratedRegex(@"\b(refund\w*|money back|pay(ment)? back|transfer|uberweis\w*|erstatt\w*|ruckerstatt\w*|zuruckzahl\w*|geld|rembours\w*|virement|virer|versez|reembols\w*|devol\w*|transfer\w*|dinero|dinheiro|estorn\w*)\b")]
    private static partial Regex Back();

    [GeneratedRegex(
        @"\b(another|different|other|new|second)( \w+)? (card|account|bank)\b|\b(my|our) (wife|husband|partner|mother|father|mum|mom|dad|son|daughter|brother|sister|friend)('s|s)? (\w+ )?(card|account|paypal)\b"
        + @"|\b(ander\w+|neue\w*|zweite\w*) (\w+ )?(konto|karte|bankkonto|kreditkarte|bankverbindung)\b|\b(konto|karte|kreditkarte) (meine[rs]|von meine[rm])\b"
        + @"|\b(autre|nouvelle|nouveau) (\w+ )?(carte|compte|rib|iban)\b|\b(carte|compte) de (ma|mon)\b"
        + @"|\b(otra|nueva|otro|nuevo) (\w+ )?(tarjeta|cuenta|iban)\b|\b(tarjeta|cuenta) de mi\b"
        + @"|\b(outr[oa]|nov[oa]) (\w+ )?(cartao|conta|iban)\b|\b(cartao|conta) d[oa] (minha|meu)\b")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        @"\b(already|has|have) (\w+ )?(approved|agreed to|authori[sz]ed|signed off|promised|granted|okayed)\b|\b(bereits|schon) (genehmigt|zugesagt|freigegeben|bewilligt|versprochen|zugesichert)\b|\b(hat|haben) [^.!?]{0,40}(genehmigt|zugesagt|freigegeben|bewilligt|versprochen)\b"
        + @"|\b(a|ont|m'a|nous a) (deja )?(approuve|accepte|valide|accorde|promis|autorise)\b|\b(ya|me|nos) (lo )?(ha |han )?(aprob\w+|autoriz\w+|promet\w+|conced\w+|acept\w+)\b|\b(ja|me|nos) (me )?(aprov\w+|autoriz\w+|promet\w+|conced\w+)\b")]
    private static partial Regex Approved();

    [GeneratedRegex(
        @"\b(cheaper|lower price|on sale|on offer|reduced|marked down|half price|price (has )?(drop\w*|fell|fallen|went down|gone down|come down)|price difference|pay the difference|refund the difference)\b"
        + @"|\b(gunstiger|billiger|reduziert|herabgesetzt|im angebot|runtergesetzt|preis\w* (ist )?(jetzt )?(gefallen|gesunken|gesenkt)|differenz|preisunterschied)\b"
        + @"|\b(moins cher\w*|en promo\w*|en soldes?|prix (a|ont|vient de) (baiss\w*)|baisse de prix|la difference)\b|\b(mas barat\w*|rebajad\w*|en oferta|(ha )?baj\w+ (de|el) precio|precio (ha )?baj\w+|la diferencia)\b"
        + @"|\b(mais barat\w*|em promocao|em saldos?|preco (baixou|desceu|caiu)|baix\w+ (de|o) preco|a diferenca)\b")]
    private static partial Regex Cheaper();

    [GeneratedRegex(
        @"\b(you|was|were|been|got|have|only) (\w+ )?refunded\b|\b(your|my|the) refund (was|is|of|came)\b|\brefund (is|was) (less|too (little|low)|short)\b|\b(erstattet|zuruckgezahlt|zuruckuberwiesen)\b|\b(rembourse|remboursee|remboursement (recu|est|etait))\b"
        + @"|\b(reembols(ado|aron|asteis|o fue)|devuelto|devolv(ieron|isteis))\b|\b(reembols(ado|aram|astes)|devolvido|devolveram)\b")]
    private static partial Regex Refunded();

    [GeneratedRegex(
        @"\b(store credit|shop credit|credit note|voucher|gift card|credit)\b[^.!?]{0,40}\b(instead|rather than|not a refund)\b|\b(instead|rather than|prefer|rather have|rather take)\b[^.!?]{0,60}\b(store credit|shop credit|credit note|voucher|gift card)\b|\b(give|want|take|like) (\w+ ){0,2}(store credit|shop credit|a voucher|a credit note)\b"
        + @"|\b(gutschein|guthaben|gutschrift)\b[^.!?]{0,40}\b(statt|anstatt|anstelle|lieber)\b|\b(statt|anstatt|anstelle|lieber)\b[^.!?]{0,60}\b(gutschein|guthaben|gutschrift)\b"
        + @"|\b(avoir|bon d'achat)\b[^.!?]{0,40}\b(plutot|au lieu)\b|\b(plutot|prefer\w*|au lieu)\b[^.!?]{0,60}\b(un avoir|bon d'achat)\b"
        + @"|\b(vale|credito|saldo)\b[^.!?]{0,40}\b(en lugar|en vez)\b|\b(prefier\w*|en lugar|en vez)\b[^.!?]{0,60}\b(un vale|credito|saldo)\b"
        + @"|\b(vale|credito|saldo)\b[^.!?]{0,40}\b(em vez|em lugar)\b|\b(prefir\w*|em vez)\b[^.!?]{0,60}\b(um vale|credito|saldo)\b")]
    private static partial Regex Credit();

    [GeneratedRegex(
        @"\b(late|later than|delay\w*|damaged|missing|never (came|arrived)|took (too )?long|overdue|spat|zu spat|verspat\w*|beschadigt|fehlt\w*|retard\w*|abime\w*|manqu\w*|tarde|retras\w*|demor\w*|danad\w*|falta\w*|atras\w*|estragad\w*|danificad\w*)\b")]
    private static partial Regex Wrong();
}
