using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>A signal to another workflow or to a child.</summary>
internal sealed class ExternalSignalOperation : Operation
{
    private readonly WorkflowMachines machines;
    private readonly SignalExternalWorkflowExecutionCommandAttributes attributes;
    private bool isSent;
    private bool isDone;

    public ExternalSignalOperation(WorkflowMachines machines, SignalExternalWorkflowExecutionCommandAttributes attributes)
    {
        this.machines = machines;
        this.attributes = attributes;
        machines.Add(this, new Command
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = attributes,
        });
    }

    /// <summary>Completes when the service has delivered the signal.</summary>
    public TaskCompletionSource Outcome { get; } = new();

    public override bool IsWithdrawn => isDone && !isSent;

    /// <summary>Only helps while the signal has not left the worker; after that it will be delivered.</summary>
    public void Cancel()
    {
        if (isDone || isSent)
            return;
        isDone = true;
        var failure = new Failure { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new() };
        machines.Push(JobOrder.Resolution, () => Outcome.TrySetException(machines.ToException(failure)));
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (e.SignalExternalWorkflowExecutionInitiatedEventAttributes is not { } initiated)
            return "expected a signal to another workflow";
        if (initiated.SignalName != attributes.SignalName)
            return $"expected signal {attributes.SignalName}";
        isSent = true;
        return null;
    }

    public override string? OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ExternalWorkflowExecutionSignaled:
                isDone = true;
                machines.Push(JobOrder.Resolution, () => Outcome.TrySetResult());
                return null;
            case EventType.SignalExternalWorkflowExecutionFailed:
                isDone = true;
                var failure = new Failure { Message = "Unable to signal external workflow because it was not found", ApplicationFailureInfo = new() };
                machines.Push(JobOrder.Resolution, () => Outcome.TrySetException(machines.ToException(failure)));
                return null;
            default:
                return "a signal has no such event";
        }
    }

    public override string Describe(Command command) => $"{command.CommandType} (signal {attributes.SignalName})";
}
