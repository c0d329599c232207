using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>What the worker tells the service about a workflow task: that it is completed, or the answer to a lone query.</summary>
internal sealed record WorkflowReply(RespondWorkflowTaskCompletedRequest? Completed, RespondQueryTaskCompletedRequest? Query)
{
    /// <summary>Nothing to say: the task was lost on the way.</summary>
    public static readonly WorkflowReply None = new(null, null);

    /// <summary>The task is only kept alive while local activities run.</summary>
    public bool IsHeartbeat { get; init; }

    public static WorkflowReply Fail(PollWorkflowTaskQueueResponse task, Failure failure) => new(
        new()
        {
            TaskToken = task.TaskToken,
            Commands =
            {
                new Api.Command.V1.Command
                {
                    CommandType = CommandType.FailWorkflowExecution,
                    FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
                },
            },
        },
        null);

    public static RespondQueryTaskCompletedRequest QueryFailure(PollWorkflowTaskQueueResponse task, string @namespace, string message, Failure failure) => new()
    {
        TaskToken = task.TaskToken,
        Namespace = @namespace,
        CompletedType = QueryResultType.Failed,
        ErrorMessage = message,
        Failure = failure,
    };

    public static RespondWorkflowTaskFailedRequest TaskFailure(PollWorkflowTaskQueueResponse task, WorkerContext worker, Exception exception, Failure failure) => new()
    {
        TaskToken = task.TaskToken,
        Namespace = worker.Namespace,
        Identity = worker.Identity,
        DeploymentOptions = worker.Deployment,
        Cause = exception is WorkflowNondeterminismException
            ? WorkflowTaskFailedCause.NonDeterministicError
            : WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        Failure = failure,
    };
}
