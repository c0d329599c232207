using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>What the worker needs to know about each kind of history event.</summary>
internal static class EventFacts
{
    /// <summary>True for events that the service writes because a workflow task completed with the matching command.</summary>
    public static bool IsCommandEvent(this HistoryEvent e) => e.EventType switch
    {
        EventType.ActivityTaskScheduled or EventType.ActivityTaskCancelRequested or EventType.MarkerRecorded
            or EventType.RequestCancelExternalWorkflowExecutionInitiated or EventType.SignalExternalWorkflowExecutionInitiated
            or EventType.StartChildWorkflowExecutionInitiated or EventType.TimerCanceled or EventType.TimerStarted
            or EventType.UpsertWorkflowSearchAttributes or EventType.WorkflowPropertiesModified
            or EventType.NexusOperationScheduled or EventType.NexusOperationCancelRequested
            or EventType.WorkflowExecutionCanceled or EventType.WorkflowExecutionCompleted
            or EventType.WorkflowExecutionContinuedAsNew or EventType.WorkflowExecutionFailed
            or EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowExecutionUpdateRejected
            or EventType.WorkflowExecutionUpdateCompleted => true,
        _ => false,
    };

    public static bool ClosesWorkflow(this HistoryEvent e) => e.EventType is
        EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionFailed or EventType.WorkflowExecutionTimedOut
        or EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionCanceled or EventType.WorkflowExecutionContinuedAsNew;

    /// <summary>The event that began what this event continues (a scheduled activity, a started timer ...); 0 for none.</summary>
    public static long InitialEventId(this HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes => e.ActivityTaskStartedEventAttributes.ScheduledEventId,
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes => e.TimerFiredEventAttributes.StartedEventId,
        HistoryEvent.AttributesOneofCase.RequestCancelExternalWorkflowExecutionFailedEventAttributes =>
            e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionCancelRequestedEventAttributes =>
            e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionFailedEventAttributes =>
            e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionSignaledEventAttributes =>
            e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionFailedEventAttributes =>
            e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes =>
            e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes =>
            e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes =>
            e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes =>
            e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes =>
            e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes =>
            e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        _ => 0,
    };

    /// <summary>For error messages: the type, and the id or name that tells one from another.</summary>
    public static string Describe(this HistoryEvent e)
    {
        var what = e.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes =>
                $" of activity {e.ActivityTaskScheduledEventAttributes.ActivityType?.Name} (id {e.ActivityTaskScheduledEventAttributes.ActivityId})",
            HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes => $" of timer {e.TimerStartedEventAttributes.TimerId}",
            HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes => $" of timer {e.TimerCanceledEventAttributes.TimerId}",
            HistoryEvent.AttributesOneofCase.MarkerRecordedEventAttributes => $" named {e.MarkerRecordedEventAttributes.MarkerName}",
            HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes =>
                $" of child {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType?.Name} (id {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId})",
            HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionInitiatedEventAttributes =>
                $" of signal {e.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName}",
            _ => "",
        };
        return $"event {e.EventId} ({e.EventType}{what})";
    }
}
