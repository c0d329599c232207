using System.Linq.Expressions;
using Temporalio.Api.History.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>A workflow by its id.</summary>
/// <param name="RunId">Run that is signalled, queried and so on; null is the latest.</param>
/// <param name="ResultRunId">Run whose result is awaited; null is the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain; cancels, terminations and updates only reach this chain.</param>
public record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits until the workflow closes; throws <see cref="Exceptions.WorkflowFailedException"/> unless it completed.</summary>
    /// <param name="followRuns">Whether a run that continued, was retried or is repeated by cron stands for its successor.</param>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>As above; default when the workflow returned nothing.</summary>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        new WorkflowResult(this).AwaitAsync<TResult>(followRuns, rpcOptions);

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Read(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameForCall(method), args, options);
    }

    public virtual Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>The lambda may be a method call or a property.</summary>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (CallExpression.TryReadProperty(queryCall, out var property))
        {
            return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameForCall(property!), [], options);
        }
        var (method, args) = CallExpression.Read(queryCall);
        return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameForCall(method), args, options);
    }

    /// <summary>
    /// Throws <see cref="Exceptions.WorkflowQueryFailedException"/> or, by the reject condition,
    /// <see cref="Exceptions.WorkflowQueryRejectedException"/>.
    /// </summary>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    public async Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return await StartUpdateAsync<ValueTuple>(WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return StartUpdateAsync<TUpdateResult>(WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Returns when the update has come as far as the options say. A failed update is told by its handle.</summary>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TUpdateResult>(
            new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    public Task ExecuteUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return ExecuteUpdateAsync(WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return ExecuteUpdateAsync<TUpdateResult>(WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public Task ExecuteUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Waits for the result; throws <see cref="Exceptions.WorkflowUpdateFailedException"/> if there is none.</summary>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var untilCompleted = new WorkflowUpdateStartOptions
        {
            Id = options?.Id,
            Rpc = options?.Rpc,
            WaitForStage = WorkflowUpdateStage.Completed,
        };
        var handle = await StartUpdateAsync<TUpdateResult>(update, args, untilCompleted);
        return await handle.GetResultAsync(options?.Rpc);
    }

    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);

    public virtual Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var one in FetchHistoryEventsAsync(options))
        {
            events.Add(one);
        }
        return new(Id, events);
    }

    public virtual async IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        options ??= new();
        byte[]? token = null;
        do
        {
            var page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                Id,
                RunId,
                PageSize: null,
                token,
                options.WaitNewEvent,
                options.EventFilterType,
                options.SkipArchival,
                TemporalClient.DefaultRetryOptions(options.Rpc)));
            foreach (var one in page.Events)
            {
                yield return one;
            }
            token = page.NextPageToken;
        }
        while (token is not null);
    }
}
