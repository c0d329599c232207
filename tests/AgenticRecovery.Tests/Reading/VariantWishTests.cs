using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Reading;

public sealed class VariantWishTests
{
    private static readonly Product Coat = new(new ProductId("P-COAT"), "Wool coat",
    [
        Variant("COAT-BLK-M", "black", "M", 5), Variant("COAT-BLK-L", "black", "L", 5), Variant("COAT-GRY-M", "grey", "M", 2), Variant("COAT-BLK-S", "black", "S", 0),
    ]);

    [Theory]
    [InlineData("Hallo, der Mantel aus A-1 ist zu klein. Kann ich ihn gegen Größe L tauschen?", "COAT-BLK-L")]
    [InlineData("Bonjour, le manteau est trop petit. Puis-je l'échanger contre la taille L ?", "COAT-BLK-L")]
    [InlineData("Hola, pedí la talla M pero necesito la L. ¿Podéis cambiarla?", "COAT-BLK-L")]
    [InlineData("Olá, o casaco ficou pequeno. Posso trocar pelo tamanho L?", "COAT-BLK-L")]
    [InlineData("Bitte ändern Sie den Mantel auf grau, Größe M.", "COAT-GRY-M")]
    public void Another_size_or_colour_is_read_in_the_shipped_languages(string text, string variant) =>
        Assert.Equal(variant, Assert.IsType<VariantWish.Swap>(VariantWish.Read(text, Order(1), [Coat])).To.Id.Value);

    [Theory]
    [InlineData("Der Mantel ist zu klein. Ich möchte ihn tauschen oder mein Geld zurück, Größe L.")] // money is a wish of its own
    [InlineData("Kann ich ihn gegen Größe L oder S tauschen?")] // two values
    [InlineData("Der Mantel in L gefällt mir.")] // no word for swapping
    [InlineData("Kann ich den Mantel tauschen?")] // into what?
    public void What_is_not_plain_is_not_read(string text) => Assert.Null(VariantWish.Read(text, Order(1), [Coat]));

    [Fact]
    public void A_size_that_is_sold_out_is_said_to_be_so() =>
        Assert.Contains("out of stock", Assert.IsType<VariantWish.NotThere>(VariantWish.Read("Kann ich ihn gegen Größe S tauschen?", Order(1), [Coat])).Why, StringComparison.Ordinal);

    [Fact]
    public void With_two_units_nobody_knows_which_is_meant() =>
        Assert.Null(VariantWish.Read("Kann ich ihn gegen Größe L tauschen?", Order(2), [Coat]));

    private static Variant Variant(string id, string color, string size, int stock) =>
        new(new VariantId(id), new Money(140_00, Currency.Eur), stock > 0, new Dictionary<string, string> { ["color"] = color, ["size"] = size }) { Stock = stock };

    private static Order Order(int quantity)
    {
        var price = new Money(140_00, Currency.Eur);
        return new Order
        {
            Id = new OrderId("A-1"),
            Customer = new CustomerId("C-1"),
            Status = OrderStatus.Delivered,
            Currency = Currency.Eur,
            PlacedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            ShipTo = new Address("A. B.", "Weg 1", null, "Ulm", null, "89073", "DE"),
            Lines = [new OrderLine(new LineId("A-1-1"), Coat.Id, new VariantId("COAT-BLK-M"), Coat.Name, quantity, price) { Options = Coat.Variants[0].Options }],
            Total = price,
            Paid = price,
            Refunded = Money.Zero(Currency.Eur),
            ShippingFee = Money.Zero(Currency.Eur),
        };
    }
}
