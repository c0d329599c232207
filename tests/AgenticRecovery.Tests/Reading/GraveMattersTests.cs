using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

public sealed class GraveMattersTests
{
    [Theory]
    [InlineData("The kettle leaked boiling water and burnt my hand.")]
    [InlineData("My son got hurt when the chair broke.")]
    [InlineData("Mein Kind hat sich an der Kante verletzt.")]
    [InlineData("Ich habe mir an der Lampe die Finger verbrannt.")]
    [InlineData("Le vase a éclaté et je me suis coupée à la main.")]
    [InlineData("Ma fille est blessée à cause de la chaise.")]
    [InlineData("La tetera goteaba y me he quemado la mano.")]
    [InlineData("A chaleira entornou e queimei-me na mão.")]
    public void Somebody_hurt_is_seen_in_five_languages(string text) => Assert.Equal(GraveMatter.Injury, GraveMatters.In(text));

    [Theory]
    [InlineData("You will hear from my lawyer.")]
    [InlineData("If this is not settled I will take you to court.")]
    [InlineData("Mein Anwalt wird sich bei Ihnen melden, ich verlange Schadenersatz.")]
    [InlineData("Sonst leite ich rechtliche Schritte ein.")]
    [InlineData("Mon avocat prendra contact avec vous.")]
    [InlineData("Mi abogado se pondrá en contacto con ustedes.")]
    [InlineData("O meu advogado vai contactar-vos.")]
    public void The_law_is_seen_in_five_languages(string text) => Assert.Equal(GraveMatter.Law, GraveMatters.In(text));

    [Theory]
    [InlineData("Please delete all my data.")]
    [InlineData("I want a copy of the personal data you hold about me.")]
    [InlineData("Bitte löschen Sie alle meine Daten, auch die zur Bestellung.")]
    [InlineData("Ich bitte um Auskunft über meine gespeicherten Daten.")]
    [InlineData("Supprimez toutes mes données, s'il vous plaît.")]
    [InlineData("Quiero que borren mis datos.")]
    [InlineData("Peço que apaguem todos os meus dados.")]
    public void A_right_over_data_is_seen_in_five_languages(string text) => Assert.Equal(GraveMatter.Privacy, GraveMatters.In(text));

    [Theory]
    [InlineData("Where is my order K-1? It should have been here on Friday.")]
    [InlineData("The vase arrived broken, photos attached.")]
    [InlineData("Please remove the mug from my order and cut the price.")]
    [InlineData("Die Vase ist kaputt angekommen, bitte Ersatz.")]
    [InlineData("Bitte stornieren Sie die Bestellung.")]
    [InlineData("Je voudrais supprimer un article de ma commande.")]
    [InlineData("¿Pueden eliminar una línea de mi pedido?")]
    [InlineData("Podem entregar depois do feriado?")]
    [InlineData("You claimed it would suit the kitchen; the colour is different.")]
    public void An_ordinary_mail_is_not_grave(string text) => Assert.Null(GraveMatters.In(text));
}
