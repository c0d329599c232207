using System.Linq.Expressions;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Client.Schedules;

/// <summary>
/// Starts a workflow; the time is added to its id. When described, arguments, memo and headers are
/// <see cref="IEncodedRawValue"/>; given like that they are passed on as they are.
/// </summary>
public record ScheduleActionStartWorkflow(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IReadOnlyDictionary<string, IEncodedRawValue>? Headers = null) : ScheduleAction
{
    public static ScheduleActionStartWorkflow Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return Create(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return Create(WorkflowDefinition.NameForCall(method), args, options);
    }

    public static ScheduleActionStartWorkflow Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) => new(workflow, args, options);
}
