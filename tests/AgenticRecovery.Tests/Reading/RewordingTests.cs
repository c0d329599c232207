namespace AgenticRecovery.Tests.Reading;

/// <summary>The same request in other clothes comes to the same moves.</summary>
public sealed class RewordingTests
{
    private readonly SmallShop _shop = new();

    public static TheoryData<string> Requests => new(
        "I want to return the kettle and both mugs.",
        "I want to exchange the kettle for a 2 liter one. Use PayPal for the difference.",
        "I want to cancel order A-100 because it was ordered by mistake.",
        "I want to change the jacket to navy in size L and pay with the card ending in 4411.",
        "I want order A-100 shipped to 5 Quarry Road, Pittsburgh, PA 15213.");

    [Theory]
    [MemberData(nameof(Requests))]
    public void Case_quotes_spaces_and_politeness_change_nothing(string text)
    {
        var plain = SmallShop.Short(_shop.Read(text));

        Assert.NotEmpty(plain);
        Assert.Equal(plain, SmallShop.Short(_shop.Read(text.ToUpperInvariant())), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(plain, SmallShop.Short(_shop.Read(text.ToLowerInvariant())), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(plain, SmallShop.Short(_shop.Read(text.Replace(" ", "  ", StringComparison.Ordinal))));
        Assert.Equal(plain, SmallShop.Short(_shop.Read($"Hello, I hope you are well. {text} Thank you so much for your help!")));
        Assert.Equal(plain, SmallShop.Short(_shop.Read(text.Replace("I want", "Customer wants", StringComparison.Ordinal))));
        Assert.Equal(plain, SmallShop.Short(_shop.Read(text.Replace("I want", "The user wants", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("I want to reutrn the kettle.", "A-200 Return K1 card-1")]
    [InlineData("I want to exchnage the kettle for a 2 liter one.", "A-200 Exchange K1>K2 card-1")]
    [InlineData("I want to return the kettel.", "A-200 Return K1 card-1")]
    public void A_slip_of_the_keyboard_is_mended(string text, string move) => Assert.Equal([move], SmallShop.Short(_shop.Read(text)));
}
