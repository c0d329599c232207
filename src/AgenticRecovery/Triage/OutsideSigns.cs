using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// Texts that no move of a playbook answers, in the shipped languages: somebody writes for the customer, the matter is none of a
/// customer's, the order is another shop's, what is meant stands behind a link, or nothing is asked at all.
/// </summary>
public static partial class OutsideSigns
{
    /// <summary>The writer says that they are somebody else than the customer.</summary>
    public static bool IsThirdParty(string text) => Other().IsMatch(PlainText.Fold(text));

    /// <summary>A job, the press, a cooperation, an offer to the shop: no order is meant.</summary>
    public static bool IsNoCustomerMatter(string text) => Business().IsMatch(PlainText.Fold(text));

    /// <summary>Speaks of an order at another shop.</summary>
    public static bool IsOfAnotherShop(string text) => AnotherShop().IsMatch(PlainText.Fold(text));

    /// <summary>Points to a page outside instead of telling what is meant.</summary>
    public static bool HasLink(string text) => Link().IsMatch(text);

    /// <summary>Thanks or good news, with no question, no objection and no wish in it.</summary>
    public static bool IsThanks(string text)
    {
        var folded = PlainText.Fold(text);
        return Thanks().IsMatch(folded) && !Asks().IsMatch(folded) && PlainSigns.FaultIn(text) is null && !PlainSigns.WantsOut(text) && !MoneySigns.NamesFault(text);
    }

    [GeneratedRegex(
        @"\b(on|in) behalf of\b|\b(i am|i'm|this is) (a|an|the|her|his|their)? ?(colleague|friend|neighbou?r|assistant|secretary|husband|wife|partner|son|daughter|mother|father|brother|sister|flatmate|roommate)( of|,? writing for)\b"
        + @"|\b(i am|i'm) (her|his|their) (colleague|friend|neighbou?r|assistant|secretary|husband|wife|partner|son|daughter|mother|father|brother|sister)\b"
        + @"|\bim (auftrag|namen) (von|der|des|meine)\b|\bich bin (ein|eine|der|die|das)? ?(kolleg|freund|nachbar|assistent|sekretar|ehemann|ehefrau|mann|frau|partner|sohn|tochter|mutter|vater|bruder|schwester|mitbewohner)\w* (von|der|des)\b"
        + @"|\b(au nom|de la part) de\b|\bje suis (un|une|le|la|l')? ?(collegue|ami|amie|voisin|voisine|assistant|assistante|mari|femme|epou(x|se)|fils|fille|mere|pere|frere|soeur) (de|du|d')"
        + @"|\b(en nombre|de parte) de\b|\bsoy (un|una|el|la)? ?(companer|amig|vecin|asistente|marido|mujer|espos|hij|madre|padre|herman)\w* de\b"
        + @"|\b(em nome|da parte) (de|da|do)\b|\bsou (um|uma|o|a)? ?(colega|amig|vizinh|assistente|marido|mulher|espos|filh|mae|pai|irma)\w* (de|da|do)\b")]
    private static partial Regex Other();

    [GeneratedRegex(
        @"\b(apply(ing)? for (a|the|your) (job|position|role|vacancy)|job (application|opening|offer|vacanc\w+)|vacanc(y|ies)|internship|my (cv|resume)|work (for|with) (you|your (shop|company|team))|are you hiring|journalist|press enquir\w+|press inquir\w+|interview with|collaborat(e|ion)|partnership|influencer|sponsor(ship)?|seo (services?|agency)|guest post|we offer our services)\b"
        + @"|\b(bewerb(en|ung)\w*|stellenangebot|offene stellen?|ausbildungsplatz|praktikum|lebenslauf|journalist\w*|presseanfrage|kooperation\w*|zusammenarbeit mit (ihnen|ihrem)|sponsoring)\b"
        + @"|\b(candidature|postuler|offre d'emploi|poste a pourvoir|recrutez|stage (chez|dans)|mon cv|journaliste|demande de presse|collaboration|partenariat|sponsor\w*)\b"
        + @"|\b(candidatura|oferta de (trabajo|empleo)|puesto de trabajo|trabajar (con|para) (vosotros|ustedes)|practicas en|mi curriculum|periodista|colaboracion|patrocini\w+)\b"
        + @"|\b(candidatar|vaga de emprego|oferta de emprego|trabalhar (convosco|com voces)|estagio|meu curriculo|jornalista|parceria|colaboracao|patrocini\w+)\b")]
    private static partial Regex Business();

    [GeneratedRegex(
        @"\b(an?other|different) (shop|store|website|retailer|seller)\b(?=[^.!?]*\b(order|parcel|package|arriv\w*)\b)|\b(order|parcel|package)\b[^.!?]{0,30}\b(from|at|with) (an?other|a different) (shop|store|website|retailer|seller)\b"
        + @"|\b(bestellung|paket)\b[^.!?]{0,40}\b(anderen?|fremden) (shop|laden|handler|geschaft)\b|\b(commande|colis)\b[^.!?]{0,40}\b(autre (boutique|magasin|site|vendeur))\b"
        + @"|\b(pedido|paquete)\b[^.!?]{0,40}\b(otra tienda|otro vendedor|otra web)\b|\b(pedido|encomenda|pacote)\b[^.!?]{0,40}\b(outra loja|outro vendedor|outro site)\b")]
    private static partial Regex AnotherShop();

    [GeneratedRegex(@"\bhttps?://\S+|\bwww\.\S+\.\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(thank you|thanks|many thanks|cheers|arrived (safely|fine|well)|danke\w*|vielen dank|gut angekommen|merci\w*|bien (recu|arrive)\w*|gracias|ha llegado (bien|todo)|llego (bien|todo)|obrigad[oa]|chegou (bem|tudo))\b")]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"\?|\b(but|however|please|can you|could you|want|need|would like|refund|when|where|why|cancel\w*|change|aber|jedoch|bitte|leider|brauche|mochte|wann|wo|warum|mais je|cependant|pouvez|pourriez|veux|voudrais|merci (de|d')|quand|pero|sin embargo|quiero|necesito|puede\w*|podr\w+|devolv\w*|devuelv\w*|reembols\w*|rembours\w*|erstatt\w*|geld|argent|money|dinero|dinheiro|cuando|donde|por favor|porem|quero|preciso|pode\w*|quando|onde|nao|not|nicht|pas)\b")]
    private static partial Regex Asks();
}
