using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Visibility;

/// <summary>What a list or a description says of a run.</summary>
internal static class RunSummary
{
    public static WorkflowExecutionInfo Of(RunState state)
    {
        var summary = new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
            Type = new WorkflowType { Name = state.WorkflowType },
            StartTime = Instants.FromMs(state.StartMs),
            ExecutionTime = Instants.FromMs(state.ExecutionMs),
            CloseTime = Instants.ToTimestamp(state.CloseMs),
            Status = state.Status,
            HistoryLength = state.NextEventId - 1,
            HistorySizeBytes = state.HistoryBytes,
            StateTransitionCount = state.Transitions,
            TaskQueue = state.TaskQueue,
            Memo = state.Memo ?? new Memo(),
            SearchAttributes = state.SearchAttributes ?? new SearchAttributes(),
            FirstRunId = state.FirstRunId,
            RootExecution = new WorkflowExecution
            {
                WorkflowId = state.Root?.WorkflowId ?? state.WorkflowId,
                RunId = state.Root?.RunId ?? state.RunId,
            },
        };
        if (state.ResetPoints is { } points)
            summary.AutoResetPoints = points;
        if (state.Parent is { } parent)
            summary.ParentExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId };
        if (state.CloseMs > 0)
            summary.ExecutionDuration = Instants.ToDuration(Math.Max(0, state.CloseMs - state.ExecutionMs));
        return summary;
    }
}
