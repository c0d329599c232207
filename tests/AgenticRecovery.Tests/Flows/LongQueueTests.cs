using AgenticRecovery.Activities;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Tests.Flows;

/// <summary>A queue with more cases than are worked on at a time.</summary>
public sealed class LongQueueTests
{
    private const int Many = 400;

    [Fact]
    public async Task Only_some_cases_of_a_long_queue_are_at_work_at_a_time_and_all_are_worked()
    {
        await using var shop = await FlowShop.OpenAsync();
        await TakeAsync(shop);

        var (most, working) = (0L, shop.SettleAsync());
        while (!working.IsCompleted)
        {
            most = Math.Max(most, ToldAndAtWork(shop));
            await Task.Delay(2);
        }

        await working;
        Assert.Equal(0, shop.Store.Cases.CountWorking());
        Assert.InRange(most, 1, 128);
    }

    [Fact]
    public async Task Cases_that_stand_still_hold_up_nobody()
    {
        await using var shop = await FlowShop.OpenAsync();
        await TakeAsync(shop);
        var unanswered = new CaseDoor(shop.Store, shop.Client, TimeProvider.System, "nobody-works-here");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        Assert.Equal(Many, await unanswered.DeliverAsync(limit.Token));

        Assert.Equal(Many, ToldAndAtWork(shop));
    }

    private static async Task TakeAsync(FlowShop shop)
    {
        for (var i = 0; i < Many; i++)
        {
            var signal = new Signal
            {
                Id = $"mail-{i}",
                Source = "mail",
                Kind = SignalKind.CustomerMessage,
                OccurredAt = DateTimeOffset.UtcNow,
                Text = "Where is my parcel?",
                Language = "en",
            };
            await shop.Door.TakeAsync(signal, default);
        }
    }

    private static long ToldAndAtWork(FlowShop shop) => shop.Store.Database.Read(sql => sql.Number(
        """
        SELECT count(*) FROM cases WHERE state IN ('Detected', 'Diagnosed', 'Valued', 'Proposed', 'Acting')
          AND NOT EXISTS (SELECT 1 FROM signals WHERE case_id = cases.id AND delivered_at IS NULL)
        """)) ?? 0;
}
