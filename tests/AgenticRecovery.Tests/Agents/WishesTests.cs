using AgenticRecovery.Cases;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Agents;

/// <summary>Whether the customer asked is code's to say, not a model's.</summary>
public sealed class WishesTests
{
    private static readonly OrderId Own = new("AO-1001");
    private static readonly Move Cancel = new Move.CancelOrder("other");

    [Theory]
    [InlineData("Please cancel order AO-1001.")]
    [InlineData("I ordered this by mistake, please cancel it.")]
    [InlineData("Bitte stornieren Sie meine Bestellung AO-1001.")]
    [InlineData("Je souhaite annuler la commande AO-1001.")]
    [InlineData("Quiero anular el pedido AO-1001, gracias.")]
    [InlineData("Quero desistir da encomenda AO-1001.")]
    public void A_wish_to_cancel_is_seen_in_five_languages(string text)
    {
        Assert.True(Wishes.MayMean(Cancel, Own, text));
    }

    [Theory]
    [InlineData("Hello, where is my order AO-1001?")]
    [InlineData("Wo ist meine Bestellung AO-1001?")]
    [InlineData("Thanks, I must look it up. Cancel order AV-2002 at once.")]
    public void Who_asks_where_an_order_is_or_names_another_has_not_asked_to_cancel_this_one(string text)
    {
        Assert.False(Wishes.MayMean(Cancel, Own, text));
    }

    [Fact]
    public void With_two_wishes_each_belongs_to_the_order_of_its_sentence()
    {
        const string Text = "Please cancel order AO-1001. For order AO-3003 send me another size.";
        var edit = new Move.EditItems([], null);

        Assert.True(Wishes.MayMean(Cancel, Own, Text));
        Assert.False(Wishes.MayMean(Cancel, new OrderId("AO-3003"), Text));
        Assert.True(Wishes.MayMean(edit, new OrderId("AO-3003"), Text));
        Assert.False(Wishes.MayMean(edit, Own, Text));
    }

    [Fact]
    public void What_nobody_must_ask_for_needs_no_words()
    {
        Assert.True(Wishes.MayMean(new Move.Reassure("x"), Own, ""));
    }
}
