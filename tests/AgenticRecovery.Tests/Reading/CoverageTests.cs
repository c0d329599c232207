namespace AgenticRecovery.Tests.Reading;

/// <summary>Everything a request says is used, or makes a question: a word that is passed over could have taken the wish back.</summary>
public sealed class CoverageTests
{
    private readonly SmallShop _shop = new();

    [Theory]
    [InlineData("But only if it arrives before Friday.")]
    [InlineData("Not if there is a restocking fee.")]
    [InlineData("Do this only after the other order has arrived.")]
    [InlineData("On second thought, I would rather keep everything.")]
    [InlineData("I will decide tomorrow whether to go ahead.")]
    [InlineData("Ask me first before doing anything.")]
    [InlineData("Same for order A-300.")]
    [InlineData("Actually, make it two of them.")]
    [InlineData("Scratch that.")]
    [InlineData("The total must stay under the original amount.")]
    [InlineData("Store credit would be better than the card.")]
    [InlineData("The refund should be sent to a new card.")]
    [InlineData("The mug too.")]
    [InlineData("Half of the refund goes to PayPal and the rest to the gift card.")]
    public void A_sentence_that_means_something_is_never_passed_over(string sentence)
    {
        Assert.NotEmpty(_shop.Read("I want to return the kettle.").Moves);

        Assert.Empty(_shop.Read($"I want to return the kettle. {sentence}").Moves);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("after the other parcel has arrived")]
    [InlineData("with the refund to a friend's card")]
    [InlineData("for someone else")]
    [InlineData("except the blue one")]
    [InlineData("but only partly")]
    [InlineData("and get $20 extra")]
    [InlineData("instead of the other")]
    public void A_phrase_inside_a_wish_is_never_passed_over(string phrase) =>
        Assert.Empty(_shop.Read($"I want to return the kettle {phrase}.").Moves);

    [Theory]
    [InlineData("Thank you very much.")]
    [InlineData("I am in a hurry.")]
    [InlineData("I do not remember the email address.")]
    [InlineData("Have a nice day.")]
    [InlineData("Nora Beck, 97301")]
    [InlineData("Please change nothing else.")]
    [InlineData("The address in my profile should stay as it is.")]
    public void Talk_changes_nothing(string sentence) =>
        Assert.Equal(["A-200 Return K1 card-1"], SmallShop.Short(_shop.Read($"I want to return the kettle. {sentence}")));

    [Theory]
    [InlineData("I do not want to return the kettle.")]
    [InlineData("I don't want to cancel order A-100, it was ordered by mistake.")]
    [InlineData("I may want to return the kettle.")]
    [InlineData("Ship order A-100 to 5 Quarry Road, Pittsburgh, PA 15213 and my order A-200 to the address in the profile.")]
    public void A_wish_that_is_denied_or_open_comes_to_no_move(string text) => Assert.Empty(_shop.Read(text).Moves);

    [Fact]
    public void A_refusal_needs_every_word_to_be_understood()
    {
        Assert.NotNull(_shop.Read("I want to return everything in order A-100.").Declined);

        Assert.Null(_shop.Read("I want to return everything in order A-100 eventually perhaps gladly.").Declined);
    }

    [Fact]
    public void The_one_described_is_meant_and_not_all_that_were_named_before() =>
        Assert.Equal(["A-300 Return M2 gift-1"], SmallShop.Short(_shop.Read("I received two mugs and want to return the green one.")));

    [Fact]
    public void What_only_tells_which_order_is_not_returned() =>
        Assert.Equal(["A-200 Return L2 card-1"], SmallShop.Short(_shop.Read("I want to return the lamp from the delivered order that also has the kettle.")));
}
