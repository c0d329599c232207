using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

public sealed class PlainSignsTests
{
    [Theory]
    [InlineData("Se não chegar a tempo, quero cancelar.", true)]
    [InlineData("Please cancel it if it cannot ship by Friday.", true)]
    [InlineData("Wenn es bis Freitag nicht da ist, bitte stornieren.", true)]
    [InlineData("Si no llega el viernes, quiero cancelar el pedido.", true)]
    [InlineData("S'il n'arrive pas vendredi, annulez la commande.", true)]
    [InlineData("Please cancel order 7, I ordered it by mistake.", false)]
    [InlineData("Je souhaite annuler la commande, je n'en ai plus besoin.", false)]
    [InlineData("Quiero cancelar el pedido, he encontrado otro vestido.", false)]
    public void A_cancellation_that_hangs_on_something_is_none_yet(string text, bool isConditional) =>
        Assert.Equal(isConditional, PlainSigns.CancelsOnCondition(text));

    [Theory]
    [InlineData("has SO-7087 been sent yet", true)]
    [InlineData("Buenas, ¿dónde está mi pedido SO-7085", true)]
    [InlineData("ma commande SO-7084 est-elle déjà partie ", true)]
    [InlineData("Moin, wann kommt mein Paket (SO-7083) ungefähr an", true)]
    [InlineData("I sent the coat back a week ago", false)]
    [InlineData("Where is my refund", false)]
    public void A_question_where_the_order_is_is_seen(string sentence, bool asks) => Assert.Equal(asks, PlainSigns.AsksWhere(sentence));

    [Theory]
    [InlineData("Where is my refund for K-2041? I sent the coat back a week ago.", true)]
    [InlineData("Wann bekomme ich mein Geld für K-2042 zurück?", true)]
    [InlineData("Ich warte immer noch auf die Erstattung für K-2049!", true)]
    [InlineData("Où en est le remboursement de ma commande ?", true)]
    [InlineData("¿Cuándo recibiré el reembolso del pedido?", true)]
    [InlineData("Quando recebo o reembolso do pedido?", true)]
    [InlineData("Where is my order?", false)]
    [InlineData("I want my money back.", false)]
    public void A_question_where_the_money_is_is_seen(string text, bool asks) => Assert.Equal(asks, PlainSigns.AsksForRefund(text));

    [Theory]
    [InlineData("La bouilloire est cabossée mais fonctionne. Je la garde si vous faites un geste.", true)]
    [InlineData("It is dented, but I will keep it for a discount.", true)]
    [InlineData("Ich behalte sie trotzdem, wenn Sie mir entgegenkommen.", true)]
    [InlineData("The vase arrived in pieces, photos attached.", false)]
    public void A_choice_to_keep_the_goods_is_seen(string text, bool keeps) => Assert.Equal(keeps, PlainSigns.KeepsItem(text));

    [Theory]
    [InlineData("la lampe ne s'allume plus depuis hier, elle est défectueuse", "item.defect")]
    [InlineData("me habéis enviado una camiseta verde en lugar de la blanca", "item.wrong")]
    [InlineData("You sent me the wrong lamp.", "item.wrong")]
    [InlineData("Das Radio ist kaputt.", "item.defect")]
    [InlineData("I changed my mind about the coat.", null)]
    public void A_fault_of_the_goods_is_seen(string text, string? fault) => Assert.Equal(fault, PlainSigns.FaultIn(text));
}
