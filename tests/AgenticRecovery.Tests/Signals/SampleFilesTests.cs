using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Tests.Signals;

public sealed class SampleFilesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_entry_of_the_sample_queue_is_accepted()
    {
        var entries = await Queue();

        Assert.All(entries, entry => Assert.Null(entry.Complaint));
        Assert.True(entries.Count >= 60, $"{entries.Count} entries");
    }

    [Fact]
    public async Task The_sample_queue_covers_all_seventeen_modes_and_five_languages()
    {
        var signals = await Signals();
        using var expected = JsonDocument.Parse(ShippedSamples.Expected());
        var modes = expected.RootElement.GetProperty("modes");
        var meant = signals.Select(s => Enum.Parse<FailureMode>(modes.GetProperty(s.Id[(s.Source.Length + 1)..]).GetString()!)).ToHashSet();

        Assert.Equal(Enum.GetValues<FailureMode>(), meant.Order());
        Assert.Superset(new HashSet<string> { "en", "de", "fr", "es", "pt" }, signals.Select(s => s.Language?.Split('-')[0] ?? "").ToHashSet());
        Assert.True(signals.Count(s => s.Kind == SignalKind.CustomerMessage) >= 30);
    }

    [Fact]
    public async Task The_sample_queue_holds_duplicates_and_a_late_event()
    {
        var signals = await Signals();

        Assert.Equal(2, signals.GroupBy(s => s.Id).Count(group => group.Count() == 2));
        Assert.Contains(signals, late => signals.TakeWhile(s => s != late).Any(s => s.Order == late.Order && s.Kind != late.Kind && s.OccurredAt > late.OccurredAt));
    }

    [Fact]
    public async Task Every_order_and_customer_of_the_queue_is_in_the_sample_shop()
    {
        var seed = SampleShop.Load(ShippedSamples.Shop(), Now);
        var orders = seed.Orders.ToDictionary(o => o.Id);
        var customers = seed.Customers.Select(c => c.Id).ToHashSet();

        foreach (var signal in await Signals())
        {
            if (signal.Order is { } order) Assert.Equal(signal.Customer, orders[order].Customer);
            if (signal.Customer is { } customer) Assert.Contains(customer, customers);
        }
    }

    [Fact]
    public void The_sample_shop_adds_up()
    {
        var seed = SampleShop.Load(ShippedSamples.Shop(), Now);

        Assert.True(seed.Orders.Count >= 60);
        Assert.True(seed.Customers.Count >= 50);
        Assert.True(seed.Products.Count >= 25);
        Assert.True(seed.Customers.Select(c => c.Address.Country).Distinct().Count() >= 8);
        foreach (var order in seed.Orders)
        {
            Assert.Equal(order.Total, order.Lines.Aggregate(order.ShippingFee, (sum, l) => sum + l.UnitPrice.Times(l.Quantity)));
            Assert.True(order.Paid <= order.Total && order.Refunded <= order.Paid, order.Id.Value);
            Assert.True(order.PlacedAt < Now && (order.DeliveredAt ?? order.PlacedAt) <= Now, order.Id.Value);
            Assert.All(order.Lines, line => Assert.NotNull(line.UnitCost));
        }
    }

    [Fact]
    public void A_sample_order_is_read_as_written()
    {
        // SO-7001: two T-shirts at 24.90 and jeans at 89.00 = 138.80, above 80.00, so no shipping fee; placed 6 h ago.
        var order = SampleShop.Load(ShippedSamples.Shop(), Now).Orders.First(o => o.Id.Value == "SO-7001");

        Assert.Equal(Money.Eur(138_80), order.Total);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 4, 0, 0, TimeSpan.Zero), order.PlacedAt);
        Assert.Equal(OrderStatus.AwaitingPayment, order.Status);
        Assert.Equal("51", order.Payments[0].DeclineCode);
        Assert.Equal("DE", order.ShipTo.Country);
    }

    [Fact]
    public void Relative_times_shift_and_other_text_stays()
    {
        var shifted = RelativeTimes.Shift("""{"a":"@-1d2h","b":"@+30m","c":"write to @-3h","d":"@soon"}""", Now);

        Assert.Equal("""{"a":"2026-11-19T08:00:00Z","b":"2026-11-20T10:30:00Z","c":"write to @-3h","d":"@soon"}""", shifted);
    }

    private static Task<IReadOnlyList<QueueEntry>> Queue() =>
        SampleQueue.LoadAsync(ShippedSamples.Queue(), ShippedSamples.QueueName, Now, new StillClock(Now), CancellationToken.None);

    private static async Task<List<Signal>> Signals() =>
        [.. (await Queue()).Select(entry => ((Received.Accepted)entry.Received).Signal)];
}
