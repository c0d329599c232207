namespace Temporalio.Worker;

/// <summary>Changes how workers and replayers are set up and run. The first plugin is the outermost.</summary>
public interface ITemporalWorkerPlugin
{
    string Name { get; }

    void ConfigureWorker(TemporalWorkerOptions options);

    void ConfigureReplayer(WorkflowReplayerOptions options);

    Task<TResult> RunWorkerAsync<TResult>(
        TemporalWorker worker, Func<TemporalWorker, CancellationToken, Task<TResult>> continuation, CancellationToken stoppingToken);

    Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
        CancellationToken cancellationToken);

    IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
        CancellationToken cancellationToken);
}
