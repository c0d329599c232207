using System.Runtime.CompilerServices;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Runs workflow code against recorded histories, without a service and without activities.</summary>
public class WorkflowReplayer
{
    private readonly IReadOnlyList<ITemporalWorkerPlugin> plugins;
    private readonly HistoryReplay replay;

    /// <exception cref="ArgumentException">Without workflows.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        Options = (WorkflowReplayerOptions)options.Clone();
        plugins = [.. Options.Plugins ?? []];
        foreach (var plugin in plugins)
            plugin.ConfigureReplayer(Options);
        if (Options.Workflows.Count == 0)
            throw new ArgumentException("Must have at least one workflow");
        replay = new(Options);
    }

    public WorkflowReplayerOptions Options { get; }

    /// <exception cref="WorkflowNondeterminismException">When the code no longer fits and failures are to be thrown.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default) =>
        (await ReplayWorkflowsAsync([history], throwOnReplayFailure, cancellationToken)).Single();

    public Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> run = async (_, token) =>
        {
            var results = new List<WorkflowReplayResult>();
            foreach (var history in histories)
                results.Add(await ReplayOneAsync(history, throwOnReplayFailure, token));
            return results;
        };
        foreach (var plugin in plugins.Reverse())
        {
            var inner = run;
            run = (replayer, token) => plugin.ReplayWorkflowsAsync(replayer, inner, token);
        }
        return run(this, cancellationToken);
    }

    public IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> run = _ => EachAsync(histories, throwOnReplayFailure, cancellationToken);
        foreach (var plugin in plugins.Reverse())
        {
            var inner = run;
            run = replayer => plugin.ReplayWorkflowsAsync(replayer, inner, cancellationToken);
        }
        return run(this);
    }

    private async IAsyncEnumerable<WorkflowReplayResult> EachAsync(
        IAsyncEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var history in histories.WithCancellation(cancellationToken))
            yield return await ReplayOneAsync(history, throwOnReplayFailure, cancellationToken);
    }

    private async Task<WorkflowReplayResult> ReplayOneAsync(WorkflowHistory history, bool throwOnReplayFailure, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var failure = await replay.RunAsync(history);
        if (failure is not null && throwOnReplayFailure)
            throw failure;
        return new(history, failure);
    }
}
