using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime;

namespace Temporalio.Testing;

/// <summary>Runs activity code with a context, without worker and service.</summary>
public record ActivityEnvironment
{
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "unknown",
        Attempt: 1,
        CurrentAttemptScheduledTime: new DateTime(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: new(),
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: new DateTime(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: new DateTime(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    public ActivityEnvironment()
    {
    }

    public ActivityInfo Info { get; init; } = DefaultInfo;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    public Action<object?[]> Heartbeater { get; init; } = static _ => { };

    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    public ITemporalClient? TemporalClient { get; init; }

    public MetricMeter? MetricMeter { get; init; }

    public ActivityCancelReason CancelReason { get; set; }

    public ActivityCancellationDetails? CancellationDetails { get; set; }

    private List<ActivityCancellation> Running { get; } = [];

    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    public void Cancel(ActivityCancelReason reason) => Cancel(reason, ActivityCancellation.DetailsOf(reason));

    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        CancelReason = reason;
        CancellationDetails = details;
        foreach (var activity in Running.ToList())
            activity.Cancel(reason, details);
        CancellationTokenSource.Cancel();
    }

    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return Task.FromResult(true);
    });

    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity();
        return true;
    });

    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        var cancellation = new ActivityCancellation(CancellationTokenSource, WorkerShutdownTokenSource.Token);
        if (CancelReason != ActivityCancelReason.None)
            cancellation.Cancel(CancelReason, CancellationDetails);
        Running.Add(cancellation);
        var context = ActivityExecutionContext.AsyncLocalCurrent;
        var before = context.Value;
        context.Value = new(
            Info,
            cancellation,
            Logger,
            PayloadConverter,
            new Lazy<MetricMeter>(() => MetricMeter ?? TemporalRuntime.Default.MetricMeter),
            TemporalClient)
        {
            Heartbeater = Heartbeater,
        };
        try
        {
            return await activity();
        }
        finally
        {
            context.Value = before;
            Running.Remove(cancellation);
        }
    }
}
