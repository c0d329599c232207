namespace AgenticRecovery.Tests.Reading;

/// <summary>Other ways to say a wish come to the same moves, and near ways that mean something else do not.</summary>
public sealed class RewordedTests
{
    private readonly SmallShop _shop = new();

    [Theory]
    [InlineData("The kettle should go back to you.", "A-200 Return K1 card-1")]
    [InlineData("Please take back the kettle.", "A-200 Return K1 card-1")]
    [InlineData("I received two mugs. I want both returned.", "A-300 Return M1,M2 gift-1")]
    [InlineData("Return everything from order A-300 but the green mug.", "A-300 Return M1 gift-1")]
    [InlineData("Return the blue mug, not the green one.", "A-300 Return M1 gift-1")]
    [InlineData("I am happy with the kettle and the blue mug but the green mug must go back.", "A-300 Return M2 gift-1")]
    [InlineData("Make the jacket a navy one in size L.", "A-100 Edit J1>J4 card-1")]
    [InlineData("The jacket should become size L, everything else the same.", "A-100 Edit J1>J2 card-1")]
    [InlineData("Scrap order A-100, I don't need those things any longer.", "A-100 Cancel no longer needed")]
    [InlineData("Cancel the order going to Boston, it was ordered by mistake.", "A-100 Cancel ordered by mistake")]
    [InlineData("Order A-100 was meant for home. The order should go to 5 Quarry Road, Pittsburgh, PA 15213.", "A-100 Ship 5 Quarry Road, Pittsburgh PA 15213")]
    public void A_wish_said_otherwise_is_the_same_wish(string text, string move) => Assert.Equal([move], SmallShop.Short(_shop.Read(text)));

    [Theory]
    [InlineData("I want to return the kettle. I take it back.")]
    [InlineData("I want to return the kettle. Everything else should be returned as well.")]
    [InlineData("I want to return the kettle. The refund should go back to a new card.")]
    [InlineData("I want to return the kettle. Hands off my orders.")]
    [InlineData("Cancel order A-100, it was ordered by mistake, and refund it to a different card.")]
    [InlineData("Customer wants the order with the jacket and the order with the kettle cancelled, they are no longer needed.")]
    [InlineData("Customer wants the jacket in navy and the kettle returned.")]
    [InlineData("I will keep one of the mugs. Return the rest.")]
    public void What_may_mean_something_else_comes_to_no_move(string text) => Assert.Empty(_shop.Read(text).Moves);

    // The lamp of 30.00 becomes one of 41.00: 11.00 more.
    [Theory]
    [InlineData("but only if it costs no more than $11 extra", 1)]
    [InlineData("but only if it costs less than $11 more", 0)]
    [InlineData("as long as the difference is less than eleven fifty", 0)]
    public void A_limit_on_what_it_costs_more_is_kept(string limit, int moves) =>
        Assert.Equal(moves, _shop.Read($"Change the lamp in order A-100 to one with high brightness, same color, {limit}.").Moves.Count);

    [Fact]
    public void The_price_decides_between_values_that_are_both_fine() =>
        Assert.Equal(["A-100 Edit J1>J2 card-1"], SmallShop.Short(_shop.Read("Change the jacket to size L in navy or red, whichever is cheaper.")));

    [Fact]
    public void A_new_way_of_paying_also_pays_for_the_change_of_the_same_order() => Assert.Equal(
        ["A-100 Pay paypal-1", "A-100 Edit J1>J2 paypal-1"],
        SmallShop.Short(_shop.Read("For order A-100: change the payment to PayPal. For order A-100, change the jacket to size L, everything else the same.")).OrderByDescending(move => move, StringComparer.Ordinal));

    [Theory]
    [InlineData("The kettle should go back to you.")]
    [InlineData("Turn the jacket in my open order into a navy one in size L.")]
    public void What_a_move_rests_on_stands_in_the_text_as_it_was_written(string text) =>
        Assert.All(_shop.Read(text).Moves.SelectMany(move => move.Quotes), quote => Assert.Contains(quote, text, StringComparison.Ordinal));
}
