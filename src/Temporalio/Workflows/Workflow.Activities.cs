using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Worker;

namespace Temporalio.Workflows;

/// <summary>Activities, called by lambda or by name.</summary>
public static partial class Workflow
{
    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options) =>
        CallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options) =>
        CallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        CallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        CallAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        CallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        CallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        CallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        CallAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    /// <exception cref="ArgumentException">At once, when the options have neither a start-to-close nor a schedule-to-close time-out.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        WorkflowInstance.Current.Outbound.ScheduleActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> CallAsync<TResult>(LambdaExpression call, ActivityOptions options)
    {
        var (method, args) = CallExpression.Read(call);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameForCall(method), args, options);
    }
}
