using Microsoft.Extensions.Logging;

namespace Temporalio.Worker;

/// <summary>Writes nothing while history is replayed, so that every line appears once.</summary>
internal sealed class ReplaySafeLogger(ILogger inner, WorkflowInstance workflow) : ILogger
{
    private readonly Dictionary<string, object> scope = new()
    {
        ["Attempt"] = workflow.Info.Attempt,
        ["Namespace"] = workflow.Info.Namespace,
        ["FirstExecutionRunId"] = workflow.Info.FirstExecutionRunId,
        ["RunId"] = workflow.Info.RunId,
        ["TaskQueue"] = workflow.Info.TaskQueue,
        ["WorkflowId"] = workflow.Info.WorkflowId,
        ["WorkflowType"] = workflow.Info.WorkflowType,
    };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !workflow.IsReplayingHistoryEvents && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        using (inner.BeginScope(Scope()))
            inner.Log(logLevel, eventId, state, exception, formatter);
    }

    private Dictionary<string, object> Scope() => workflow.CurrentUpdateInfo is { } update
        ? new(scope) { ["UpdateId"] = update.Id, ["UpdateName"] = update.Name }
        : scope;
}
