using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>A command that only has to be written: an upsert, or the end of the workflow.</summary>
internal sealed class PlainOperation : Operation
{
    private readonly EventType expected;

    private PlainOperation(EventType expected) => this.expected = expected;

    public static void Add(WorkflowMachines machines, Command command) => machines.Add(new PlainOperation(EventOf(command.CommandType)), command);

    public override string? OnCommandEvent(HistoryEvent e, Command command) => e.EventType == expected ? null : $"expected {expected}";

    private static EventType EventOf(CommandType type) => type switch
    {
        CommandType.UpsertWorkflowSearchAttributes => EventType.UpsertWorkflowSearchAttributes,
        CommandType.ModifyWorkflowProperties => EventType.WorkflowPropertiesModified,
        CommandType.CompleteWorkflowExecution => EventType.WorkflowExecutionCompleted,
        CommandType.FailWorkflowExecution => EventType.WorkflowExecutionFailed,
        CommandType.CancelWorkflowExecution => EventType.WorkflowExecutionCanceled,
        CommandType.ContinueAsNewWorkflowExecution => EventType.WorkflowExecutionContinuedAsNew,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a plain command"),
    };
}
