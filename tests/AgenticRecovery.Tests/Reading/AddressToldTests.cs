using AgenticRecovery.Cases;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

public sealed class AddressToldTests
{
    private static readonly OrderId Order = new("O-1001");

    private static Address At(string street, string city, string code, string country) => new("Ana Lima", street, null, city, null, code, country);

    [Theory]
    [InlineData("Bitte liefern Sie an Rosenweg 8, 01099 Dresden.", "Rosenweg 8", "01099", "Dresden")]
    [InlineData("Die Adresse ist Lange Straße 12a in 28195 Bremen, bitte ändern.", "Lange Straße 12a", "28195", "Bremen")]
    [InlineData("Livrez plutôt au 3 rue de la Paix, 75002 Paris.", "3 rue de la Paix", "75002", "Paris")]
    [InlineData("Enviadlo a Calle del Sol 14, 28013 Madrid.", "Calle del Sol 14", "28013", "Madrid")]
    [InlineData("Mandem para a Rua do Carmo 7, 1200-093 Lisboa.", "Rua do Carmo 7", "1200-093", "Lisboa")]
    [InlineData("Please deliver to 22 Mill Road, Leeds LS1 4AP.", "22 Mill Road", "LS1 4AP", "Leeds")]
    [InlineData("Send it to 9 Abbey Street, Galway H91 AB12 please.", "9 Abbey Street", "H91 AB12", "Galway")]
    public void A_whole_address_is_taken_word_for_word(string text, string street, string code, string city)
    {
        var told = AddressTold.In(text, At("Hafenstraße 3", "Kiel", "24103", "DE"), Order);

        Assert.Equal((street, code, city), (told?.Street, told?.PostalCode, told?.City));
    }

    [Fact]
    public void The_records_street_with_another_number_keeps_its_town()
    {
        var record = At("Lindenweg 7", "Bremen", "28195", "DE");

        Assert.Equal(record with { Street = "Lindenweg 71" }, AddressTold.In("Ich habe Lindenweg 7 statt Lindenweg 71 angegeben.", record, Order));
        Assert.Equal(record with { Street2 = "Wohnung 12" }, AddressTold.In("In der Adresse fehlt: Wohnung 12", record, Order));
    }

    [Theory]
    [InlineData("Lindenweg 7, 28195 Bremen stimmt.")]
    [InlineData("Rosenweg 8, 01099 Dresden oder Ringstraße 4, 01099 Dresden?")]
    [InlineData("Please send it to my office.")]
    [InlineData("Ich warte seit 28195 Minuten.")]
    [InlineData("My flat 4 neighbour took it.")]
    public void Doubt_and_the_same_address_change_nothing(string text) => Assert.Null(AddressTold.In(text, At("Lindenweg 7", "Bremen", "28195", "DE"), Order));
}
