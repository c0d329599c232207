using AgenticRecovery.Cases;
using AgenticRecovery.Tests.Agents;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

/// <summary>Plain wishes about one order, in the shipped languages. The order holds a wool scarf (there) and a rain coat (not there yet).</summary>
public sealed class PlainWishTests
{
    private static readonly Order Order = Given.Order() with { Status = OrderStatus.Open, Shipments = [] };

    [Theory]
    [InlineData("Could you ship the scarf now and the coat later?")]
    [InlineData("Bitte schicken Sie schon, was da ist, und den Rest später.")]
    [InlineData("Vous pouvez envoyer maintenant ce qui est prêt, le reste plus tard.")]
    [InlineData("Enviad primero lo que tengáis y lo demás después.")]
    [InlineData("Enviem agora o que está pronto e o resto depois.")]
    public void What_is_ready_goes_first(string text) => Assert.Equal(["L1"], Assert.IsType<SplitWish.Now>(SplitWish.Read(text, Order)).Lines!.Select(line => line.Value));

    [Fact]
    public void A_line_that_is_not_there_cannot_go_first() => Assert.Null(Assert.IsType<SplitWish.Now>(SplitWish.Read("Please send the coat now and the scarf later.", Order)).Lines);

    [Theory]
    [InlineData("I would rather get everything in one parcel.")]
    [InlineData("Schicken Sie bitte alles zusammen, ich kann warten.")]
    [InlineData("Je préfère recevoir le tout en une seule livraison.")]
    [InlineData("Prefiero recibir todo junto aunque tarde.")]
    [InlineData("Prefiro receber tudo junto.")]
    public void All_together_is_read(string text) => Assert.IsType<SplitWish.Together>(SplitWish.Read(text, Order));

    [Theory]
    [InlineData("Does it come in one package or in two?")]
    [InlineData("Kommt das in einem Paket oder in zwei?")]
    [InlineData("Est-ce que ce sera un colis ou deux ?")]
    [InlineData("¿Llega en un paquete o en dos?")]
    [InlineData("Vem num pacote, um ou dois?")]
    public void How_many_parcels_is_a_question_and_no_wish(string text) => Assert.IsType<SplitWish.Question>(SplitWish.Read(text, Order));

    [Theory]
    [InlineData("Good evening, please cancel my order O-1001, I changed my plans.", true)]
    [InlineData("Cancel it right away!", true)]
    [InlineData("Bitte stornieren Sie O-1001.", true)]
    [InlineData("Merci d'annuler la commande O-1001.", true)]
    [InlineData("Quiero anular el pedido O-1001.", true)]
    [InlineData("Cancelem a encomenda O-1001, por favor.", true)]
    [InlineData("I am thinking about cancelling, not sure yet.", false)]
    [InlineData("Cancel it, or rather send it faster?", false)]
    [InlineData("Please cancel order O-2002.", false)]
    [InlineData("Please cancel just the scarf and send the rest.", false)]
    [InlineData("If it is not here by Friday, cancel it.", false)]
    [InlineData("Vielleicht möchte ich stornieren.", false)]
    [InlineData("Merci de ne pas annuler, n'annulez rien.", false)]
    [InlineData("Talvez queira cancelar.", false)]
    public void A_plain_cancellation_is_told_from_doubts_parts_and_conditions(string text, bool isPlain) => Assert.Equal(isPlain, CancelWish.IsPlain(text, Order));

    [Theory]
    [InlineData("If you cannot get it in any more, please cancel the order, it is sold out I hear.")]
    [InlineData("Falls der Mantel nicht mehr lieferbar ist, stornieren Sie bitte.")]
    [InlineData("Si l'article n'est plus disponible, annulez la commande.")]
    [InlineData("Si no queda ninguno y está agotado, cancelad el pedido.")]
    public void A_condition_that_the_record_meets_is_a_cancellation(string text)
    {
        var gone = Order with { Lines = [Order.Lines[1]] };

        Assert.True(CancelWish.IsDueAsGone(text, gone, newDate: null));
        Assert.False(CancelWish.IsDueAsGone(text, gone, "2026-11-20"));
        Assert.False(CancelWish.IsDueAsGone(text, Order, newDate: null));
    }

    [Theory]
    [InlineData("I want to return the scarf, the coat I keep.", "L1")]
    [InlineData("Der Mantel (rain coat) geht zurück, den Schal behalte ich.", "L2")]
    [InlineData("Je renvoie le manteau.", "L2")]
    [InlineData("Quiero devolver el abrigo.", "L2")]
    [InlineData("Vou devolver o casaco.", "L2")]
    [InlineData("I want to return it.", null)]
    [InlineData("Can I return the scarf if it does not suit me?", null)]
    [InlineData("I want to return the scarf and the coat, or exchange them.", null)]
    public void The_line_that_goes_back_is_named(string text, string? line) => Assert.Equal(line, ReturnWish.LinesOf(text, Order)?.Single().Id.Value);

    [Theory]
    [InlineData("Please give me store credit instead of the money.", true)]
    [InlineData("Ich hätte lieber einen Gutschein.", true)]
    [InlineData("Je préfère un avoir plutôt qu'un remboursement.", true)]
    [InlineData("Prefiero un vale en lugar del dinero.", true)]
    [InlineData("Prefiro um vale em vez do dinheiro.", true)]
    [InlineData("I paid with a gift card and want to return it.", false)]
    public void Credit_in_place_of_money_is_a_choice(string text, bool wants) => Assert.Equal(wants, MoneySigns.WantsCredit(text));
}
