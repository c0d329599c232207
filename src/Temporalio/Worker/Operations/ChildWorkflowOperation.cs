using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A child workflow: it starts, and later it ends.</summary>
internal sealed class ChildWorkflowOperation : Operation
{
    private readonly WorkflowMachines machines;
    private readonly StartChildWorkflowExecutionCommandAttributes attributes;
    private readonly ChildWorkflowCancellationType cancellationType;
    private long initiatedEventId;
    private long startedEventId;
    private string runId = "";
    private bool isDone;
    private bool isCancelRequested;

    public ChildWorkflowOperation(
        WorkflowMachines machines,
        StartChildWorkflowExecutionCommandAttributes attributes,
        ChildWorkflowCancellationType cancellationType,
        UserMetadata? metadata)
    {
        this.machines = machines;
        this.attributes = attributes;
        this.cancellationType = cancellationType;
        machines.Add(this, new Command
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = attributes,
            UserMetadata = metadata,
        });
    }

    /// <summary>The run id of the child, once it has started.</summary>
    public TaskCompletionSource<string> Started { get; } = new();

    public TaskCompletionSource<Payload?> Outcome { get; } = new();

    public override bool IsWithdrawn => isDone && initiatedEventId == 0;

    public void Cancel()
    {
        if (isDone || isCancelRequested)
            return;
        if (initiatedEventId == 0)
        {
            End(Cancelled("Child Workflow Execution cancelled before scheduled"));
            return;
        }
        isCancelRequested = true;
        if (cancellationType != ChildWorkflowCancellationType.Abandon)
            ExternalCancelOperation.ForChild(machines, attributes.WorkflowId);
        if (cancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
            End(Cancelled("Child Workflow execution cancelled"));
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (e.StartChildWorkflowExecutionInitiatedEventAttributes is not { } initiated)
            return "expected the start of a child workflow";
        if (initiated.WorkflowId != attributes.WorkflowId)
            return $"expected child id {attributes.WorkflowId}";
        if (initiated.WorkflowType?.Name != attributes.WorkflowType.Name)
            return $"expected child type {attributes.WorkflowType.Name}";
        initiatedEventId = e.EventId;
        return null;
    }

    public override string? OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.StartChildWorkflowExecutionFailed:
                Refuse(e.StartChildWorkflowExecutionFailedEventAttributes.Cause);
                break;
            case EventType.ChildWorkflowExecutionStarted:
                startedEventId = e.EventId;
                runId = e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                machines.Push(JobOrder.Resolution, () => Started.TrySetResult(runId));
                break;
            case EventType.ChildWorkflowExecutionCompleted:
                End(e.ChildWorkflowExecutionCompletedEventAttributes.Result);
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = e.ChildWorkflowExecutionFailedEventAttributes;
                End(Wrap("Child Workflow execution failed", failed.Failure, failed.RetryState));
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                var timeout = new Failure { Message = "Child Workflow execution timed out", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } };
                End(Wrap("Child Workflow execution timed out", timeout, e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState));
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                End(Cancelled("Child Workflow execution cancelled", e.ChildWorkflowExecutionCanceledEventAttributes.Details));
                break;
            case EventType.ChildWorkflowExecutionTerminated:
                var terminated = new Failure { Message = "Child Workflow execution terminated", TerminatedFailureInfo = new() };
                End(Wrap("Child Workflow execution terminated", terminated, RetryState.NonRetryableFailure));
                break;
            default:
                return "a child workflow has no such event";
        }
        return null;
    }

    public override string Describe(Command command) =>
        $"{command.CommandType} (child {attributes.WorkflowType.Name}, id {attributes.WorkflowId})";

    private void Refuse(StartChildWorkflowExecutionFailedCause cause)
    {
        if (isDone)
            return;
        isDone = true;
        Exception refusal = cause == StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
            ? new WorkflowAlreadyStartedException("Child workflow already started", attributes.WorkflowId, attributes.WorkflowType.Name, "<unknown>")
            : new InvalidOperationException($"Child workflow failed to start: {cause}");
        machines.Push(JobOrder.Resolution, () => Started.TrySetException(refusal));
    }

    private void End(Payloads? result)
    {
        if (isDone)
            return;
        isDone = true;
        machines.Push(JobOrder.Resolution, () => Outcome.TrySetResult(result?.Payloads_.FirstOrDefault()));
    }

    private void End(Failure failure)
    {
        if (isDone)
            return;
        isDone = true;
        machines.Push(JobOrder.Resolution, () =>
        {
            var exception = machines.ToException(failure);
            if (!Started.TrySetException(exception))
                Outcome.TrySetException(exception);
        });
    }

    private Failure Cancelled(string message, Payloads? details = null) => Wrap(
        message, new Failure { Message = "Child Workflow execution cancelled", CanceledFailureInfo = new() { Details = details } }, RetryState.NonRetryableFailure);

    private Failure Wrap(string message, Failure? cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = machines.Namespace,
            WorkflowExecution = new() { WorkflowId = attributes.WorkflowId, RunId = runId },
            WorkflowType = attributes.WorkflowType,
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    };
}
