using AgenticRecovery.Cases;

namespace AgenticRecovery.Tests.Flows;

/// <summary>Signals that reach a case that waits already.</summary>
public sealed class SignalFlowTests
{
    [Fact]
    public async Task A_signal_told_twice_around_a_crash_leaves_its_case_waiting()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7030");
        var before = shop.Store.Cases.Get(id);

        // The process died after the workflow was told and before that was noted.
        await shop.Store.WriteAsync(sql => sql.Execute("UPDATE signals SET delivered_at = NULL WHERE case_id = @id", ("@id", id.Value)), default);
        await shop.SettleAsync();

        var after = shop.Store.Cases.Get(id);
        Assert.Equal(CaseState.Verifying, before.State);
        Assert.Equal((before.State, before.StateWhy, before.StateDueAt), (after.State, after.StateWhy, after.StateDueAt));
    }
}
