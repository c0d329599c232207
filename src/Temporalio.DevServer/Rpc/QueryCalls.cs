using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Matching;

namespace Temporalio.DevServer.Rpc;

/// <summary>
/// Queries. One that is asked while a workflow task is pending travels with that task, so it sees everything that happened
/// before it; else it goes to a worker by itself, first to the one that has the run cached.
/// </summary>
internal sealed class QueryCalls(Core core)
{
    private static readonly TimeSpan stickyPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, PendingQuery> direct = [];

    public void AddTo(Router router)
    {
        router.Add<QueryWorkflowRequest, QueryWorkflowResponse>(Paths.Workflow("QueryWorkflow"), QueryAsync);
        router.Add<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(Paths.Workflow("RespondQueryTaskCompleted"), RespondAsync);
    }

    private async ValueTask<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.Execution);
        if (request.Query is not { QueryType.Length: > 0 })
            throw Faults.Invalid("QueryType is not set on request.");
        var patience = call.Patience(TimeSpan.FromSeconds(60));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(call.Ct);
        timeout.CancelAfter(patience);
        try
        {
            return await AskAsync(request, timeout.Token);
        }
        catch (OperationCanceledException) when (!call.Ct.IsCancellationRequested)
        {
            throw Faults.Deadline("query timed out before a worker could process it");
        }
    }

    private async Task<QueryWorkflowResponse> AskAsync(QueryWorkflowRequest request, CancellationToken ct)
    {
        var runId = request.Execution.RunId;
        while (true)
        {
            var plan = core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot => Plan(core.Find(slot, runId), request));
            runId = plan.RunId;
            if (plan.Rejected is { } rejected)
                return new QueryWorkflowResponse { QueryRejected = rejected };
            if (plan.Wait is { } wait)
            {
                await wait.WaitAsync(ct);
                continue;
            }
            var result = plan.Attached is { } attached ? await AttachedAsync(request, runId, attached, ct) : await DirectAsync(request, plan, ct);
            if (result is not null)
                return Reply(result);
        }
    }

    private Course Plan(Run run, QueryWorkflowRequest request)
    {
        var state = run.State;
        var refuses = request.QueryRejectCondition switch
        {
            QueryRejectCondition.NotOpen => !run.IsOpen,
            QueryRejectCondition.NotCompletedCleanly => !run.IsOpen && state.Status != WorkflowExecutionStatus.Completed,
            _ => false,
        };
        if (refuses)
            return new Course(state.RunId) { Rejected = new QueryRejected { Status = state.Status } };
        if (state.LastCompletedId == 0)
        {
            if (!run.IsOpen || state.FirstTaskMs > 0 || state.Task is { Attempt: > 1 })
                throw Faults.NotReady("workflow must handle at least one workflow task before it can be queried");
            return new Course(state.RunId) { Wait = run.NextChange() };
        }
        if (run.IsOpen && state.Task is { Attempt: >= 3, StartedId: 0 } or { Attempt: >= 3 })
        {
            throw new RpcFault(RpcCode.FailedPrecondition, "cannot buffer query while workflow task is in failed state",
                new WorkflowNotReadyFailure());
        }
        if (run.IsOpen && run.HasPendingTask)
        {
            var query = new PendingQuery(core.NewNumber(), request.Query);
            run.AttachQuery(query);
            return new Course(state.RunId) { Attached = query };
        }
        var isSticky = run.IsOpen && state.StickyQueue.Length > 0 && core.Queues.Workflow(state.Namespace, state.StickyQueue).IsAttended;
        return new Course(state.RunId) { RunKey = state.RunKey, Queue = state.TaskQueue, Sticky = isSticky ? state.StickyQueue : null };
    }

    private async Task<WorkflowQueryResult?> AttachedAsync(QueryWorkflowRequest request, string runId, PendingQuery query, CancellationToken ct)
    {
        try
        {
            return await query.Answer.WaitAsync(ct);
        }
        finally
        {
            core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot =>
            {
                if (RunId.TryKey(runId, out var key))
                    core.Load(slot, key)?.DetachQuery(query);
                return true;
            });
        }
    }

    private async Task<WorkflowQueryResult?> DirectAsync(QueryWorkflowRequest request, Course plan, CancellationToken ct)
    {
        if (plan.Sticky is { } sticky)
        {
            using var brief = CancellationTokenSource.CreateLinkedTokenSource(ct);
            brief.CancelAfter(stickyPatience);
            try
            {
                return await SendAsync(request, plan, sticky, brief.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // The worker that has the run cached does not answer: any worker may.
            }
        }
        return await SendAsync(request, plan, plan.Queue, ct);
    }

    private async Task<WorkflowQueryResult?> SendAsync(QueryWorkflowRequest request, Course plan, string queue, CancellationToken ct)
    {
        var query = new PendingQuery(core.NewNumber(), request.Query);
        direct[query.Number] = query;
        try
        {
            core.Queues.Workflow(request.Namespace, queue).Offer(
                new QueuedTask(TaskKind.Query, request.Namespace, request.Execution.WorkflowId, plan.RunKey, queue, 0, 1) { Query = query });
            return await query.Answer.WaitAsync(ct);
        }
        finally
        {
            direct.TryRemove(query.Number, out _);
            query.Resolve(null);
        }
    }

    private ValueTask<RespondQueryTaskCompletedResponse> RespondAsync(RespondQueryTaskCompletedRequest request, Call call)
    {
        var token = TaskCalls.Token(request.TaskToken);
        if (!direct.TryGetValue(token.QueryId, out var query))
            throw Faults.NotFound("query task not found, or already expired");
        query.Resolve(new WorkflowQueryResult
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
        return ValueTask.FromResult(new RespondQueryTaskCompletedResponse());
    }

    private static QueryWorkflowResponse Reply(WorkflowQueryResult result) => result.ResultType == QueryResultType.Answered
        ? new QueryWorkflowResponse { QueryResult = result.Answer }
        : throw new RpcFault(RpcCode.InvalidArgument, result.ErrorMessage, new QueryFailedFailure { Failure = result.Failure });

    private sealed record Course(string RunId)
    {
        public QueryRejected? Rejected { get; init; }

        public Task? Wait { get; init; }

        public PendingQuery? Attached { get; init; }

        public long RunKey { get; init; }

        public string Queue { get; init; } = "";

        public string? Sticky { get; init; }
    }
}
