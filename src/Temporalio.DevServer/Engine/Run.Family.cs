using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>How a child or target answered an errand, or a child's end.</summary>
internal sealed partial class Run
{
    /// <summary>Removes an errand that was done; false when it was done before.</summary>
    public bool Settle(Outgoing errand)
    {
        var found = State.Outgoing.FirstOrDefault(o => o.Kind == errand.Kind && o.InitiatedId == errand.InitiatedId && o.RequestId == errand.RequestId);
        return found is not null && State.Outgoing.Remove(found);
    }

    public void ChildStarted(long initiatedId, string runId)
    {
        if (!IsOpen || !State.Children.TryGetValue(initiatedId, out var child) || child.RunId.Length > 0)
            return;
        child.RunId = runId;
        var item = New(EventType.ChildWorkflowExecutionStarted);
        item.ChildWorkflowExecutionStartedEventAttributes = new ChildWorkflowExecutionStartedEventAttributes
        {
            Namespace = child.Namespace,
            NamespaceId = NamespaceId,
            InitiatedEventId = initiatedId,
            WorkflowExecution = ExecutionOf(child),
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            Header = Event(initiatedId).StartChildWorkflowExecutionInitiatedEventAttributes.Header,
        };
        AppendOrBuffer(item);
        child.StartedId = item.EventId;
        ScheduleTask();
    }

    public void ChildNotStarted(long initiatedId, StartChildWorkflowExecutionFailedCause cause)
    {
        if (!IsOpen || !State.Children.Remove(initiatedId))
            return;
        var initiated = Event(initiatedId).StartChildWorkflowExecutionInitiatedEventAttributes;
        var item = New(EventType.StartChildWorkflowExecutionFailed);
        item.StartChildWorkflowExecutionFailedEventAttributes = new StartChildWorkflowExecutionFailedEventAttributes
        {
            Namespace = initiated.Namespace,
            NamespaceId = initiated.NamespaceId,
            WorkflowId = initiated.WorkflowId,
            WorkflowType = initiated.WorkflowType,
            Cause = cause,
            InitiatedEventId = initiatedId,
            WorkflowTaskCompletedEventId = initiated.WorkflowTaskCompletedEventId,
        };
        AppendOrBuffer(item);
        ScheduleTask();
    }

    /// <summary>Tells this parent how a child ended: <paramref name="end"/> is the child's last event.</summary>
    public void ChildClosed(long initiatedId, Family from, HistoryEvent end)
    {
        if (!IsOpen || !State.Children.TryGetValue(initiatedId, out var child))
            return;
        if (child.RunId.Length == 0)
            ChildStarted(initiatedId, from.RunId);
        child.RunId = from.RunId;
        State.Children.Remove(initiatedId);
        AppendOrBuffer(ChildEnds.Of(New(EventType.Unspecified), end, child, NamespaceId));
        ScheduleTask();
    }

    public void ExternalSignaled(Outgoing errand, SignalExternalWorkflowExecutionFailedCause? failed)
    {
        if (!IsOpen)
            return;
        var initiated = Event(errand.InitiatedId).SignalExternalWorkflowExecutionInitiatedEventAttributes;
        var item = New(failed is null ? EventType.ExternalWorkflowExecutionSignaled : EventType.SignalExternalWorkflowExecutionFailed);
        if (failed is { } cause)
        {
            item.SignalExternalWorkflowExecutionFailedEventAttributes = new SignalExternalWorkflowExecutionFailedEventAttributes
            {
                Cause = cause,
                WorkflowTaskCompletedEventId = initiated.WorkflowTaskCompletedEventId,
                Namespace = initiated.Namespace,
                NamespaceId = initiated.NamespaceId,
                WorkflowExecution = initiated.WorkflowExecution,
                InitiatedEventId = errand.InitiatedId,
            };
        }
        else
        {
            item.ExternalWorkflowExecutionSignaledEventAttributes = new ExternalWorkflowExecutionSignaledEventAttributes
            {
                InitiatedEventId = errand.InitiatedId,
                Namespace = initiated.Namespace,
                NamespaceId = initiated.NamespaceId,
                WorkflowExecution = initiated.WorkflowExecution,
            };
        }
        AppendOrBuffer(item);
        ScheduleTask();
    }

    public void ExternalCancelRequested(Outgoing errand, CancelExternalWorkflowExecutionFailedCause? failed)
    {
        if (!IsOpen)
            return;
        var initiated = Event(errand.InitiatedId).RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        var item = New(failed is null ? EventType.ExternalWorkflowExecutionCancelRequested : EventType.RequestCancelExternalWorkflowExecutionFailed);
        if (failed is { } cause)
        {
            item.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new RequestCancelExternalWorkflowExecutionFailedEventAttributes
            {
                Cause = cause,
                WorkflowTaskCompletedEventId = initiated.WorkflowTaskCompletedEventId,
                Namespace = initiated.Namespace,
                NamespaceId = initiated.NamespaceId,
                WorkflowExecution = initiated.WorkflowExecution,
                InitiatedEventId = errand.InitiatedId,
            };
        }
        else
        {
            item.ExternalWorkflowExecutionCancelRequestedEventAttributes = new ExternalWorkflowExecutionCancelRequestedEventAttributes
            {
                InitiatedEventId = errand.InitiatedId,
                Namespace = initiated.Namespace,
                NamespaceId = initiated.NamespaceId,
                WorkflowExecution = initiated.WorkflowExecution,
            };
        }
        AppendOrBuffer(item);
        ScheduleTask();
    }

    private static WorkflowExecution ExecutionOf(PendingChild child) => new() { WorkflowId = child.WorkflowId, RunId = child.RunId };

    /// <summary>On closing: the parent hears of the end, and each child is dealt with by its policy.</summary>
    private void TellFamily()
    {
        if (State.Parent is { } parent && successor is null)
        {
            State.Outgoing.Add(new Outgoing { Kind = Outgoing.Types.Kind.TellParent, InitiatedId = State.ParentInitiatedId, Target = parent });
        }
        foreach (var child in State.Children.Values.Where(c => c.ParentClosePolicy is ParentClosePolicy.Terminate or ParentClosePolicy.RequestCancel))
        {
            var start = State.Outgoing.FirstOrDefault(o => o.Kind == Outgoing.Types.Kind.StartChild && o.InitiatedId == child.InitiatedId);
            if (start is not null && child.RunId.Length == 0)
            {
                State.Outgoing.Remove(start);
                continue;
            }
            State.Outgoing.Add(new Outgoing
            {
                Kind = Outgoing.Types.Kind.CloseChild,
                InitiatedId = child.InitiatedId,
                Policy = child.ParentClosePolicy,
                RequestId = Guid.NewGuid().ToString(),
                Target = new Family { Namespace = child.Namespace, WorkflowId = child.WorkflowId, RunId = child.RunId },
            });
        }
        State.Children.Clear();
    }
}
