using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;

namespace AgenticRecovery.Tests.Desk;

public sealed class EditedMoveTests
{
    private static readonly VerdictForm Empty = new() { Proposal = "p", Hash = "h", Word = "edit", Words = "" };

    [Fact]
    public void A_changed_amount_keeps_the_rest_of_the_move()
    {
        var was = new Move.PartialRefund(new Money(20_00, Currency.Eur), "damaged");

        Assert.Equal(was with { Amount = new Money(12_50, Currency.Eur) }, EditedMove.Read(was, Empty with { Amount = "12.50" }));
    }

    [Theory]
    [InlineData("12,50")]
    [InlineData("12.505")]
    [InlineData("-3")]
    [InlineData("twelve")]
    public void An_amount_that_could_be_misread_is_refused(string amount)
    {
        var was = new Move.StoreCredit(new Money(20_00, Currency.Eur));

        Assert.Throws<BadInputException>(() => EditedMove.Read(was, Empty with { Amount = amount }));
    }

    [Fact]
    public void An_address_is_edited_field_by_field()
    {
        var was = new Move.ChangeAddress(new Address("Ada Lind", "Weg 1", null, "Ulm", null, "89073", "DE"));

        var now = EditedMove.Read(was, Empty with { Name = "Ada Lind", Street = "Weg 2", City = "Ulm", PostalCode = "89073", Country = "de" });

        Assert.Equal(new Move.ChangeAddress(was.To with { Street = "Weg 2" }), now);
    }

    [Theory]
    [InlineData("Quiero hablar con un responsable.", true)]
    [InlineData("PERSON", true)]
    [InlineData("Ich möchte mit einem Menschen sprechen", true)]
    [InlineData("Can I talk to a real person?", true)]
    [InlineData("The parcel went to a person I do not know.", false)]
    public void A_wish_for_a_person_is_heard(string text, bool expected) => Assert.Equal(expected, PersonWish.In(text));
}
