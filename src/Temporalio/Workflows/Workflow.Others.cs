using System.Linq.Expressions;
using Temporalio.Worker;

namespace Temporalio.Workflows;

/// <summary>Children, other workflows, and continuing as new.</summary>
public static partial class Workflow
{
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflowRunCall, options)).GetResultAsync();

    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflowRunCall, options)).GetResultAsync();

    public static async Task ExecuteChildWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflow, args, options)).GetResultAsync();

    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflow, args, options)).GetResultAsync<TResult>();

    /// <summary>Completes when the child has started, not when it is done.</summary>
    /// <exception cref="Temporalio.Exceptions.WorkflowAlreadyStartedException">When a workflow of that id is running.</exception>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return StartChild<TWorkflow, TResult>(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return await StartChild<TWorkflow, ValueTuple>(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await StartChild<ValueTuple, ValueTuple>(workflow, args, options);

    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        WorkflowInstance.Current.ExternalHandle<ValueTuple>(id, runId);

    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        WorkflowInstance.Current.ExternalHandle<TWorkflow>(id, runId);

    /// <summary>The exception to throw; creating it does nothing yet.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        WorkflowInstance.Current.Outbound.CreateContinueAsNewException(new(workflow, args, options, null));

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChild<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options) =>
        WorkflowInstance.Current.Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(new(workflow, args, options ?? new(), null));
}
