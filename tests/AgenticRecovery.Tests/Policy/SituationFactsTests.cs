using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Triage;
using static AgenticRecovery.Tests.Policy.Situations;

namespace AgenticRecovery.Tests.Policy;

public sealed class SituationFactsTests
{
    [Fact]
    public void What_order_customer_and_move_show_is_filled_and_the_rest_stays_unknown()
    {
        var facts = SituationFacts.Of(new Situation
        {
            At = Now,
            Move = new Move.EditItems([new ItemSwap(new LineId("l1"), new VariantId("shirt-l"))], new PaymentMethodId("gift-1")),
            Amount = Money.Eur(0),
            Cost = Money.Eur(0),
            IsPerson = false,
            Order = Open(),
            Customer = Ada(),
            Products = [Shirt],
        });

        Assert.Equal("45.00", facts.Show(Published.OrderRefundable));
        Assert.Equal("1", facts.Show(Published.OrderAge));
        Assert.Equal("true", facts.Show(Published.OrderBeforeCutoff));
        Assert.Equal("2.00", facts.Show(Published.PriceDifference));
        Assert.Equal("true", facts.Show(Published.ItemsSameProduct));
        Assert.Equal("giftCard", facts.Show(Published.MethodKind));
        Assert.Equal("true", facts.Show(Published.MethodCovers));
        Assert.Equal("eu", facts.Show(Published.Market));
        Assert.Equal("fashion", facts.Show(Published.LineCategory));
        foreach (var unknown in new[] { Published.Taint, Published.CustomerIdentified, Published.CaseMode, Published.ContactsLast24h, Published.CustomerAsked, Published.RiskSignals })
            Assert.False(facts.Knows(unknown), unknown.Name);
    }

    [Theory]
    [InlineData("Lindenweg 4", null, "10115", "DE", "Ada Berg", "format")]
    [InlineData("LINDENWEG 4", "", "10 115", "de", "Ada Berg", "format")]
    [InlineData("Lindenweg 4", "flat 3", "10115", "DE", "Ada Berg", "samePoint")]
    [InlineData("Lindenweg 5", null, "10115", "DE", "Ada Berg", "samePostcode")]
    [InlineData("Lindenweg 4", null, "10115", "DE", "Bob", "samePostcode")]
    [InlineData("Lindenweg 4", null, "10117", "DE", "Ada Berg", "otherPostcode")]
    [InlineData("Lindenweg 4", null, "10115", "AT", "Ada Berg", "otherCountry")]
    public void A_new_address_is_as_far_as_its_texts_say(string street, string? street2, string postcode, string country, string name, string expected)
    {
        var to = new Address(name, street, street2, "Berlin", null, postcode, country);

        Assert.Equal(expected, SituationFacts.Of(Of(new Move.ChangeAddress(to), Open(), FailureMode.AddressIssue)).Show(Published.AddressChange));
    }

    [Theory]
    [InlineData("DE", "eu", true)]
    [InlineData("GB", "uk", true)]
    [InlineData("US", "us", false)]
    [InlineData("USA", "us", false)]
    [InlineData("BR", "other", true)]
    public void The_country_of_delivery_settles_the_right_to_withdraw_and_the_strictest_holds_elsewhere(string country, string market, bool isOpen)
    {
        var facts = SituationFacts.Of(Of(new Move.DoNothing(), Delivered() with { ShipTo = Home with { Country = country } }, FailureMode.ReturnRequest));

        Assert.Equal((market, isOpen ? "true" : "false"), (facts.Show(Published.Market), facts.Show(Published.WithdrawalOpen)));
    }

    [Fact]
    public void The_right_to_withdraw_ends_fourteen_days_after_delivery()
    {
        Assert.Equal("true", Open(days: 14));
        Assert.Equal("false", Open(days: 14.01));

        static string? Open(double days) => SituationFacts.Of(Of(new Move.DoNothing(), Delivered() with { DeliveredAt = Now.AddDays(-days) }, FailureMode.ReturnRequest)).Show(Published.WithdrawalOpen);
    }

