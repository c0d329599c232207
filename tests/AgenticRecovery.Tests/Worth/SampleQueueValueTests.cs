using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;
using AgenticRecovery.Tests.Signals;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Tests.Worth;

public sealed class SampleQueueValueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("SO-7001", "RetryPayment")]
    [InlineData("SO-7004", "SendPaymentLink")]
    [InlineData("SO-7011", "EscalateTo")]
    [InlineData("SO-7014", "ChangeAddress")]
    [InlineData("SO-7016", "AskCustomer")]
    [InlineData("SO-7020", "LocateStock")]
    public async Task A_sample_case_gets_the_move_a_shop_would_choose(string order, string move)
    {
        var (signal, situation) = (await Situations()).First(s => s.Signal.Order?.Value == order);

        Assert.Equal(move, LadderValue.Of(PlaybookShelf.Shipped()[situation.Mode], situation, PlaybookShelf.Shipped().Costs).Best);
        Assert.NotNull(signal.Id);
    }

    [Fact]
    public async Task Every_sample_case_can_be_valued_with_its_whole_ladder()
    {
        var shelf = PlaybookShelf.Shipped();
        foreach (var (signal, situation) in await Situations())
        {
            var ladder = LadderValue.Of(shelf[situation.Mode], situation, shelf.Costs);

            Assert.Equal(nameof(Move.DoNothing), ladder.Rungs[0].Move);
            Assert.False(ladder.ValueAtRisk.Total.IsNegative);
            Assert.All(ladder.Rungs, r => Assert.True(r.Eligible == (r.WhyNot is null), $"{signal.Id} {r.Move}"));
            Assert.True(ladder.Chosen.IsOffered);
        }
    }

    private static async Task<List<(Signal Signal, Situation Situation)>> Situations()
    {
        var seed = SampleShop.Load(ShippedSamples.Shop(), Now);
        var orders = seed.Orders.ToDictionary(o => o.Id);
        var customers = seed.Customers.ToDictionary(c => c.Id);
        var queue = await SampleQueue.LoadAsync(ShippedSamples.Queue(), ShippedSamples.QueueName, Now, new StillClock(Now), CancellationToken.None);
        return
        [
            .. queue.Select(entry => ((Received.Accepted)entry.Received).Signal).Where(s => s.Kind != SignalKind.CustomerMessage).Select(signal => (signal, new Situation
            {
                Mode = signal.Mode ?? SignalKinds.ModeOf(signal.Kind)!.Value,
                Now = Now,
                Order = orders[signal.Order!.Value],
                Customer = customers[signal.Customer!.Value],
                Cause = signal.Kind.ToString(),
                Facts = signal.Attributes,
                Variants = orders[signal.Order.Value].Lines.SelectMany(l => seed.Products.First(p => p.Id == l.Product).Variants).DistinctBy(v => v.Id).ToDictionary(v => v.Id),
            })),
        ];
    }
}
