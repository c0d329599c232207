using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>
/// Cuts history into the pieces that were one workflow task each when they were written, so that replay wakes the workflow with
/// the same events together. Rules as in the official core: failed and timed-out tasks and empty heartbeats belong to the next piece.
/// </summary>
internal static class HistorySequence
{
    /// <summary>Index of the last event of the piece that begins at <paramref name="start"/>; the last index of all when it is not ended.</summary>
    public static int EndOf(IReadOnlyList<HistoryEvent> events, int start)
    {
        var sawCommand = false;
        var sawStart = false;
        List<(long Id, int Index)>? starts = null;
        for (var i = start; i < events.Count; i++)
        {
            var e = events[i];
            sawCommand |= e.IsCommandEvent();
            sawStart |= e.EventType == EventType.WorkflowExecutionStarted;
            if (e.ClosesWorkflow())
                return i;
            if (e.EventType != EventType.WorkflowTaskStarted)
                continue;

            var next = At(events, i + 1);
            if (next is EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut or EventType.WorkflowExecutionTimedOut
                or EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionCanceled)
                continue;
            (starts ??= []).Add((e.EventId, i));
            if (next == EventType.WorkflowTaskCompleted && At(events, i + 2) is { } afterCompleted)
            {
                if (!sawCommand && afterCompleted == EventType.WorkflowTaskScheduled)
                    continue;
                return EndBeforeUpdate(events[i + 2], starts) ?? i;
            }
            if (sawCommand || sawStart)
                return i;
        }
        return events.Count - 1;
    }

    /// <summary>An update is replayed in the task it was sequenced in, which can be earlier than the one that accepted it.</summary>
    private static int? EndBeforeUpdate(HistoryEvent afterCompleted, List<(long Id, int Index)> starts)
    {
        if (afterCompleted.WorkflowExecutionUpdateAcceptedEventAttributes is not { } accepted)
            return null;
        for (var i = starts.Count - 1; i >= 0; i--)
        {
            if (starts[i].Id < accepted.AcceptedRequestSequencingEventId)
                return starts[i].Index;
        }
        return null;
    }

    private static EventType? At(IReadOnlyList<HistoryEvent> events, int index) => index < events.Count ? events[index].EventType : null;
}
