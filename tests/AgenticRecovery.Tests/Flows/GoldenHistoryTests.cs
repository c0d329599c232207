using System.Runtime.CompilerServices;
using AgenticRecovery.Workflows;
using Temporalio.Common;
using Temporalio.Worker;

namespace AgenticRecovery.Tests.Flows;

/// <summary>
/// Histories that an earlier version of the workflow left behind are replayed by this one. Where that fails, cases that are
/// running when the program is updated would break: keep the old path behind Workflow.Patched. Before a first release the
/// histories may be recorded anew: <c>dotnet run --project benchmarks -- golden tests/AgenticRecovery.Tests/Golden</c>.
/// </summary>
public sealed class GoldenHistoryTests
{
    [Fact]
    public async Task Every_kept_history_of_a_case_still_fits_the_workflow()
    {
        var files = Directory.GetFiles(Folder(), "*.json").Order(StringComparer.Ordinal).ToList();
        var histories = files.ConvertAll(file => WorkflowHistory.FromJson(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));

        var results = await Replayer().ReplayWorkflowsAsync(histories);

        Assert.Empty(results.Where(r => r.ReplayFailure is not null).Select(r => $"{r.History.Id}: {r.ReplayFailure!.Message}"));
        Assert.True(files.Count >= 10, $"only {files.Count} histories are kept");
    }

    [Fact]
    public async Task A_history_with_a_step_too_many_is_noticed()
    {
        var file = Directory.GetFiles(Folder(), "*.json").Order(StringComparer.Ordinal).First();
        var good = WorkflowHistory.FromJson("golden", await File.ReadAllTextAsync(file));
        var changed = good.Events.Select(e => e.Clone()).ToList();
        changed.First(e => e.ActivityTaskScheduledEventAttributes is not null).ActivityTaskScheduledEventAttributes.ActivityType.Name = "Other";

        var result = await Replayer().ReplayWorkflowAsync(new WorkflowHistory("golden", changed), throwOnReplayFailure: false);

        Assert.Contains("Other", result.ReplayFailure!.Message, StringComparison.Ordinal);
    }

    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions().AddWorkflow<RecoveryCase>());

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");
}
