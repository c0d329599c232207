using AgenticRecovery.Cases;
using AgenticRecovery.Tests.Reading;
using AgenticRecovery.Triage.Guarding;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Guarding;

/// <summary>A proposal against the customer's words. The small shop: jacket J1 and lamp L1 open in A-100, kettle K1 and lamp L2 delivered in A-200, mugs in A-300.</summary>
public sealed class RequestGuardTests
{
    private readonly SmallShop _shop = new();

    [Fact]
    public void What_the_words_come_to_agrees() =>
        Assert.Equal(RequestMatch.Agrees, Of("Exchange the kettle for a 2 liter one.", Swap("K1", "K2"), "A-200").Match);

    [Fact]
    public void A_variant_the_words_do_not_lead_to_is_doubted() =>
        Doubted("variant", "Exchange the kettle for a 2 liter one.", Swap("K1", "K3"), "A-200");

    [Fact]
    public void An_item_that_is_left_out_is_doubted() =>
        Doubted("left-out", "Return the kettle and the white lamp.", new Move.ReturnForRefund([new LineId("K1")], new PaymentMethodId("card-1")), "A-200");

    [Fact]
    public void An_item_nobody_asked_to_return_is_doubted() =>
        Doubted("not-asked", "Return the kettle.", new Move.ReturnForRefund([new LineId("K1"), new LineId("L2")], new PaymentMethodId("card-1")), "A-200");

    [Fact]
    public void A_return_is_no_exchange() =>
        Doubted("other-wish", "Return the kettle.", Swap("K1", "K2"), "A-200");

    [Fact]
    public void The_other_reason_is_doubted() =>
        Doubted("reason", "Cancel order A-100, I ordered it by mistake.", new Move.CancelOrder("no longer needed"), "A-100");

    [Fact]
    public void A_method_that_was_not_named_is_doubted() =>
        Doubted("method", "Return the kettle.", new Move.ReturnForRefund([new LineId("K1")], new PaymentMethodId("gift-1")), "A-200");

    [Fact]
    public void A_digit_out_of_nowhere_in_an_address_is_against_the_words()
    {
        var to = new Address("Nora Beck", "13 Oak Street", null, "Dallas", "TX", "75201", "USA");

        var finding = Of("Change my default address to 12 Oak Street, Dallas, TX 75201.", new Move.ChangeProfileAddress(to), null);

        Assert.Equal((RequestMatch.Against, "address-part"), (finding.Match, finding.Check));
    }

    [Fact]
    public void Somebody_elses_order_is_against_the_words() =>
        Assert.Equal(RequestMatch.Against, Of("Cancel my order.", new Move.CancelOrder("no longer needed"), "Z-1").Match);

    [Fact]
    public void An_open_order_changed_into_itself_is_doubted() =>
        Doubted("no-change", "Change the jacket to size M.", new Move.EditItems([new ItemSwap(new LineId("J1"), new VariantId("J1"))], new PaymentMethodId("card-1")), "A-100");

    [Fact]
    public void In_a_conversation_a_write_waits_for_a_yes()
    {
        var asked = Conversation("Hello, one thing about my kettle.", "I would rather have another one, a big one, you choose.");
        var agreed = Conversation("Hello, one thing about my kettle.", "I would rather have another one, a big one, you choose.", "Yes, please.");

        Assert.Equal("no-yes", RequestGuard.Review(asked, Swap("K1", "K2"), new OrderId("A-200")).Check);
        Assert.NotEqual("no-yes", RequestGuard.Review(agreed, Swap("K1", "K2"), new OrderId("A-200")).Check);
    }

    [Fact]
    public void Without_a_text_nothing_was_read() =>
        Assert.Equal(RequestMatch.Unread, Of("", Swap("K1", "K2"), "A-200").Match);

    private static Move.Exchange Swap(string line, string to) => new([new ItemSwap(new LineId(line), new VariantId(to))], new PaymentMethodId("card-1"));

    private RequestContext Conversation(params string[] messages) =>
        _shop.Context(string.Join("\n\n", messages)) with { IsConversation = true, LastMessage = messages[^1] };

    private MatchFinding Of(string text, Move move, string? order) =>
        RequestGuard.Review(_shop.Context(text), move, order is null ? null : new OrderId(order));

    private void Doubted(string check, string text, Move move, string order)
    {
        var finding = Of(text, move, order);

        Assert.Equal((RequestMatch.Doubtful, check), (finding.Match, finding.Check));
    }
}
