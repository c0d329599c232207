using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>Commands that reach other workflows. They are delivered by <see cref="Errands"/> after the commit.</summary>
internal sealed partial class Run
{
    private void StartChild(StartChildWorkflowExecutionCommandAttributes given, long completedId)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadStartChildExecutionAttributes;
        if (given.WorkflowId.Length == 0)
            throw new BadCommand(cause, "Required field WorkflowId is not set on StartChildWorkflowExecutionCommand.");
        if (given.WorkflowType is not { Name.Length: > 0 })
            throw new BadCommand(cause, $"Required field WorkflowType is not set on StartChildWorkflowExecutionCommand. WorkflowId={given.WorkflowId}");
        if (Retries.Fault(given.RetryPolicy) is { } fault)
            throw new BadCommand(cause, $"Invalid RetryPolicy: {fault}");
        if (given.CronSchedule.Length > 0 && !CronSchedule.TryParse(given.CronSchedule, out _))
            throw new BadCommand(cause, "Invalid CronSchedule on StartChildWorkflowExecutionCommand.");
        if (given.SearchAttributes is { } attributes && core.Namespaces.Get(State.Namespace).Fault(attributes) is { } refused)
            throw new BadCommand(WorkflowTaskFailedCause.BadSearchAttributes, refused);
        if (State.Children.Count >= Limits.PendingChildren)
        {
            throw new BadCommand(WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded,
                $"the number of pending child workflow executions, {State.Children.Count}, has reached the per-workflow limit of {Limits.PendingChildren}");
        }
        DemandSize(given.Input, "StartChildWorkflowExecutionCommandAttributes. Input", cause);
        var policy = given.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : given.ParentClosePolicy;
        var queue = given.TaskQueue is { Name.Length: > 0 } named ? named.Name : State.TaskQueue;
        var item = New(EventType.StartChildWorkflowExecutionInitiated);
        item.StartChildWorkflowExecutionInitiatedEventAttributes = new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = State.Namespace,
            NamespaceId = NamespaceId,
            WorkflowId = given.WorkflowId,
            WorkflowType = given.WorkflowType,
            TaskQueue = QueueNamed(queue),
            Input = given.Input,
            WorkflowExecutionTimeout = given.WorkflowExecutionTimeout,
            WorkflowRunTimeout = given.WorkflowRunTimeout,
            WorkflowTaskTimeout = given.WorkflowTaskTimeout,
            ParentClosePolicy = policy,
            WorkflowTaskCompletedEventId = completedId,
            WorkflowIdReusePolicy = given.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified
                ? WorkflowIdReusePolicy.AllowDuplicate : given.WorkflowIdReusePolicy,
            RetryPolicy = given.RetryPolicy is null ? null : Retries.WithDefaults(given.RetryPolicy),
            CronSchedule = given.CronSchedule,
            Header = given.Header,
            Memo = given.Memo,
            SearchAttributes = given.SearchAttributes,
            Priority = given.Priority,
        };
        var id = Append(item).EventId;
        var requestId = Guid.NewGuid().ToString();
        State.Children[id] = new PendingChild
        {
            InitiatedId = id,
            Namespace = State.Namespace,
            WorkflowId = given.WorkflowId,
            WorkflowType = given.WorkflowType.Name,
            ParentClosePolicy = policy,
            RequestId = requestId,
        };
        State.Outgoing.Add(new Outgoing
        {
            Kind = Outgoing.Types.Kind.StartChild,
            InitiatedId = id,
            RequestId = requestId,
            Policy = policy,
            Target = new Family { Namespace = State.Namespace, WorkflowId = given.WorkflowId },
        });
    }

    private void SignalExternal(SignalExternalWorkflowExecutionCommandAttributes given, long completedId)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes;
        if (given.Execution is not { WorkflowId.Length: > 0 } target)
            throw new BadCommand(cause, "WorkflowId is not set on SignalExternalWorkflowExecutionCommand.");
        if (given.SignalName.Length == 0)
            throw new BadCommand(cause, $"SignalName is not set on SignalExternalWorkflowExecutionCommand. WorkflowId={target.WorkflowId}");
        DemandSize(given.Input, "SignalExternalWorkflowExecutionCommandAttributes.Input", cause);
        var item = New(EventType.SignalExternalWorkflowExecutionInitiated);
        item.SignalExternalWorkflowExecutionInitiatedEventAttributes = new SignalExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            Namespace = TargetNamespace(given),
            NamespaceId = NamespaceId,
            WorkflowExecution = target,
            SignalName = given.SignalName,
            Input = given.Input,
            ChildWorkflowOnly = given.ChildWorkflowOnly,
            Header = given.Header,
        };
        State.Outgoing.Add(new Outgoing
        {
            Kind = Outgoing.Types.Kind.Signal,
            InitiatedId = Append(item).EventId,
            RequestId = Guid.NewGuid().ToString(),
            ChildOnly = given.ChildWorkflowOnly,
            Target = new Family { Namespace = TargetNamespace(given), WorkflowId = target.WorkflowId, RunId = target.RunId },
        });
    }

    private void CancelExternal(RequestCancelExternalWorkflowExecutionCommandAttributes given, long completedId)
    {
        if (given.WorkflowId.Length == 0)
        {
            throw new BadCommand(WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
                "WorkflowId is not set on RequestCancelExternalWorkflowExecutionCommand.");
        }
        var item = New(EventType.RequestCancelExternalWorkflowExecutionInitiated);
        item.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new RequestCancelExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            Namespace = TargetNamespace(given),
            NamespaceId = NamespaceId,
            WorkflowExecution = new WorkflowExecution { WorkflowId = given.WorkflowId, RunId = given.RunId },
            ChildWorkflowOnly = given.ChildWorkflowOnly,
            Reason = given.Reason,
        };
        State.Outgoing.Add(new Outgoing
        {
            Kind = Outgoing.Types.Kind.Cancel,
            InitiatedId = Append(item).EventId,
            RequestId = Guid.NewGuid().ToString(),
            ChildOnly = given.ChildWorkflowOnly,
            Target = new Family { Namespace = TargetNamespace(given), WorkflowId = given.WorkflowId, RunId = given.RunId },
        });
    }

    private string NamespaceId => core.Namespaces.Get(State.Namespace).Id;

#pragma warning disable CS0612 // The namespace of a target is deprecated in commands, but workers may set it.
    private string TargetNamespace(SignalExternalWorkflowExecutionCommandAttributes given) => given.Namespace.Length > 0 ? given.Namespace : State.Namespace;

    private string TargetNamespace(RequestCancelExternalWorkflowExecutionCommandAttributes given) => given.Namespace.Length > 0 ? given.Namespace : State.Namespace;
#pragma warning restore CS0612
}
