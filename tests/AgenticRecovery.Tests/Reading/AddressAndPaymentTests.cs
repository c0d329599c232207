namespace AgenticRecovery.Tests.Reading;

/// <summary>Where it goes and what pays for it.</summary>
public sealed class AddressAndPaymentTests
{
    private readonly SmallShop _shop = new();

    [Fact]
    public void A_known_address_may_be_named_by_its_city() =>
        Expect("Change the address of my pending order to my Salem address.", "A-100 Ship 4 Mill Lane, Salem OR 97301");

    [Fact]
    public void The_default_address_is_that_of_the_profile() =>
        Expect("Please change the shipping address of order A-100 to my default address.", "A-100 Ship 4 Mill Lane, Salem OR 97301");

    [Fact]
    public void The_address_of_another_order_can_be_pointed_to() =>
        Expect("Update my default address to match order A-100.", "profile 77 Harbor Road, Boston MA 02110");

    [Fact]
    public void A_new_address_is_read_with_its_state_from_the_postal_code() =>
        Expect("Change my default address to 12 Oak Street, Apt 4, Dallas, 75201.", "profile 12 Oak Street, Dallas TX 75201");

    [Fact]
    public void Profile_and_order_can_change_together() =>
        Expect("Change my default address and the address of my pending order to 12 Oak Street, Dallas, TX 75201.",
            "A-100 Ship 12 Oak Street, Dallas TX 75201", "profile 12 Oak Street, Dallas TX 75201");

    [Fact]
    public void The_address_changes_before_the_items()
    {
        var plan = _shop.Read("Change the jacket in order A-100 to size L and ship order A-100 to my Salem address.");

        Assert.Equal(["A-100 Ship 4 Mill Lane, Salem OR 97301", "A-100 Edit J1>J2 card-1"], SmallShop.Short(plan));
    }

    [Fact]
    public void An_address_that_is_not_known_is_asked_for()
    {
        var plan = _shop.Read("Ship order A-100 to my parents' place.");

        Assert.Empty(plan.Moves);
        Assert.Contains("address", plan.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_method_pays_the_difference() =>
        Expect("Change the jacket to size L and charge the difference to PayPal.", "A-100 Edit J1>J2 paypal-1");

    [Fact]
    public void The_last_four_digits_name_a_card() =>
        Expect("Change the jacket to size L, using the card ending in 9020.", "A-100 Edit J1>J2 card-2");

    [Fact]
    public void A_gift_card_that_cannot_cover_the_difference_falls_back() =>
        // The kettle of 2 liters costs 15.00 more, the gift card holds 10.00.
        Expect("Exchange the kettle for a 2 liter one. Use my gift card for the difference; otherwise PayPal.", "A-200 Exchange K1>K2 paypal-1");

    [Fact]
    public void The_payment_of_an_open_order_can_change() =>
        Expect("Change the payment for order A-100 to PayPal.", "A-100 Pay paypal-1");

    private void Expect(string text, params string[] moves)
    {
        var plan = _shop.Read(text);

        Assert.Null(plan.Question);
        Assert.Equal(moves, SmallShop.Short(plan).Order(StringComparer.Ordinal));
    }
}
