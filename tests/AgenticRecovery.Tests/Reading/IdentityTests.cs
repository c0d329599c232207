using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Reading;

public sealed class IdentityTests
{
    [Fact]
    public void A_name_beside_a_postal_code_is_found()
    {
        var claims = Identity.Find("Customer:\nNora Beck in zip code 97301\n\nWants to return a kettle.");

        Assert.Equal(("Nora", "Beck", "97301"), (claims.FirstName, claims.LastName, claims.PostalCode));
    }

    [Fact]
    public void An_address_of_mail_does_not_swallow_the_full_stop() =>
        Assert.Equal(["nora.beck12@mail.example"], Identity.Find("You can reach me at nora.beck12@mail.example.").Emails);

    [Fact]
    public void A_user_id_is_no_payment_method() =>
        Assert.Equal("nora_beck_1204", Identity.Find("Refund gift_card_5566 of nora_beck_1204, please.").UserId);

    [Theory]
    [InlineData("order #W1234567 and #W7654321", "#W1234567,#W7654321")]
    [InlineData("order W1234567", "#W1234567")]
    [InlineData("my order 1042 is late", "1042")]
    [InlineData("see #1042.", "#1042")]
    [InlineData("nothing here in 1999", "")]
    public void Order_ids_are_found_as_the_shop_writes_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(",", Identity.Find(text).OrderIds));

    [Fact]
    public void The_last_four_digits_of_a_card_and_the_city_are_claims_too()
    {
        var claims = Identity.Find("I am Nora Beck, I live in New York. The card ending in 4411 was charged.");

        Assert.Equal(("4411", "New York"), (claims.CardLastFour, claims.City));
    }

    [Fact]
    public void Nothing_is_claimed_where_nothing_is_said() =>
        Assert.True(Identity.Find("The kettle leaks.").IsEmpty);
}
