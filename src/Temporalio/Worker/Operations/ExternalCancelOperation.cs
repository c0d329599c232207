using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>A request to cancel another workflow.</summary>
internal sealed class ExternalCancelOperation : Operation
{
    private readonly WorkflowMachines machines;
    private readonly RequestCancelExternalWorkflowExecutionCommandAttributes attributes;

    public ExternalCancelOperation(WorkflowMachines machines, string workflowId, string? runId)
        : this(machines, new RequestCancelExternalWorkflowExecutionCommandAttributes
        {
            WorkflowId = workflowId,
            RunId = runId ?? "",
            Reason = $"Cancel requested by workflow with run id {machines.RunId}",
        })
    {
    }

    private ExternalCancelOperation(WorkflowMachines machines, RequestCancelExternalWorkflowExecutionCommandAttributes attributes)
    {
        this.machines = machines;
        this.attributes = attributes;
        machines.Add(this, new Command
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = attributes,
        });
    }

    /// <summary>Completes when the service has passed the request on.</summary>
    public TaskCompletionSource Outcome { get; } = new();

    /// <summary>The cancellation of one's own child; nobody waits for its outcome.</summary>
    public static ExternalCancelOperation ForChild(WorkflowMachines machines, string workflowId) => new(
        machines,
        new RequestCancelExternalWorkflowExecutionCommandAttributes
        {
            WorkflowId = workflowId,
            ChildWorkflowOnly = true,
            Reason = "Parent requested cancel",
        });

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes is not { } initiated)
            return "expected a request to cancel another workflow";
        return initiated.WorkflowExecution?.WorkflowId == attributes.WorkflowId ? null : $"expected workflow id {attributes.WorkflowId}";
    }

    public override string? OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ExternalWorkflowExecutionCancelRequested:
                machines.Push(JobOrder.Resolution, () => Outcome.TrySetResult());
                return null;
            case EventType.RequestCancelExternalWorkflowExecutionFailed:
                if (!attributes.ChildWorkflowOnly)
                    machines.Push(JobOrder.Resolution, () => Outcome.TrySetException(machines.ToException(NotFound())));
                return null;
            default:
                return "a request to cancel has no such event";
        }
    }

    public override string Describe(Command command) => $"{command.CommandType} (workflow id {attributes.WorkflowId})";

    private static Failure NotFound() => new()
    {
        Message = "Unable to cancel external workflow because it was not found",
        ApplicationFailureInfo = new(),
    };
}
