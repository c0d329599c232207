namespace AgenticRecovery.Tests.Reading;

/// <summary>Other variants of what was ordered: an edit while the order is open, an exchange after delivery.</summary>
public sealed class ItemWishTests
{
    private readonly SmallShop _shop = new();

    [Fact]
    public void What_is_not_said_stays_as_it_is() =>
        Expect("Please change the jacket to size L.", "A-100 Edit J1>J2 card-1");

    [Fact]
    public void A_delivered_thing_is_exchanged_even_when_the_customer_says_modify() =>
        Expect("I'd like to modify the tea kettle to the 2 liter one.", "A-200 Exchange K1>K2 card-1");

    [Fact]
    public void A_pending_thing_is_edited_even_when_the_customer_says_exchange() =>
        Expect("I want to exchange the jacket for a navy one in size L.", "A-100 Edit J1>J4 card-1");

    [Fact]
    public void Two_changes_of_one_order_are_one_edit() =>
        Expect("Change the jacket to size L and the lamp in the pending order to high brightness.", "A-100 Edit J1>J2,L1>L3 card-1");

    [Fact]
    public void Counted_items_may_be_named_behind_a_colon() =>
        Expect("Change two items in order A-100: the jacket to size L, and the lamp to high brightness.", "A-100 Edit J1>J2,L1>L3 card-1");

    [Theory]
    [InlineData("Change the jacket to size L (color and hood as ordered).", "A-100 Edit J1>J2 card-1")]
    [InlineData("I want to return the kettle, nothing else, with the refund to my card.", "A-200 Return K1 card-1")]
    [InlineData("Return the single most expensive item of order A-200.", "A-200 Return K1 card-1")]
    public void Words_that_only_limit_what_is_limited_anyway_change_nothing(string text, string move) => Expect(text, move);

    [Fact]
    public void One_sentence_may_name_things_of_several_orders() =>
        Expect("Exchange the kettle for a stainless steel one and the blue mug for a gray one.",
            "A-200 Exchange K1>K3 card-1", "A-300 Exchange M1>M3 gift-1");

    [Fact]
    public void The_cheapest_means_the_lowest_price_in_stock() =>
        Expect("Exchange the kettle for the cheapest one you have.", "A-200 Exchange K1>K3 card-1");

    [Fact]
    public void The_most_expensive_that_is_in_stock_wins() =>
        Expect("Swap the kettle for the most expensive version.", "A-200 Exchange K1>K2 card-1");

    [Fact]
    public void The_largest_is_the_top_of_the_scale_with_the_rest_unchanged() =>
        Expect("Exchange the kettle for the one with the largest capacity.", "A-200 Exchange K1>K2 card-1");

    [Fact]
    public void Any_colour_but_one_leaves_the_other() =>
        Expect("Exchange the blue mug for any colour but blue or green.", "A-300 Exchange M1>M3 gift-1");

    [Fact]
    public void A_preference_only_breaks_a_tie() =>
        Expect("Exchange the blue mug for another colour. If several colors are available, I prefer gray.", "A-300 Exchange M1>M3 gift-1");

    [Fact]
    public void A_description_tells_which_of_two_is_meant() =>
        Expect("For the white lamp (low brightness), exchange it to black, same brightness.", "A-200 Exchange L2>L1 card-1");

    [Fact]
    public void Same_but_means_that_nothing_else_may_change()
    {
        var plan = _shop.Read("Exchange the kettle for the same one but in 2 liters and stainless steel.");

        Assert.Empty(plan.Moves);
        Assert.Contains("Tea Kettle", plan.Declined, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_variants_that_fit_make_a_question()
    {
        var plan = _shop.Read("Exchange the blue mug for a different color.");

        Assert.Empty(plan.Moves);
        Assert.Contains("Mug", plan.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_one_can_serve_as_the_pattern() =>
        Expect("Change the lamp in order A-100 to the same one as the other I already received.", "A-100 Edit L1>L2 card-1");

    [Fact]
    public void An_order_id_tells_which_of_two_is_meant() =>
        Expect("Exchange the lamp in order A-200 for a black lamp with high brightness.", "A-200 Exchange L2>L3 card-1");

    private void Expect(string text, params string[] moves)
    {
        var plan = _shop.Read(text);

        Assert.Null(plan.Question);
        Assert.Equal(moves, SmallShop.Short(plan).Order(StringComparer.Ordinal));
    }
}
