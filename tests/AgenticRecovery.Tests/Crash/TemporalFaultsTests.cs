using AgenticRecovery.Benchmarks.Faults;

namespace AgenticRecovery.Tests.Crash;

public sealed class TemporalFaultsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("temporal-faults-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Service_and_workers_killed_five_times_under_load_lose_nothing_and_do_nothing_twice()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));

        var report = await FaultRun.RunAsync(
            new FaultPlan(Kills: 5, Open: 10, Workers: 1, Seed: 3), folder.FullName, (_, _) => { }, limit.Token);

        Assert.Equal(5, report.ServiceKills + report.WorkerKills);
        Assert.Empty(report.Faults);
        Assert.True(report.Orders >= 10, $"only {report.Orders} orders ended");
    }
}
