using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Errors of a workflow whose code no longer does what its history says it did.</summary>
internal static class Nondeterminism
{
    private const string Prefix = "[TMPRL1100] Nondeterminism error: ";

    public static WorkflowNondeterminismException Mismatch(string workflowType, HistoryEvent e, string command, string? detail = null) =>
        new($"{Prefix}workflow {workflowType}: history {e.Describe()} does not match the command {command} that the code produced{(detail is null ? "" : ": " + detail)}");

    public static WorkflowNondeterminismException Missing(string workflowType, HistoryEvent e) =>
        new($"{Prefix}workflow {workflowType}: history has {e.Describe()} but the code produced no command for it");

    public static WorkflowNondeterminismException Extra(string workflowType, HistoryEvent e, string command) =>
        new($"{Prefix}workflow {workflowType}: the code produced the command {command} but history goes on with {e.Describe()}");

    public static WorkflowNondeterminismException Unexpected(string workflowType, HistoryEvent e, string detail) =>
        new($"{Prefix}workflow {workflowType}: history {e.Describe()}: {detail}");
}
