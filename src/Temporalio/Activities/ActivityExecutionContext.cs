using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>The activity call this code runs in. It flows with async calls.</summary>
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> Local = new();
    private readonly ITemporalClient? client;
    private readonly Lazy<MetricMeter> metricMeter;
    private readonly ActivityCancellation cancellation;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ActivityCancellation cancellation,
        ILogger logger,
        IPayloadConverter payloadConverter,
        Lazy<MetricMeter> metricMeter,
        ITemporalClient? client)
    {
        Info = info;
        this.cancellation = cancellation;
        Logger = logger;
        PayloadConverter = payloadConverter;
        this.metricMeter = metricMeter;
        this.client = client;
    }

    public static bool HasCurrent => Local.Value is not null;

    /// <exception cref="InvalidOperationException">Outside an activity.</exception>
    public static ActivityExecutionContext Current => Local.Value ?? throw new InvalidOperationException("No current context");

    public ActivityInfo Info { get; }

    public ILogger Logger { get; }

    public IPayloadConverter PayloadConverter { get; }

    public MetricMeter MetricMeter => metricMeter.Value;

    /// <exception cref="InvalidOperationException">When the worker has no client, as in some tests.</exception>
    public ITemporalClient TemporalClient => client ?? throw new InvalidOperationException("No Temporal client available");

    /// <summary>Why the token is cancelled; set before it is.</summary>
    public ActivityCancelReason CancelReason => cancellation.Reason;

    public ActivityCancellationDetails? CancellationDetails => cancellation.Details;

    /// <summary>Cancelled when the activity should stop; the service's wish is only known after a heartbeat.</summary>
    public CancellationToken CancellationToken => cancellation.Token;

    /// <summary>Cancelled as soon as the worker begins to shut down.</summary>
    public CancellationToken WorkerShutdownToken => cancellation.WorkerShutdownToken;

    internal static AsyncLocal<ActivityExecutionContext?> AsyncLocalCurrent => Local;

    /// <summary>Null where heartbeats go nowhere (local activities).</summary>
    internal Action<object?[]>? Heartbeater { get; set; }

    /// <summary>Returns at once. Only the newest details are kept, and they are sent at most once per throttle interval.</summary>
    public void Heartbeat(params object?[] details) => Heartbeater?.Invoke(details);
}
