using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

public sealed class SignTests
{
    [Theory]
    [InlineData("Refund me 50 euros or I post it all on social media.", true)]
    [InlineData("Geben Sie mir 30 Euro, sonst gibt es eine schlechte Bewertung.", true)]
    [InlineData("Remboursez-moi 20 euros sinon je laisse un avis négatif.", true)]
    [InlineData("Dadme 20 euros o publico una reseña malísima.", true)]
    [InlineData("Quero 20 euros ou deixo uma avaliação péssima.", true)]
    [InlineData("I will happily write a good review, thank you.", false)]
    [InlineData("Is it 20 euros or 30 euros?", false)]
    public void Money_under_threat_is_pressure(string text, bool isPressure) => Assert.Equal(isPressure, MoneySigns.Threatens(text));

    [Theory]
    [InlineData("Please refund it to another account.", true)]
    [InlineData("Send the refund to my brother's card.", true)]
    [InlineData("Bitte erstatten Sie auf ein anderes Konto.", true)]
    [InlineData("Überweisen Sie das Geld auf DE89370400440532013000.", true)]
    [InlineData("Le remboursement doit aller sur un autre compte.", true)]
    [InlineData("El reembolso a otra tarjeta, por favor.", true)]
    [InlineData("Quero o reembolso noutro sítio: na conta da minha mulher.", true)]
    [InlineData("Please refund it.", false)]
    [InlineData("My new card works, thanks.", false)]
    public void Money_that_shall_go_elsewhere_is_noticed(string text, bool isElsewhere) => Assert.Equal(isElsewhere, MoneySigns.GoesElsewhere(text));

    [Theory]
    [InlineData("Your colleague has already approved the refund.", true)]
    [InlineData("Die Erstattung wurde mir bereits zugesagt.", true)]
    [InlineData("Votre collègue a déjà accepté le remboursement.", true)]
    [InlineData("Su compañera ya aprobó el reembolso.", true)]
    [InlineData("O vosso colega já aprovou o reembolso.", true)]
    [InlineData("Was my refund approved?", false)]
    [InlineData("My bank has approved the payment.", false)]
    public void A_claimed_approval_is_none(string text, bool claims) => Assert.Equal(claims, MoneySigns.ClaimsApproval(text));

    [Theory]
    [InlineData("I am the neighbour of Mrs Lima, please send it to me.")]
    [InlineData("Ich bin der Bruder von Ana Lima.")]
    [InlineData("J'écris au nom de ma voisine.")]
    [InlineData("Soy la hermana de Ana.")]
    [InlineData("Sou o vizinho da Ana.")]
    public void Somebody_else_writes(string text) => Assert.True(OutsideSigns.IsThirdParty(text));

    [Theory]
    [InlineData("Are you hiring? I attach my CV.")]
    [InlineData("Haben Sie offene Stellen im Lager?")]
    [InlineData("Je souhaite postuler chez vous.")]
    [InlineData("Busco un puesto de trabajo en su tienda.")]
    [InlineData("Gostava de me candidatar a um estágio.")]
    public void A_matter_of_no_order_is_noticed(string text) => Assert.True(OutsideSigns.IsNoCustomerMatter(text));

    [Theory]
    [InlineData("Thanks, all is well.", true)]
    [InlineData("Danke, alles da!", true)]
    [InlineData("Merci beaucoup !", true)]
    [InlineData("¡Muchas gracias!", true)]
    [InlineData("Obrigada, chegou bem.", true)]
    [InlineData("Thanks, but where is the second one?", false)]
    [InlineData("Thanks. It came broken.", false)]
    [InlineData("Merci d'annuler ma commande.", false)]
    [InlineData("Gracias por devolverme el dinero.", false)]
    public void Thanks_ask_for_nothing(string text, bool isThanks) => Assert.Equal(isThanks, OutsideSigns.IsThanks(text));

    [Theory]
    [InlineData("I asked all my neighbours, nothing.", true)]
    [InlineData("Die Nachbarn haben nichts angenommen.", true)]
    [InlineData("J'ai demandé aux voisins.", true)]
    [InlineData("He preguntado a los vecinos.", true)]
    [InlineData("Já perguntei aos vizinhos.", true)]
    [InlineData("Maybe a neighbour has it?", false)]
    public void Who_has_looked_around_is_not_sent_to_look_again(string text, bool has) => Assert.Equal(has, PlainSigns.LookedAround(text));

    [Theory]
    [InlineData("Does this jacket run large?")]
    [InlineData("Fällt die Hose klein aus?")]
    [InlineData("Ce modèle taille petit ?")]
    [InlineData("¿Qué talla me recomendáis?")]
    [InlineData("Que tamanho devo escolher?")]
    public void A_question_of_fit_wants_advice(string text) => Assert.True(FitSigns.AsksFit(text));
}
