using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Run
{
    /// <summary>
    /// Gives the waiting events their ids. Results of activities and children go behind everything else, as in the Temporal
    /// service; a started event that waited gets its id first, and its result refers to it. True when there were any.
    /// </summary>
    private bool FlushBuffered()
    {
        if (State.Buffered.Count == 0)
            return false;
        var started = new Dictionary<long, long>();
        foreach (var item in State.Buffered.Where(e => !IsResult(e.EventType)))
        {
            Append(item);
            if (item.ActivityTaskStartedEventAttributes is { } activity)
                started[activity.ScheduledEventId] = item.EventId;
            else if (item.ChildWorkflowExecutionStartedEventAttributes is { } child)
                started[child.InitiatedEventId] = item.EventId;
            if (item.ChildWorkflowExecutionStartedEventAttributes is { } opened && State.Children.TryGetValue(opened.InitiatedEventId, out var pending))
                pending.StartedId = item.EventId;
        }
        foreach (var item in State.Buffered.Where(e => IsResult(e.EventType)))
        {
            Refer(item, started);
            Append(item);
        }
        State.Buffered.Clear();
        return true;
    }

    private static bool IsResult(EventType type) => type is EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed
        or EventType.ActivityTaskCanceled or EventType.ActivityTaskTimedOut
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed
        or EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTimedOut
        or EventType.ChildWorkflowExecutionTerminated;

    private static void Refer(HistoryEvent item, Dictionary<long, long> started)
    {
        long Of(long id, long known) => known <= 0 && started.TryGetValue(id, out var found) ? found : Math.Max(known, 0);
        switch (item.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes:
                var completed = item.ActivityTaskCompletedEventAttributes;
                completed.StartedEventId = Of(completed.ScheduledEventId, completed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes:
                var failed = item.ActivityTaskFailedEventAttributes;
                failed.StartedEventId = Of(failed.ScheduledEventId, failed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes:
                var timedOut = item.ActivityTaskTimedOutEventAttributes;
                timedOut.StartedEventId = Of(timedOut.ScheduledEventId, timedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes:
                var canceled = item.ActivityTaskCanceledEventAttributes;
                canceled.StartedEventId = Of(canceled.ScheduledEventId, canceled.StartedEventId);
                break;
            default:
                ReferChild(item, Of);
                break;
        }
    }

    private static void ReferChild(HistoryEvent item, Func<long, long, long> of)
    {
        switch (item.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes:
                var completed = item.ChildWorkflowExecutionCompletedEventAttributes;
                completed.StartedEventId = of(completed.InitiatedEventId, completed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes:
                var failed = item.ChildWorkflowExecutionFailedEventAttributes;
                failed.StartedEventId = of(failed.InitiatedEventId, failed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes:
                var canceled = item.ChildWorkflowExecutionCanceledEventAttributes;
                canceled.StartedEventId = of(canceled.InitiatedEventId, canceled.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes:
                var timedOut = item.ChildWorkflowExecutionTimedOutEventAttributes;
                timedOut.StartedEventId = of(timedOut.InitiatedEventId, timedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes:
                var terminated = item.ChildWorkflowExecutionTerminatedEventAttributes;
                terminated.StartedEventId = of(terminated.InitiatedEventId, terminated.StartedEventId);
                break;
            default:
                break;
        }
    }
}
