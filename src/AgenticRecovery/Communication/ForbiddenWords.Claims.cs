using System.Buffers;

namespace AgenticRecovery.Communication;

/// <summary>Phrases that state something as done, threaten an account, or ask for secrets; five languages, accents left out.</summary>
internal static partial class ForbiddenWords
{
    public static readonly SearchValues<string> ClaimsRefund = Of(
        "has been refunded", "have been refunded", "was refunded", "were refunded", "we refunded", "we have refunded", "will be refunded", "we will refund", "we are refunding",
        "money is on its way", "refund is on its way", "get your money back", "is on its way back to you", "refund was approved", "refund has been approved",
        "wurde erstattet", "wurden erstattet", "haben wir erstattet", "wird erstattet", "werden erstattet", "wir erstatten", "geld ist unterwegs", "erstattung ist unterwegs", "ihr geld zuruck",
        "a ete rembourse", "a ete remboursee", "avons rembourse", "sera rembourse", "serez rembourse", "serez remboursee", "remboursement est en route", "recupererez votre argent", "votre argent est en route",
        "hemos reembolsado", "ha sido reembolsado", "se ha reembolsado", "le reembolsaremos", "sera reembolsado", "hemos devuelto el dinero", "le devolvemos el dinero", "su dinero esta en camino", "reembolso esta en camino",
        "foi reembolsado", "foi reembolsada", "reembolsamos", "sera reembolsado", "reembolsaremos", "devolvemos o dinheiro", "seu dinheiro esta a caminho", "reembolso esta a caminho");

    public static readonly SearchValues<string> ClaimsCancelled = Of(
        "was cancelled", "has been cancelled", "is cancelled", "is now cancelled", "we cancelled", "we have cancelled", "was canceled", "has been canceled", "is canceled", "we canceled", "we have canceled",
        "wurde storniert", "ist storniert", "ist nun storniert", "haben wir storniert", "bestellung storniert",
        "a ete annulee", "est annulee", "avons annule", "est desormais annulee",
        "ha sido cancelado", "esta cancelado", "hemos cancelado", "se ha cancelado", "queda cancelado",
        "foi cancelada", "foi cancelado", "esta cancelada", "esta cancelado", "cancelamos o seu", "cancelamos a sua");

    public static readonly SearchValues<string> ClaimsReplacement = Of(
        "replacement is on its way", "sent a replacement", "sending a replacement", "have sent you a new", "new one is on its way",
        "ersatz ist unterwegs", "haben ihnen ersatz geschickt", "schicken ihnen ersatz",
        "remplacement est en route", "avons envoye un remplacement", "envoyons un remplacement",
        "reemplazo esta en camino", "hemos enviado un reemplazo", "enviamos un reemplazo",
        "substituicao esta a caminho", "enviamos um substituto", "enviamos uma substituicao");

    public static readonly SearchValues<string> ClaimsAddress = Of(
        "address was changed", "address has been changed", "changed your address", "changed the address", "address has been updated", "parcel was redirected", "has been redirected",
        "adresse wurde geandert", "haben ihre adresse geandert", "haben die adresse geandert", "wurde umgeleitet",
        "adresse a ete modifiee", "avons modifie votre adresse", "a ete redirige",
        "direccion ha sido cambiada", "hemos cambiado su direccion", "hemos cambiado la direccion", "ha sido redirigido",
        "morada foi alterada", "endereco foi alterado", "alteramos a sua morada", "alteramos o seu endereco", "foi redirecionada", "foi redirecionado");

