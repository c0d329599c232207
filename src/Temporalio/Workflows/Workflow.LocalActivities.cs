using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Worker;

namespace Temporalio.Workflows;

/// <summary>Local activities, called by lambda or by name.</summary>
public static partial class Workflow
{
    public static Task ExecuteLocalActivityAsync(Expression<Action> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteLocalActivityAsync(Expression<Func<Task>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteLocalActivityAsync<TActivityInstance>(Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteLocalActivityAsync<TActivityInstance>(Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(Expression<Func<TResult>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<TResult>(activityCall, options);

    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options) =>
        LocalCallAsync<TResult>(activityCall, options);

    public static Task ExecuteLocalActivityAsync(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        ExecuteLocalActivityAsync<ValueTuple>(activity, args, options);

    /// <exception cref="ArgumentException">At once, when the options have neither a start-to-close nor a schedule-to-close time-out.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        WorkflowInstance.Current.Outbound.ScheduleLocalActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> LocalCallAsync<TResult>(LambdaExpression call, LocalActivityOptions options)
    {
        var (method, args) = CallExpression.Read(call);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameForCall(method), args, options);
    }
}
