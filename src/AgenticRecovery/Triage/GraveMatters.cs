using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// Reads from a customer's text, in the shipped languages, whether it speaks of an injury, of lawyers and courts, or of rights
/// over personal data. A false hit costs a person's look; a miss lets a machine answer what binds the shop.
/// </summary>
public static partial class GraveMatters
{
    /// <summary>The gravest that the text speaks of; null when there is none. Accents and case do not matter.</summary>
    public static GraveMatter? In(string text)
    {
        var folded = PlainText.Fold(text);
        return Injury().IsMatch(folded) ? GraveMatter.Injury
            : Law().IsMatch(folded) ? GraveMatter.Law
            : Privacy().IsMatch(folded) ? GraveMatter.Privacy
            : null;
    }

    /// <summary>Why a person takes the case, in plain words.</summary>
    public static string Why(GraveMatter matter) => matter switch
    {
        GraveMatter.Injury => "the customer says that somebody was hurt",
        GraveMatter.Law => "the customer speaks of a lawyer or a court",
        GraveMatter.Privacy => "the customer asks about their personal data",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    [GeneratedRegex(
        @"\b(injur(y|ies|ed)|(got|was|were|been|is|badly) hurt|hurt (my|his|her|our|me|him|myself)\b|bleeding|electric shock|electrocuted|allergic reaction|food poisoning|in hospital|emergency room)\b"
        + @"|\b(burn(t|ed)|scald(ed)?|cut|broke|crushed) (my|his|her|our)( \w+)? (hands?|arms?|legs?|foot|feet|face|fingers?|skin|eyes?|wrist|tooth|teeth)\b|\b(burn(t|ed)|scalded|cut) (myself|himself|herself)\b"
        + @"|\b(went|go|had to go|taken|rushed|ended up)\b[^.!?]{0,30}\b(hospital|a&e|doctor)\b"
        + @"|\bverletz(t|ung\w*|te|ten)\b|\b(mich|mir|sich|kind|tochter|sohn|hand|finger|haut|arm|bein)\b[^.!?]{0,40}\b(verbrannt|verbruht|geschnitten|gequetscht)\b|\b(stromschlag|geblutet|blutet|allergische reaktion|notaufnahme|ins krankenhaus|im krankenhaus)\b"
        + @"|\b(bless(e|ee|es|ees|ure|ures)|(me suis|s'est|m'a|lui a|nous a) (brule|coupe|ebouillante)\w*|electrocut\w*|choc electrique|reaction allergique|a l'hopital|aux urgences|saigne\w*)\b"
        + @"|\b(herid[oa]s?|lesion\w*|quemadura\w*|me (he )?(queme|quemado|corte|cortado)|se (ha )?(quemo|quemado|corto|cortado)|me (ha )?(quemado|quemo|cortado|corto) (la|el|las|los)|descarga electrica|reaccion alergica|al hospital|en el hospital|a urgencias)\b"
        + @"|\b(ferid[oa]s?|feri-?me|me feri|feriu(-se)?|magoei-?me|me machuquei|machucou(-se)?|queimadura\w*|queimei(-me)?|queimou(-me|-se)? (a|o|as|os)|cortei-me|me cortei|choque eletrico|reacao alergica|ao hospital|no hospital|para o hospital)\b",
        RegexOptions.None)]
    private static partial Regex Injury();

    [GeneratedRegex(
        @"\b(lawyers?|attorneys?|solicitors?|legal (action|steps|proceedings|advice)|take (you|this|the shop) to court|small claims|letter before (action|claim)|sue you|suing|will sue|trading standards|ombudsman)\b"
        + @"|\b((rechts)?anwalt\w*|verklage\w*|klage (einreichen|erheben)|rechtliche\w* (schritte|mittel)|schadens?ersatz\w*|vor gericht|gerichtlich\w*|mahnbescheid|abmahnung|strafanzeige|anzeige erstatten|verbraucherzentrale)\b"
        + @"|\b((mon|notre|un|une|mes|l')\s?avocate?s?|action en justice|en justice|au tribunal|le tribunal|porter plainte|porterai plainte|depose(r|rai)? plainte|poursuites (judiciaires)?|mise en demeure|dommages(-| )(et(-| ))?interets|protection des consommateurs)\b"
        + @"|\b(abogad[oa]s?|(os|les|le) (voy|vamos) a demandar|demandar(e|emos|los|les|os)\b|demanda judicial|acciones legales|medidas legales|tribunal(es)?|juzgado|danos y perjuicios|denuncia(r|re|remos)?)\b"
        + @"|\b(advogad[oa]s?|processar (voces|a empresa|a loja|vos)|acao judicial|(acoes|medidas) (legais|judiciais)|em tribunal|ao tribunal|na justica|indemnizacao|indenizacao|procon|queixa-crime|livro de reclamacoes)\b",
        RegexOptions.None)]
    private static partial Regex Law();

    [GeneratedRegex(
        @"\b(delet|eras|remov|wip)(e|es|ing|ed)\b[^.!?]{0,30}\b(my|our|all|any)\b[^.!?]{0,25}\b(data|(customer |user )?account|personal (information|details))\b"
        + @"|\b(copy of|access to|which|what|all)\b[^.!?]{0,30}\b(personal data|data (that )?you (hold|store|have|keep)|data about me|my data)\b|\b(gdpr|data protection|right to be forgotten|subject access|personal data)\b"
        + @"|\blosch\w*\b[^.!?]{0,60}\b(daten|(kunden)?konto|kundenprofil)\b|\b(daten|(kunden)?konto)\b[^.!?]{0,60}\b(ge)?losch\w*\b|\b(dsgvo|datenauskunft|datenschutz\w*|personenbezogen\w*|gespeicherten? daten|auskunft\b[^.!?]{0,50}\bdaten)\b"
        + @"|\b(supprim|effac)\w*\b[^.!?]{0,60}\b(donnees|mon compte)\b|\b(rgpd|donnees (a caractere )?personnel\w*|droit a l'oubli|droit d'acces|mes donnees)\b"
        + @"|\b(borr|elimin|suprim)\w*\b[^.!?]{0,60}\b(datos|mi cuenta)\b|\b(proteccion de datos|datos personales|mis datos)\b"
        + @"|\b(apag|elimin|exclu|delet|remov)\w*\b[^.!?]{0,60}\b(dados|minha conta)\b|\b(lgpd|protecao de dados|dados pessoais|meus dados)\b",
        RegexOptions.None)]
    private static partial Regex Privacy();
}
