using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Valuation;
using static AgenticRecovery.Tests.Worth.ValuationTests;

namespace AgenticRecovery.Tests.Worth;

public sealed class DisputeLadderTests
{
    private static readonly PlaybookShelf Shelf = PlaybookShelf.Shipped();

    [Theory]
    [InlineData("10.4 fraud, card absent", DisputeClaim.Fraud)]
    [InlineData("fraudulent", DisputeClaim.Fraud)]
    [InlineData("12.6 duplicate processing", DisputeClaim.Duplicate)]
    [InlineData("12.6.1", DisputeClaim.Duplicate)]
    [InlineData("13.1 not received", DisputeClaim.NotReceived)]
    [InlineData("product_not_received", DisputeClaim.NotReceived)]
    [InlineData("13.3 not as described", DisputeClaim.NotAsDescribed)]
    [InlineData("credit_not_processed", DisputeClaim.CreditNotProcessed)]
    [InlineData("13.7 cancelled merchandise", DisputeClaim.Cancelled)]
    [InlineData("see letter", DisputeClaim.Unknown)]
    [InlineData(null, DisputeClaim.Unknown)]
    public void The_claim_is_read_from_codes_and_words(string? reason, DisputeClaim claim) => Assert.Equal(claim, DisputeClaims.Of(reason));

    [Theory]
    [InlineData("chargeback", "13.1 not received", "false", nameof(Move.EscalateTo))]
    [InlineData("chargeback", "12.6 duplicate processing", "true", nameof(Move.EscalateTo))]
    [InlineData("chargeback", "13.1 not received", "true", nameof(Move.SubmitEvidence))]
    [InlineData("inquiry", "10.4 fraud, card absent", "true", nameof(Move.EscalateTo))]
    [InlineData("inquiry", "credit not processed", "true", nameof(Move.EscalateTo))]
    [InlineData("inquiry", "product not received", "true", nameof(Move.AnswerInquiry))]
    public void What_the_record_does_not_bear_out_is_a_persons_choice_never_nothing(string stage, string reason, string proof, string expected)
    {
        var disputed = At(FailureMode.Dispute, OrderStatus.Delivered) with
        {
            Facts = new Dictionary<string, string>
            {
                [FactNames.DisputeId] = "dp-1",
                [FactNames.DisputeStage] = stage,
                ["reason"] = reason,
                [FactNames.DeliveryProof] = proof,
            },
        };

        var ladder = LadderValue.Of(Shelf[FailureMode.Dispute], disputed, Shelf.Costs);

        Assert.Equal(expected, ladder.Best);
        Assert.False(ladder.Rungs.Single(rung => rung.Move == nameof(Move.DoNothing)).IsOffered);
    }

    [Fact]
    public void A_refund_under_way_is_told_and_not_pushed_until_the_provider_says_it_is_stuck()
    {
        var order = AnOrder() with { Status = OrderStatus.Returned, Refunded = AnOrder().Total };
        var asked = At(FailureMode.RefundFollowUp) with { Order = order };

        Assert.Equal(nameof(Move.Reassure), LadderValue.Of(Shelf[FailureMode.RefundFollowUp], asked, Shelf.Costs).Best);
        Assert.NotNull(Eligibility.WhyNot(nameof(Move.AccelerateRefund), asked));
        Assert.Null(Eligibility.WhyNot(nameof(Move.AccelerateRefund), asked with { Cause = "RefundStuck" }));
    }

    [Fact]
    public void Who_keeps_a_damaged_item_gets_something_back_and_who_does_not_gets_a_whole_one()
    {
        var seen = At(FailureMode.DeliveryException, OrderStatus.Delivered) with { Cause = "ParcelDamaged", Facts = new Dictionary<string, string> { [FactNames.Photos] = "3" } };
        var kept = seen with { Facts = new Dictionary<string, string> { [FactNames.Photos] = "3", [FactNames.KeepsItem] = "true" } };

        Assert.Equal(nameof(Move.Replace), LadderValue.Of(Shelf[FailureMode.DeliveryException], seen, Shelf.Costs).Best);
        Assert.Equal(nameof(Move.PartialRefund), LadderValue.Of(Shelf[FailureMode.DeliveryException], kept, Shelf.Costs).Best);
    }
}
