using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents;

/// <summary>Plain messages for moves without a playbook template, or whose template needs a fact that is not there.</summary>
internal static class PlainTexts
{
    /// <summary>A template in the customer's language, else English. It needs the customer's name and the shop's only.</summary>
    public static string Of(WriterInput input)
    {
        var texts = All.GetValueOrDefault(Main(input.Language)) ?? All["en"];
        var core = input.Question is { Length: > 0 } ? texts.Ask
            : input.Purpose is "holding" ? texts.Holding
            : input.Purpose is "reminder" ? texts.Reminder
            : input.Move is Move.SendPaymentLink or Move.OfferOtherMethod ? texts.Pay
            : input.Move is Move.Decline ? texts.Decline
            : input.Move is Move.Apologise ? texts.Sorry
            : input.Move is Move.Reassure or Move.Explain or Move.UpdatePromise or Move.ProductGuidance ? texts.State
            : texts.Done;
        return $"{texts.Subject}\n{texts.Hello}\n\n{core}\n\n{texts.Close}";
    }

    public static string Notice(string language) => (All.GetValueOrDefault(Main(language)) ?? All["en"]).Notice;

    private static string Main(string language) => language.Split('-', '_')[0].ToLowerInvariant();

    private sealed record Texts(
        string Subject, string Hello, string Ask, string Holding, string Reminder, string Decline, string Pay, string Sorry, string State, string Done, string Close, string Notice);

