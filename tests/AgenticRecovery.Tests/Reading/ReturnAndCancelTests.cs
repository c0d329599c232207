namespace AgenticRecovery.Tests.Reading;

/// <summary>Returns, cancellations, and the way the money goes.</summary>
public sealed class ReturnAndCancelTests
{
    private readonly SmallShop _shop = new();

    [Fact]
    public void Several_things_of_one_order_go_back_together() =>
        Expect("I want to return the kettle and the white lamp.", "A-200 Return K1,L2 card-1");

    [Fact]
    public void Everything_except_one_thing() =>
        Expect("Return everything in order A-200 except the lamp.", "A-200 Return K1 card-1");

    [Fact]
    public void But_not_keeps_a_thing_out() =>
        Expect("I want to return the kettle but not the lamp.", "A-200 Return K1 card-1");

    [Fact]
    public void All_of_one_kind() =>
        Expect("Return both mugs.", "A-300 Return M1,M2 gift-1");

    [Fact]
    public void The_dearer_of_two() =>
        Expect("I received two mugs and only need one. I want to return the more expensive one.", "A-300 Return M2 gift-1");

    [Fact]
    public void A_refund_may_go_to_a_gift_card() =>
        Expect("Return the kettle, refund to my gift card please.", "A-200 Return K1 gift-1");

    [Fact]
    public void A_refund_to_another_card_is_declined()
    {
        var plan = _shop.Read("Return the blue mug and refund it to the card ending in 9020.");

        Assert.Empty(plan.Moves);
        Assert.Contains("gift card", plan.Declined, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pending_order_is_not_returned()
    {
        var plan = _shop.Read("I want to return the jacket.");

        Assert.Empty(plan.Moves);
        Assert.NotNull(plan.Declined);
    }

    [Fact]
    public void A_delivered_order_is_not_cancelled()
    {
        var plan = _shop.Read("Cancel order A-200, I ordered it by mistake.");

        Assert.Empty(plan.Moves);
        Assert.NotNull(plan.Declined);
    }

    [Fact]
    public void A_cancellation_carries_a_reason_of_the_shop() =>
        Expect("Please cancel order A-100. I ordered it accidentally.", "A-100 Cancel ordered by mistake");

    [Fact]
    public void Without_a_reason_the_reason_is_asked()
    {
        var plan = _shop.Read("Please cancel order A-100.");

        Assert.Empty(plan.Moves);
        Assert.Contains("Why", plan.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void A_participle_is_a_wish_too() =>
        Expect("I would like order A-100 cancelled because it is no longer needed.", "A-100 Cancel no longer needed");

    [Fact]
    public void Things_in_several_orders_of_one_kind_make_a_question()
    {
        var plan = _shop.Read("I want to exchange a lamp and return a mug.");

        Assert.Empty(plan.Moves);
        Assert.NotNull(plan.Question);
    }

    [Fact]
    public void A_return_and_an_exchange_of_one_order_exclude_each_other()
    {
        var plan = _shop.Read("Return the white lamp and exchange the kettle for a 2 liter one.");

        Assert.Empty(plan.Moves);
        Assert.Contains("A-200", plan.Question, StringComparison.Ordinal);
    }

    private void Expect(string text, params string[] moves)
    {
        var plan = _shop.Read(text);

        Assert.Null(plan.Question);
        Assert.Equal(moves, SmallShop.Short(plan).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_thing_that_does_not_suit_goes_back_for_money() =>
        Assert.Equal(["A-200 Return K1 card-1"], SmallShop.Short(_shop.Read("The kettle from order A-200 doesn't suit me. I'd like to return it and get my money back to my card.")));

    [Fact]
    public void That_it_does_not_fit_and_was_never_worn_only_explains() =>
        Assert.Equal(["A-200 Return K1 card-1"], SmallShop.Short(_shop.Read("I would like to return the kettle from A-200, it does not fit. I never used it.")));

    [Fact]
    public void Before_it_ships_is_a_time() =>
        Assert.Equal(["A-100 Edit J1>J2 card-1"], SmallShop.Short(_shop.Read("Could you please change the rain jacket to size L before it ships? Order A-100.")));
}