    /// <summary>Only a fraud writes so; no message of a shop about an order does.</summary>
    public static readonly SearchValues<string> Threat = Of(
        "account is suspended", "account was suspended", "account has been suspended", "account will be closed", "account is blocked", "legal action", "debt collection", "last warning",
        "konto ist gesperrt", "konto wurde gesperrt", "konto wird geschlossen", "rechtliche schritte", "inkasso", "letzte warnung",
        "compte est suspendu", "compte a ete suspendu", "compte sera ferme", "poursuites judiciaires", "recouvrement", "dernier avertissement",
        "cuenta esta suspendida", "cuenta ha sido suspendida", "cuenta sera cerrada", "acciones legales", "ultimo aviso",
        "conta esta suspensa", "conta foi suspensa", "conta sera encerrada", "acoes legais", "acao judicial", "ultimo aviso");

    /// <summary>What a shop never asks for in a message; see docs/security.md.</summary>
    public static readonly SearchValues<string> Secret = Of(
        "card number", "card numbers", "card details", "security code", "cvv", "cvc", "last four digits", "last 4 digits", "expiry date of your card", "your password", "your pin", "one time code", "verification code", "copy of your id", "passport", "bank details", "account number",
        "kartennummer", "kartendaten", "prufziffer", "sicherheitscode", "letzten vier ziffern", "ihr passwort", "ihre pin", "einmalcode", "bestatigungscode", "ausweiskopie", "kopie ihres ausweises", "reisepass", "bankdaten", "kontonummer",
        "numero de carte", "numero de votre carte", "code de securite", "cryptogramme", "quatre derniers chiffres", "mot de passe", "votre code pin", "code a usage unique", "code de verification", "copie de votre piece d identite", "passeport", "coordonnees bancaires",
        "numero de tarjeta", "numero de su tarjeta", "codigo de seguridad", "ultimos cuatro digitos", "su contrasena", "su pin", "codigo de un solo uso", "codigo de verificacion", "copia de su documento", "pasaporte", "datos bancarios", "numero de cuenta",
        "numero do cartao", "numero do seu cartao", "codigo de seguranca", "ultimos quatro digitos", "sua senha", "sua palavra passe", "seu pin", "codigo unico", "codigo de verificacao", "copia do seu documento", "passaporte", "dados bancarios", "numero da conta");

    /// <summary>Words that give something away.</summary>
    public static readonly SearchValues<string> Gift = Of(
        "a gift", "your gift", "entitled to", "goodwill", "as a thank you", "free of charge for you", "ein geschenk", "ihr geschenk", "anspruch auf", "kulanz", "als dankeschon",
        "un cadeau", "votre cadeau", "geste commercial", "vous avez droit", "un regalo", "su regalo", "un obsequio", "tiene derecho a", "um presente", "um brinde", "tem direito a", "oferecemos lhe");

    /// <summary>A sentence that names an offer and has one of these makes it.</summary>
    public static readonly SearchValues<string> Giving = Of(
        "here is", "here s", "you get", "you receive", "you will get", "you will receive", "you have", "we give", "we offer", "we added", "enjoy", "use", "apply", "yours", "your new",
        "hier ist", "sie bekommen", "sie erhalten", "wir geben", "wir schenken", "nutzen sie", "ihnen zu",
        "voici", "vous recevez", "vous recevrez", "vous obtenez", "nous offrons", "nous vous offrons", "profitez", "utilisez",
        "aqui tiene", "aqui tienes", "recibe", "recibira", "le damos", "ofrecemos", "le ofrecemos", "utilice", "disfrute",
        "aqui tem", "aqui esta", "recebe", "recebera", "damos", "oferecemos", "utilize", "aproveite");

    /// <summary>A sentence with one of these refuses or denies.</summary>
    public static readonly SearchValues<string> No = Of(
        "no", "not", "cannot", "can t", "unable", "without", "never", "nicht", "kein", "keine", "keinen", "leider", "ohne", "ne", "n", "pas", "aucun", "aucune", "sans", "no es", "ningun", "ninguna", "sin", "nao", "nenhum", "nenhuma", "sem");

    /// <summary>In a sentence with one of these a secret is not asked for but refused ("we never ask for card numbers").</summary>
    public static readonly SearchValues<string> Never = Of("never", "not ask", "nie", "niemals", "jamais", "nunca");
}