    private static readonly Dictionary<string, Texts> All = new(StringComparer.Ordinal)
    {
        ["en"] = new(
            "Your order{{#if order.id}} {{order.id}}{{/if}}", "Hello {{customer.firstName}},",
            "We are working on your order and need one answer from you: {{question}}",
            "We are checking your order and will write to you again as soon as we know more. You do not need to do anything.",
            "We are still waiting for your answer about your order. A short reply is enough.",
            "We looked at your request and cannot do this for this order. If you see it differently, please reply and a person will look at it again.",
            "The payment of your order{{#if amount}} over {{amount}}{{/if}} did not go through, so we cannot send it yet. Please pay on the page of your order in your customer account{{#if link}}, or here: {{link}}{{/if}}. If that does not work, just reply.",
            "Something went wrong with your order, and we are sorry about it. We are taking care of it.",
            "Here is how your order stands{{#if carrier}}: it is with {{carrier}}{{#if tracking}}, tracking number {{tracking}}{{/if}}{{/if}}.{{#if date}} It is expected on {{date}}.{{/if}}",
            "We have taken care of your order.{{#if amount}} The amount is {{amount}}.{{/if}} You do not need to do anything.",
            "Kind regards\n{{shop.name}}",
            "This message was written by an automated assistant. To reach a person, just reply."),
        ["de"] = new(
            "Ihre Bestellung{{#if order.id}} {{order.id}}{{/if}}", "Guten Tag {{customer.firstName}},",
            "wir kümmern uns um Ihre Bestellung und brauchen dafür eine Antwort von Ihnen: {{question}}",
            "wir prüfen Ihre Bestellung und schreiben Ihnen wieder, sobald wir mehr wissen. Sie müssen nichts tun.",
            "wir warten noch auf Ihre Antwort zu Ihrer Bestellung. Eine kurze Nachricht genügt.",
            "wir haben Ihren Wunsch geprüft und können ihn bei dieser Bestellung nicht erfüllen. Wenn Sie das anders sehen, antworten Sie bitte; dann sieht es sich ein Mensch noch einmal an.",
            "die Zahlung Ihrer Bestellung{{#if amount}} über {{amount}}{{/if}} hat nicht geklappt, deshalb können wir sie noch nicht verschicken. Bitte bezahlen Sie auf der Seite Ihrer Bestellung im Kundenkonto{{#if link}} oder hier: {{link}}{{/if}}. Klappt das nicht, antworten Sie einfach.",
            "bei Ihrer Bestellung ist etwas nicht gut gelaufen, und das tut uns leid. Wir kümmern uns darum.",
            "so steht es um Ihre Bestellung{{#if carrier}}: sie ist bei {{carrier}}{{#if tracking}}, Sendungsnummer {{tracking}}{{/if}}{{/if}}.{{#if date}} Sie wird am {{date}} erwartet.{{/if}}",
            "wir haben uns um Ihre Bestellung gekümmert.{{#if amount}} Der Betrag ist {{amount}}.{{/if}} Sie müssen nichts tun.",
            "Freundliche Grüße\n{{shop.name}}",
            "Diese Nachricht hat ein automatischer Assistent geschrieben. Einen Menschen erreichen Sie, indem Sie antworten."),
        ["fr"] = new(
            "Votre commande{{#if order.id}} {{order.id}}{{/if}}", "Bonjour {{customer.firstName}},",
            "Nous nous occupons de votre commande et avons besoin d'une réponse de votre part : {{question}}",
            "Nous vérifions votre commande et vous écrirons dès que nous en saurons plus. Vous n'avez rien à faire.",
            "Nous attendons encore votre réponse au sujet de votre commande. Quelques mots suffisent.",
            "Nous avons étudié votre demande et ne pouvons pas la satisfaire pour cette commande. Si vous n'êtes pas d'accord, répondez-nous et une personne la regardera de nouveau.",
            "Le paiement de votre commande{{#if amount}} de {{amount}}{{/if}} n'a pas abouti, nous ne pouvons donc pas encore l'expédier. Vous pouvez payer depuis la page de la commande, dans votre compte client{{#if link}}, ou ici : {{link}}{{/if}}. En cas de difficulté, il suffit de répondre.",
            "Votre commande ne s'est pas déroulée comme prévu, et nous en sommes désolés. Nous nous en occupons.",
            "Voici où en est votre commande{{#if carrier}} : elle est chez {{carrier}}{{#if tracking}}, numéro de suivi {{tracking}}{{/if}}{{/if}}.{{#if date}} Elle est attendue le {{date}}.{{/if}}",
            "Nous nous sommes occupés de votre commande.{{#if amount}} Le montant est de {{amount}}.{{/if}} Vous n'avez rien à faire.",
            "Cordialement\n{{shop.name}}",
            "Ce message a été écrit par un assistant automatique. Pour joindre une personne, il suffit de répondre."),
        ["es"] = new(
            "Su pedido{{#if order.id}} {{order.id}}{{/if}}", "Hola {{customer.firstName}}:",
            "Estamos trabajando en su pedido y necesitamos una respuesta suya: {{question}}",
            "Estamos revisando su pedido y le escribiremos en cuanto sepamos más. No tiene que hacer nada.",
            "Seguimos esperando su respuesta sobre el pedido. Basta con unas palabras.",
            "Hemos estudiado su solicitud y no podemos atenderla en este pedido. Si no está de acuerdo, responda y una persona la revisará de nuevo.",
            "El pago de su pedido{{#if amount}} de {{amount}}{{/if}} no se ha completado, así que todavía no podemos enviarlo. Puede pagar en la página del pedido, en su cuenta de cliente{{#if link}}, o aquí: {{link}}{{/if}}. Si no funciona, responda a este mensaje.",
            "Algo no ha ido bien con su pedido, y lo sentimos. Nos estamos ocupando de ello.",
            "Así está su pedido{{#if carrier}}: lo tiene {{carrier}}{{#if tracking}}, número de seguimiento {{tracking}}{{/if}}{{/if}}.{{#if date}} Se espera para el {{date}}.{{/if}}",
            "Nos hemos ocupado de su pedido.{{#if amount}} El importe es {{amount}}.{{/if}} No tiene que hacer nada.",
            "Un saludo\n{{shop.name}}",
            "Este mensaje lo ha escrito un asistente automático. Para hablar con una persona, basta con responder."),
        ["pt"] = new(
            "A sua encomenda{{#if order.id}} {{order.id}}{{/if}}", "Olá {{customer.firstName}},",
            "Estamos a tratar da sua encomenda e precisamos de uma resposta sua: {{question}}",
            "Estamos a verificar a sua encomenda e voltaremos a escrever assim que soubermos mais. Não precisa de fazer nada.",
            "Ainda aguardamos a sua resposta sobre a encomenda. Basta uma mensagem curta.",
            "Analisámos o seu pedido e não o podemos atender nesta encomenda. Se não concordar, responda e uma pessoa irá analisá-lo de novo.",
            "O pagamento da sua encomenda{{#if amount}} de {{amount}}{{/if}} não foi concluído, por isso ainda não a podemos enviar. Pode pagar na página da encomenda, na sua conta de cliente{{#if link}}, ou aqui: {{link}}{{/if}}. Se não funcionar, responda a esta mensagem.",
            "Algo não correu bem com a sua encomenda, e lamentamos. Estamos a tratar do assunto.",
            "Eis a situação da sua encomenda{{#if carrier}}: está com {{carrier}}{{#if tracking}}, número de seguimento {{tracking}}{{/if}}{{/if}}.{{#if date}} É esperada a {{date}}.{{/if}}",
            "Tratámos da sua encomenda.{{#if amount}} O montante é {{amount}}.{{/if}} Não precisa de fazer nada.",
            "Com os melhores cumprimentos\n{{shop.name}}",
            "Esta mensagem foi escrita por um assistente automático. Para falar com uma pessoa, basta responder."),
    };
}
