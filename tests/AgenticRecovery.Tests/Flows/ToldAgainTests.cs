using AgenticRecovery.Cases;

namespace AgenticRecovery.Tests.Flows;

/// <summary>A crash between telling a workflow and noting it: the next start tells it again.</summary>
public sealed class ToldAgainTests
{
    [Fact]
    public async Task A_signal_told_again_leaves_waiting_cases_waiting_and_nothing_hangs()
    {
        await using var shop = await FlowShop.OpenAsync();
        foreach (var order in new[] { "SO-7001", "SO-7002", "SO-7003", "SO-7004", "SO-7005", "SO-7006", "SO-7007", "SO-7008" })
            await shop.HappenAsync(order);
        var before = States(shop);
        Assert.Contains(before.Values, s => s is CaseState.AwaitingCustomer or CaseState.Verifying);
        await shop.Store.WriteAsync(sql => sql.Execute("UPDATE signals SET delivered_at = NULL"), default);

        await shop.SettleAsync();

        Assert.Equal(before, States(shop));
        Assert.Empty(shop.Store.Signals.Undelivered(10));
    }

    private static Dictionary<string, CaseState> States(FlowShop shop) =>
        shop.Store.Cases.List(new CaseFilter { PageSize = 100 }).Cases.ToDictionary(c => c.Id.Value, c => c.State);
}
