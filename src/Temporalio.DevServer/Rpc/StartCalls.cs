using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Rpc;

/// <summary>StartWorkflowExecution and SignalWithStartWorkflowExecution.</summary>
internal sealed class StartCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(Paths.Workflow("StartWorkflowExecution"), StartAsync);
        router.Add<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(
            Paths.Workflow("SignalWithStartWorkflowExecution"), SignalWithStartAsync);
    }

    public async ValueTask<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        var start = Plan(request);
        var (reply, saved) = core.Slots.Use(request.Namespace, request.WorkflowId, slot => Start(slot, request, start));
        await saved;
        return reply;
    }

    /// <summary>Checks a request and turns it into a start. Throws INVALID_ARGUMENT.</summary>
    public RunStart Plan(StartWorkflowExecutionRequest request)
    {
        var ns = core.Namespaces.Get(request.Namespace);
        Demands.WorkflowId(request.WorkflowId);
        Demands.Named(request.WorkflowType?.Name, "WorkflowType");
        Demands.Named(request.TaskQueue?.Name, "TaskQueue");
        Demands.Timeouts(request.WorkflowExecutionTimeout, request.WorkflowRunTimeout, request.WorkflowTaskTimeout);
        Demands.RetryPolicy(request.RetryPolicy);
        Demands.Cron(request.CronSchedule);
        Demands.Size(request.Input, "Blob data size exceeds limit.", Limits.BlobBytes);
        Demands.Size(request.Memo, "Blob data size exceeds limit.", Limits.MemoBytes);
        if (request.SearchAttributes is { } attributes && ns.Fault(attributes) is { } fault)
            throw Faults.Invalid(fault);
        if (request.WorkflowStartDelay is { } delay && Instants.ToMs(delay) < 0)
            throw Faults.Invalid("An invalid WorkflowStartDelay is set on request: negative duration");
        if (request.WorkflowStartDelay is { } && request.CronSchedule.Length > 0)
            throw Faults.Invalid("CronSchedule and WorkflowStartDelay may not be used together.");
#pragma warning disable CS0612 // Old clients still ask for termination by the reuse policy.
        if (request.WorkflowIdConflictPolicy != WorkflowIdConflictPolicy.Unspecified && request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.TerminateIfRunning)
            throw Faults.Invalid("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING cannot be used together with a WorkflowIDConflictPolicy.");
#pragma warning restore CS0612
        if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting && request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.RejectDuplicate)
            throw Faults.Invalid("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE cannot be used together with WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
        var requestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString();
        return new RunStart(request.Namespace, request.WorkflowId, requestId, new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = request.WorkflowType,
            TaskQueue = new TaskQueue { Name = request.TaskQueue!.Name, Kind = TaskQueueKind.Normal },
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RetryPolicy = request.RetryPolicy is null ? null : Retries.WithDefaults(request.RetryPolicy),
            CronSchedule = request.CronSchedule,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            Priority = request.Priority,
            FirstWorkflowTaskBackoff = request.WorkflowStartDelay ?? core.CronBackoff(request.CronSchedule),
            ContinuedFailure = request.ContinuedFailure,
            LastCompletionResult = request.LastCompletionResult,
            Initiator = request.CronSchedule.Length > 0 ? ContinueAsNewInitiator.CronSchedule : ContinueAsNewInitiator.Unspecified,
        })
        { Metadata = request.UserMetadata, Links = request.Links };
    }

    private (StartWorkflowExecutionResponse Reply, Task Saved) Start(Slot slot, StartWorkflowExecutionRequest request, RunStart start)
    {
        var outcome = core.Start(slot, start, Reuse(request.WorkflowIdReusePolicy), Conflict(request.WorkflowIdConflictPolicy), out var replaced);
        var run = outcome.Run;
        var reply = new StartWorkflowExecutionResponse
        {
            RunId = run.State.RunId,
            FirstExecutionRunId = run.State.FirstRunId,
            Status = run.State.Status,
            Started = outcome.IsNew || run.State.StartRequestId == start.RequestId,
        };
        if (!outcome.IsNew)
            return (reply, run.LastCommit);
        if (request.RequestEagerExecution && run.State.Task is not null)
        {
            start.Attributes.EagerExecutionAccepted = true;
            reply.EagerWorkflowTask = run.DeliverEagerly(request.Identity);
        }
        return (reply, run.SaveTogether(replaced));
    }

    private async ValueTask<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(SignalWithStartWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        Demands.Named(request.SignalName, "SignalName");
        var plain = new StartWorkflowExecutionRequest
        {
            Namespace = request.Namespace,
            WorkflowId = request.WorkflowId,
            WorkflowType = request.WorkflowType,
            TaskQueue = request.TaskQueue,
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RequestId = request.RequestId,
            RetryPolicy = request.RetryPolicy,
            CronSchedule = request.CronSchedule,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            WorkflowStartDelay = request.WorkflowStartDelay,
            UserMetadata = request.UserMetadata,
            Priority = request.Priority,
            WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        };
        plain.Links.AddRange(request.Links);
        Demands.Size(request.SignalInput, "Blob data size exceeds limit.", Limits.BlobBytes);
        var signal = new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.SignalInput,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = request.RequestId,
        };
        var start = Plan(plain) with { Signal = signal };
        var (reply, saved) = core.Slots.Use(request.Namespace, request.WorkflowId, slot => SignalWithStart(slot, request, start, signal));
        await saved;
        return reply;
    }

    private (SignalWithStartWorkflowExecutionResponse Reply, Task Saved) SignalWithStart(
        Slot slot, SignalWithStartWorkflowExecutionRequest request, RunStart start, WorkflowExecutionSignaledEventAttributes signal)
    {
        var last = core.Current(slot);
#pragma warning disable CS0612 // Old clients still ask for termination by the reuse policy.
        var terminates = request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting
            || request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612
        if (last is { IsOpen: true } && !terminates)
        {
            if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Fail && last.State.StartRequestId != start.RequestId)
            {
                throw Faults.AlreadyStarted($"Workflow execution is already running. WorkflowId: {slot.WorkflowId}, RunId: {last.State.RunId}.",
                    last.State.StartRequestId, last.State.RunId);
            }
            var saved = last.State.StartRequestId != start.RequestId && last.SignalAtOnce(signal, request.Links) ? last.Save() : last.LastCommit;
            return (new SignalWithStartWorkflowExecutionResponse { RunId = last.State.RunId, Started = false }, saved);
        }
        var outcome = core.Start(slot, start, Reuse(request.WorkflowIdReusePolicy), WorkflowIdConflictPolicy.TerminateExisting, out var replaced);
        var commit = outcome.IsNew ? outcome.Run.SaveTogether(replaced) : outcome.Run.LastCommit;
        return (new SignalWithStartWorkflowExecutionResponse { RunId = outcome.Run.State.RunId, Started = outcome.IsNew }, commit);
    }

    private static WorkflowIdReusePolicy Reuse(WorkflowIdReusePolicy policy) =>
        policy == WorkflowIdReusePolicy.Unspecified ? WorkflowIdReusePolicy.AllowDuplicate : policy;

    private static WorkflowIdConflictPolicy Conflict(WorkflowIdConflictPolicy policy) =>
        policy == WorkflowIdConflictPolicy.Unspecified ? WorkflowIdConflictPolicy.Fail : policy;
}
