using AgenticRecovery.Benchmarks.Crash;

namespace AgenticRecovery.Tests.Crash;

public sealed class KilledRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("killed-run-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_killed_three_times_leaves_what_an_undisturbed_run_leaves()
    {
        // Far above what it needs on a busy machine; only a run that stands still gets here.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        var plan = new KillPlan(Path.Combine(AppContext.BaseDirectory, "recovery.dll"), folder.FullName, Times: 3, Seed: 7);

        var report = await KillRun.RunAsync(plan, _ => { }, limit.Token);

        Assert.Equal(3, report.Kills);
        Assert.Empty(report.Runs.SelectMany(r => r.Differences));
    }
}
