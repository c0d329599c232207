using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>A child's last event as the parent's history tells it.</summary>
internal static class ChildEnds
{
    public static HistoryEvent Of(HistoryEvent item, HistoryEvent end, PendingChild child, string namespaceId)
    {
        var execution = new WorkflowExecution { WorkflowId = child.WorkflowId, RunId = child.RunId };
        var type = new WorkflowType { Name = child.WorkflowType };
        switch (end.EventType)
        {
            case EventType.WorkflowExecutionCompleted:
                item.EventType = EventType.ChildWorkflowExecutionCompleted;
                item.ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
                {
                    Result = end.WorkflowExecutionCompletedEventAttributes.Result,
                    Namespace = child.Namespace,
                    NamespaceId = namespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedId,
                    StartedEventId = child.StartedId,
                };
                return item;
            case EventType.WorkflowExecutionFailed:
                item.EventType = EventType.ChildWorkflowExecutionFailed;
                item.ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
                {
                    Failure = end.WorkflowExecutionFailedEventAttributes.Failure,
                    RetryState = end.WorkflowExecutionFailedEventAttributes.RetryState,
                    Namespace = child.Namespace,
                    NamespaceId = namespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedId,
                    StartedEventId = child.StartedId,
                };
                return item;
            case EventType.WorkflowExecutionCanceled:
                item.EventType = EventType.ChildWorkflowExecutionCanceled;
                item.ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
                {
                    Details = end.WorkflowExecutionCanceledEventAttributes.Details,
                    Namespace = child.Namespace,
                    NamespaceId = namespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedId,
                    StartedEventId = child.StartedId,
                };
                return item;
            case EventType.WorkflowExecutionTimedOut:
                item.EventType = EventType.ChildWorkflowExecutionTimedOut;
                item.ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
                {
                    RetryState = end.WorkflowExecutionTimedOutEventAttributes.RetryState,
                    Namespace = child.Namespace,
                    NamespaceId = namespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedId,
                    StartedEventId = child.StartedId,
                };
                return item;
            case EventType.WorkflowExecutionTerminated:
                item.EventType = EventType.ChildWorkflowExecutionTerminated;
                item.ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
                {
                    Namespace = child.Namespace,
                    NamespaceId = namespaceId,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = child.InitiatedId,
                    StartedEventId = child.StartedId,
                };
                return item;
            default:
                throw new UnreachableException($"A child ended with {end.EventType}.");
        }
    }
}
