using AgenticRecovery.Evals;

namespace AgenticRecovery.Tests.Evals;

/// <summary>The shipped suite, through the real workflows.</summary>
public sealed class SmokeTests
{
    [Fact]
    public async Task The_smoke_suite_keeps_its_gate()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(8));

        var report = await EvalRun.RunAsync("smoke", late.Token);

        Assert.Equal(36, report.Trials);
        Assert.True(report.Gate.Passed, string.Join(Environment.NewLine, report.Gate.Reasons.Concat(report.Cases.SelectMany(c => c.Failures.Select(f => $"{c.Id}: {f}")))));
        Assert.Equal(0, report.ByGrader["authority"].Failed);
    }
}
