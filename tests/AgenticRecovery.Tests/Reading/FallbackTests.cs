namespace AgenticRecovery.Tests.Reading;

/// <summary>Wishes with conditions: each fallback is tried in its turn and only when the one before it cannot be had.</summary>
public sealed class FallbackTests
{
    private readonly SmallShop _shop = new();

    [Fact]
    public void A_relaxed_wish_is_used_when_the_first_is_out_of_stock() =>
        Expect("Exchange the kettle for a 2 liter stainless steel one. If that is not available, glass is fine.", "A-200 Exchange K1>K2 card-1");

    [Fact]
    public void A_fallback_is_ignored_when_the_wish_can_be_had() =>
        Expect("Exchange the kettle for a 2 liter one. If that is not possible, return it.", "A-200 Exchange K1>K2 card-1");

    [Fact]
    public void A_return_may_stand_in_for_an_exchange() =>
        Expect("Exchange the kettle for a 2 liter stainless steel one. If that is not possible, return it.", "A-200 Return K1 card-1");

    [Fact]
    public void Where_one_line_cannot_be_cancelled_the_whole_order_may_be() =>
        Expect("I no longer need the jacket. If you cannot cancel a single item, cancel the whole order.", "A-100 Cancel no longer needed");

    [Fact]
    public void No_action_is_a_fallback_too()
    {
        var plan = _shop.Read("Cancel the jacket in my pending order. If that is not possible, do nothing.");

        Assert.Empty(plan.Moves);
        Assert.Null(plan.Question);
    }

    [Fact]
    public void A_person_is_called_when_the_customer_asks_for_one_instead()
    {
        var plan = _shop.Read("Return the kettle and refund it to PayPal. If PayPal is not possible, transfer me to a human agent.");

        Assert.True(plan.WantsPerson);
        Assert.Empty(plan.Moves);
    }

    [Fact]
    public void A_way_of_paying_has_fallbacks_of_its_own() =>
        Expect("Return the kettle and refund it to PayPal. If that is not possible, use the original payment method.", "A-200 Return K1 card-1");

    [Fact]
    public void A_condition_belongs_to_the_thing_it_names() =>
        Expect("Exchange the kettle for a 2 liter stainless steel one and the blue mug for a gray one. If there is no such kettle, just exchange the mug.",
            "A-300 Exchange M1>M3 gift-1");

    [Fact]
    public void A_price_limit_is_checked_on_the_new_thing() =>
        Expect("What is the cheapest tea kettle? If it is under $40, exchange mine for it; otherwise return mine.", "A-200 Return K1 card-1");

    [Fact]
    public void A_change_on_being_asked_replaces_the_wish() =>
        Expect("Return the kettle. When asked to confirm, I would switch to returning the blue mug.", "A-300 Return M1 gift-1");

    [Fact]
    public void A_condition_that_is_not_understood_makes_a_question()
    {
        var plan = _shop.Read("Return the kettle unless my sister wants it.");

        Assert.Empty(plan.Moves);
        Assert.Contains("unless", plan.Question, StringComparison.Ordinal);
    }

    private void Expect(string text, params string[] moves)
    {
        var plan = _shop.Read(text);

        Assert.Null(plan.Question);
        Assert.Equal(moves, SmallShop.Short(plan).Order(StringComparer.Ordinal));
    }
}