    [Theory]
    [InlineData("43", "HardNever")]
    [InlineData("stolen_card", "HardNever")]
    [InlineData("insufficient_funds", "SoftWait")]
    [InlineData("expired_card", "FixData")]
    [InlineData("authentication_required", "NeedsSca")]
    [InlineData("05", "AskIssuer")]
    [InlineData("never_seen_before", "AskIssuer")]
    [InlineData(null, null)]
    public void A_decline_has_the_class_of_its_code_and_none_without_one(string? code, string? expected)
    {
        var order = Unpaid() with { Payments = [new Payment(new PaymentMethodId("card-1"), "card", Money.Eur(45_00), "failed") { DeclineCode = code, Attempts = 1 }] };

        Assert.Equal(expected, SituationFacts.Of(Of(new Move.SendPaymentLink(), order, FailureMode.PaymentFailure)).Show(Published.DeclineCategory));
    }

    [Theory]
    [InlineData("no longer needed", "noLongerNeeded")]
    [InlineData("ordered by mistake", "orderedByMistake")]
    [InlineData("noLongerNeeded", "noLongerNeeded")]
    [InlineData("I found it cheaper", "foundCheaper")]
    [InlineData("suspected fraud", "fraud")]
    [InlineData("because", "other")]
    public void A_reason_to_cancel_is_sorted(string reason, string expected)
    {
        Assert.Equal(expected, SituationFacts.Of(Of(new Move.CancelOrder(reason), Open(), FailureMode.CancelRequest)).Show(Published.CancelReason));
    }

    [Fact]
    public void Amounts_in_another_currency_than_the_orders_are_not_known()
    {
        var facts = SituationFacts.Of(Of(new Move.DoNothing(), Open(), FailureMode.Unclear) with { History = Quiet() with { RefundsLast30d = new Money(5_00, Currency.Usd), CaseSpent = new Money(0, Currency.Usd) } });

        Assert.False(facts.Knows(Published.RefundsLast30d));
        Assert.Equal("0.00", facts.Show(Published.CaseSpent));
    }

    [Fact]
    public void Published_words_are_the_words_of_the_contracts()
    {
        Assert.Equal(Enum.GetNames<Fixability>(), Published.Fixability.Values);
        Assert.Equal(Enum.GetNames<FailureMode>(), Published.CaseMode.Values);
        Assert.Equal(Enum.GetNames<OrderStatus>(), Published.OrderStatusNow.Values);
        Assert.All(Published.All, fact => Assert.InRange(fact.Values.Count, 0, 64));
        Assert.DoesNotContain(Published.All.SelectMany(fact => fact.Values), value => Published.TryFind(value, out _));
        Assert.Equal(Published.All.Count, Published.All.Select(fact => fact.Name).Distinct().Count());
    }

    [Fact]
    public void Every_published_example_is_a_value_of_its_fact()
    {
        foreach (var fact in Published.All)
            Assert.True(FactText.TryRead(new PolicyFacts(Now, Currency.Eur), fact, fact.Example, out var problem), problem);
    }

    [Fact]
    public void A_table_used_again_remembers_nothing()
    {
        var facts = SituationFacts.Of(Of(new Move.DoNothing(), Open(), FailureMode.Unclear));

        SituationFacts.Fill(new Situation { At = Now, Move = new Move.DoNothing(), Amount = Money.Eur(0), Cost = Money.Eur(0), IsPerson = true }, facts);

        Assert.Equal(["move", "amount", "cost", "budget.shadowPrice", "proposer", "taint", "request.match", "order.known", "address.change", "market"],
            Published.All.Where(facts.Knows).Select(fact => fact.Name).OrderBy(name => Array.IndexOf(["move", "amount", "cost", "budget.shadowPrice", "proposer", "taint", "request.match", "order.known", "address.change", "market"], name)));
    }
}
