using Temporalio.Api.Query.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Matching;

internal enum TaskKind
{
    Workflow,
    Activity,
    Query,
}

/// <summary>Something a worker can take. It names the run and event; whether it still stands is asked of the run.</summary>
internal sealed record QueuedTask(TaskKind Kind, string Namespace, string WorkflowId, long RunKey, string Queue, long ScheduledId, int Attempt)
{
    public PendingQuery? Query { get; init; }

    /// <summary>Real time, for the backlog's age.</summary>
    public long OfferedMs { get; init; }
}
