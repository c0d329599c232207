using System.Buffers;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Communication;

/// <summary>Phrases a message must not hold, by rule, in English, German, French, Spanish and Portuguese; accents left out.</summary>
internal static partial class ForbiddenWords
{
    /// <summary>The first phrase of the rule in the text, or null.</summary>
    /// <param name="words">Text after <see cref="PlainText.Words"/>.</param>
    public static string? Find(SearchValues<string> phrases, string words)
    {
        var at = words.AsSpan().IndexOfAny(phrases);
        if (at < 0)
            return null;
        var end = words.IndexOf(' ', Math.Min(words.Length - 1, at + 1));
        var more = end < 0 ? words.Length : words.IndexOf(' ', Math.Min(words.Length - 1, end + 1));
        return words[at..(more < 0 ? words.Length : more)].Trim();
    }

    public static readonly SearchValues<string> Blame = Of(
        "your fault", "you should have", "you failed to", "you forgot", "your mistake", "because you did not", "because of your error", "you are to blame", "your own doing",
        "fault of the carrier", "carrier s fault", "carrier failed", "carrier messed", "warehouse messed", "warehouse failed", "fault of our supplier", "supplier s fault", "blame",
        "ihre schuld", "ihr fehler", "ihr eigener fehler", "sie hatten mussen", "sie haben versaumt", "sie haben vergessen", "selbst schuld", "schuld des paketdienstes", "schuld des lagers", "schuld ist", "verschuldet von",
        "votre faute", "votre erreur", "vous auriez du", "vous avez oublie", "vous avez omis", "faute du transporteur", "la faute de", "par votre negligence",
        "su culpa", "culpa suya", "su error", "usted deberia haber", "usted olvido", "culpa del transportista", "culpa de la empresa", "la culpa es", "por su descuido",
        "sua culpa", "culpa sua", "seu erro", "deveria ter", "voce esqueceu", "culpa da transportadora", "a culpa e", "por seu descuido");

    public static readonly SearchValues<string> Admission = Of(
        "we are liable", "we accept liability", "we admit", "our negligence", "we were negligent", "breach of contract", "we are legally responsible", "our legal responsibility", "we violated", "we broke the law", "damages", "compensation for your loss",
        "wir haften", "haftung ubernehmen", "wir raumen ein", "wir gestehen", "fahrlassig", "unsere fahrlassigkeit", "vertragsbruch", "vertragsverletzung", "schadensersatz", "schadenersatz", "rechtlich verantwortlich",
        "nous sommes responsables", "notre responsabilite est engagee", "nous reconnaissons notre faute", "nous admettons", "notre negligence", "rupture de contrat", "dommages et interets", "dommages interets",
        "somos responsables legalmente", "asumimos la responsabilidad legal", "admitimos", "nuestra negligencia", "incumplimiento de contrato", "danos y perjuicios", "indemnizacion",
        "somos legalmente responsaveis", "assumimos a responsabilidade legal", "admitimos", "nossa negligencia", "quebra de contrato", "perdas e danos", "indenizacao", "indemnizacao");

    public static readonly SearchValues<string> Guarantee = Of(
        "we guarantee", "guaranteed", "we promise", "i promise", "never happen again", "not happen again", "without fail", "for sure", "definitely arrive", "will definitely",
        "wir garantieren", "garantiert", "wir versprechen", "nie wieder vorkommen", "nicht wieder vorkommen", "nicht mehr vorkommen", "ganz sicher", "auf jeden fall",
        "nous garantissons", "garanti", "nous promettons", "ne se reproduira plus", "sans faute", "a coup sur",
        "garantizamos", "garantizado", "prometemos", "no volvera a ocurrir", "no volvera a suceder", "sin falta", "con toda seguridad",
        "garantimos", "garantido", "prometemos", "nao voltara a acontecer", "nao vai acontecer novamente", "sem falta", "com certeza absoluta");

    public static readonly SearchValues<string> Internal = Of(
        "policy book", "playbook", "policy engine", "risk score", "abuse score", "abuse risk", "fraud score", "confidence score", "failure mode", "root cause", "expected value", "approval queue", "escalation path", "ladder rung",
        "workflow", "system prompt", "language model", "internal note", "internally", "sla breach", "margin", "lifetime value", "customer value", "holdout", "leakage", "case id",
        "regelwerk", "risikowert", "betrugswert", "freigabewarteschlange", "fehlermodus", "interne notiz", "intern", "marge", "kundenwert", "sprachmodell",
        "score de risque", "score de fraude", "file d approbation", "note interne", "en interne", "marge", "valeur client", "modele de langage",
        "puntuacion de riesgo", "puntuacion de fraude", "cola de aprobacion", "nota interna", "internamente", "margen", "valor del cliente", "modelo de lenguaje",
        "pontuacao de risco", "pontuacao de fraude", "fila de aprovacao", "nota interna", "margem", "valor do cliente", "modelo de linguagem");

    public static readonly SearchValues<string> Offer = Of(
        "discount", "voucher", "coupon", "promo code", "gift card", "store credit", "free gift", "special offer", "rabatt", "gutschein", "rabattcode", "sonderangebot", "geschenkkarte",
        "remise", "bon d achat", "code promo", "carte cadeau", "offre speciale", "un avoir", "descuento", "cupon", "vale de compra", "tarjeta regalo", "oferta especial", "desconto", "cupom", "cupao", "vale presente", "vale compras", "cartao presente", "oferta especial");

    public static readonly SearchValues<string> Apology = Of(
        "sorry", "apologise", "apologize", "apologies", "apology", "entschuldigung", "entschuldigen", "tut uns leid", "tut mir leid", "bedauern", "desole", "desoles", "desolee", "excuses", "nous excusons", "regrettons",
        "lo sentimos", "lo siento", "disculpas", "disculpe", "lamentamos", "desculpe", "desculpas", "pedimos desculpa", "sentimos muito");

    /// <summary>Words by which a message says that a machine writes.</summary>
    public static readonly SearchValues<string> Machine = Of(
        "automated", "automatic", "automatically", "ai assistant", "virtual assistant", "automatisch", "automatischer", "automatisierter", "automatisierte", "ki assistent", "automatique", "automatise", "automatisee", "assistant virtuel",
        "automatico", "automatica", "automatizado", "automatizada", "asistente virtual", "assistente automatico", "assistente virtual");

    /// <summary>A sentence with these asks the customer to act; its date is the customer's, not a promise.</summary>
    public static readonly SearchValues<string> CustomersTurn = Of(
        "please", "reply", "answer", "respond", "let us know", "tell us", "by then", "if we do not hear", "bitte", "antworten", "antwort", "teilen sie uns", "geben sie uns", "melden sie sich",
        "merci de", "veuillez", "repondre", "reponse", "repondez", "confirmez", "dites nous", "por favor", "responder", "responda", "respuesta", "confirme", "diganos",
        "resposta", "diga nos", "responda nos");

    private static SearchValues<string> Of(params string[] phrases) =>
        SearchValues.Create([.. phrases.Distinct().Select(phrase => $" {phrase} ")], StringComparison.Ordinal);
}
