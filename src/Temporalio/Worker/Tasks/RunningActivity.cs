using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>One activity call in progress: its cancellation, its context and its place in the interceptor chain.</summary>
internal sealed class RunningActivity : IDisposable
{
    private readonly WorkerContext worker;

    public RunningActivity(WorkerContext worker, ActivityInfo info, CancellationToken workerShutdown, CancellationTokenSource? stop = null)
    {
        this.worker = worker;
        Cancellation = new(stop ?? new CancellationTokenSource(), workerShutdown);
        Context = new(
            info,
            Cancellation,
            new ActivityLogger(worker.LoggerFactory.CreateLogger($"Temporalio.Activity:{info.ActivityType}"), info),
            info.DataConverter.PayloadConverter,
            new Lazy<MetricMeter>(() => worker.MetricMeter.WithTags(
            [
                new("namespace", info.Namespace), new("task_queue", info.TaskQueue), new("activity_type", info.ActivityType),
            ])),
            worker.Client);
    }

    public ActivityCancellation Cancellation { get; }

    public ActivityExecutionContext Context { get; }

    /// <summary>Calls the activity through the interceptors, with the context set.</summary>
    public async Task<object?> InvokeAsync(
        IReadOnlyList<IWorkerInterceptor> interceptors, ActivityDefinition definition, object?[] args, IReadOnlyDictionary<string, Api.Common.V1.Payload>? headers)
    {
        ActivityExecutionContext.AsyncLocalCurrent.Value = Context;
        ActivityInboundInterceptor chain = new InboundRoot(this);
        for (var i = interceptors.Count - 1; i >= 0; i--)
            chain = interceptors[i].InterceptActivity(chain);
        chain.Init(new OutboundRoot(Context.Heartbeater));
        return await chain.ExecuteActivityAsync(new(definition, args, headers));
    }

    public void Dispose()
    {
        Cancellation.End();
        Cancellation.Dispose();
    }

    private sealed class InboundRoot(RunningActivity activity) : ActivityInboundInterceptor
    {
        public override void Init(ActivityOutboundInterceptor outbound) =>
            activity.Context.Heartbeater = details => outbound.Heartbeat(new(details));

        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => input.Activity.InvokeAsync(input.Args);
    }

    private sealed class OutboundRoot(Action<object?[]>? send) : ActivityOutboundInterceptor
    {
        public override void Heartbeat(HeartbeatInput input) => send?.Invoke(input.Details);
    }

    private sealed class ActivityLogger(ILogger inner, ActivityInfo info) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel))
                return;
            var scope = new Dictionary<string, object?>
            {
                ["ActivityId"] = info.ActivityId,
                ["ActivityType"] = info.ActivityType,
                ["Attempt"] = info.Attempt,
                ["WorkflowId"] = info.WorkflowId,
                ["WorkflowRunId"] = info.WorkflowRunId,
                ["WorkflowType"] = info.WorkflowType,
                ["TaskQueue"] = info.TaskQueue,
                ["Namespace"] = info.Namespace,
            };
            using (inner.BeginScope(scope))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
