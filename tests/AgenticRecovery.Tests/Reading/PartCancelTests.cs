using AgenticRecovery.Cases;
using AgenticRecovery.Tests.Agents;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Reading;

public sealed class PartCancelTests
{
    [Theory]
    [InlineData("Please cancel just the mug from K-1146 and still send the lamp.", true)]
    [InlineData("Bitte stornieren Sie nur den Becher aus K-1, den Rest bitte senden.", true)]
    [InlineData("Annulez seulement la tasse et envoyez la lampe.", true)]
    [InlineData("Quiero cancelar solo la taza roja del pedido K-1.", true)]
    [InlineData("No pedido K-1087, cancelem só a caneca vermelha e enviem o candeeiro.", true)]
    [InlineData("I just want to cancel the order.", false)]
    [InlineData("I found it cheaper, so please cancel the order K-1.", false)]
    [InlineData("Bitte stornieren Sie nur die Bestellung K-1.", false)]
    [InlineData("Ich möchte die ganze Bestellung stornieren, nicht nur die Tasse.", false)]
    [InlineData("Je souhaite annuler la commande et envoyez-moi une confirmation.", false)]
    [InlineData("Quero cancelar o pedido K-1.", false)]
    public void Giving_up_a_part_is_told_from_giving_up_the_order(string text, bool isPart) => Assert.Equal(isPart, PartCancel.IsUttered(text));

    [Theory]
    [InlineData("cancelem só a caneca vermelha e enviem o candeeiro", "L1")]
    [InlineData("please cancel just the coat and still send the scarf", "L2")]
    [InlineData("please cancel only one of the two", null)]
    [InlineData("cancel just the scarf and cancel the coat", null)]
    public void The_line_is_the_one_that_the_cancelling_words_name(string text, string? line)
    {
        var order = Given.Order();
        order = order with { Lines = [order.Lines[0] with { Options = new Dictionary<string, string> { ["color"] = "red" } }, order.Lines[1]] };

        Assert.Equal(line, PartCancel.LineOf(text, order)?.Id.Value);
    }
}
