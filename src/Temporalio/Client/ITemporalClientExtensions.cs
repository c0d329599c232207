using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Calls that start something and wait for its result.</summary>
public static class ITemporalClientExtensions
{
    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc);
    }

    public static Task ExecuteUpdateWithStartWorkflowAsync<TWorkflow>(
        this ITemporalClient client,
        Expression<Func<TWorkflow, Task>> updateCall,
        WorkflowUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return client.ExecuteUpdateWithStartWorkflowAsync(WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public static Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        this ITemporalClient client,
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall,
        WorkflowUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Read(updateCall);
        return client.ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
            WorkflowUpdateDefinition.NameForCall(method), args, options);
    }

    public static Task ExecuteUpdateWithStartWorkflowAsync(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options) =>
        client.ExecuteUpdateWithStartWorkflowAsync<ValueTuple>(update, args, options);

    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var untilCompleted = new WorkflowStartUpdateWithStartOptions
        {
            Id = options.Id,
            Rpc = options.Rpc,
            StartWorkflowOperation = options.StartWorkflowOperation,
            WaitForStage = WorkflowUpdateStage.Completed,
        };
        var handle = await client.StartUpdateWithStartWorkflowAsync<TUpdateResult>(update, args, untilCompleted);
        return await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>The whole history of every workflow a query finds.</summary>
    public static async IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        this ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions = null,
        WorkflowHistoryEventFetchOptions? historyFetchOptions = null)
    {
        await foreach (var found in client.ListWorkflowsAsync(query, listOptions))
        {
            yield return await client.GetWorkflowHandle(found.Id, found.RunId).FetchHistoryAsync(historyFetchOptions);
        }
    }
}
