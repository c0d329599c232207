using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Timers, conditions and activities.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly HashSet<string> pendingCalls = [];
    private int timerSequence;
    private int activitySequence;

    public WorkflowOutboundInterceptor Outbound => outbound ?? throw new InvalidOperationException("Interceptor chain did not call Init");

    public Task DelayAsync(DelayAsyncInput input)
    {
        if (input.Delay < TimeSpan.Zero && input.Delay != Timeout.InfiniteTimeSpan)
            throw new ArgumentException("Delay duration cannot be less than 0");
        var token = input.CancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromCanceled(token);
        if (input.Delay == Timeout.InfiniteTimeSpan)
            return WaitForCancelAsync(token);
        // A timer of no length would not be a timer to the service.
        var delay = input.Delay < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : input.Delay;
        return WaitForTimerAsync(new TimerOperation(machines, ++timerSequence, delay, Metadata(input.Summary, null)), token);
    }

    /// <summary>True when the condition held, false when the time-out came first.</summary>
    public async Task<bool> WaitConditionAsync(Func<bool> check, TimeSpan? timeout, string? summary, CancellationToken token)
    {
        RequireWritable("wait for a condition");
        token.ThrowIfCancellationRequested();
        var met = new TaskCompletionSource();
        var node = conditions.AddLast((check, met));
        try
        {
            if (timeout is not { } limit || limit == Timeout.InfiniteTimeSpan)
            {
                using (token.Register(() => met.TrySetCanceled(token)))
                    await met.Task;
                return true;
            }
            using var stopTimer = CancellationTokenSource.CreateLinkedTokenSource(token);
            var timer = Outbound.DelayAsync(new(limit, stopTimer.Token, summary ?? "WaitConditionAsync"));
            var first = await Task.WhenAny(met.Task, timer);
            if (first == met.Task)
            {
                stopTimer.Cancel();
                await met.Task;
                return true;
            }
            await timer;
            return false;
        }
        finally
        {
            if (node.List is not null)
                conditions.Remove(node);
        }
    }

    public Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
            throw new ArgumentException("Activity options must have StartToCloseTimeout or ScheduleToCloseTimeout");
        var token = options.CancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));
        var id = options.ActivityId ?? (++activitySequence).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var queue = options.TaskQueue ?? Info.TaskQueue;
        var context = ActivityConverter(id, input.Activity, queue, isLocal: false);
        var operation = new ActivityOperation(
            machines,
            new()
            {
                ActivityId = id,
                ActivityType = new() { Name = input.Activity },
                TaskQueue = new TaskQueue { Name = queue },
                Header = ToHeader(input.Headers),
                Input = ToPayloads(input.Args, context.PayloadConverter),
                ScheduleToCloseTimeout = ToDuration(options.ScheduleToCloseTimeout),
                ScheduleToStartTimeout = ToDuration(options.ScheduleToStartTimeout),
                StartToCloseTimeout = ToDuration(options.StartToCloseTimeout),
                HeartbeatTimeout = ToDuration(options.HeartbeatTimeout),
                RetryPolicy = options.RetryPolicy?.ToProto(),
                // The completion of the task turns this into a request as far as slots allow.
                RequestEagerExecution = !options.DisableEagerActivityExecution && queue == setup.TaskQueue,
                Priority = options.Priority?.ToProto(),
            },
            options.CancellationType,
            Metadata(options.Summary, null));
        return ResultAsync<TResult>($"activity {input.Activity} ({id})", operation.Outcome.Task, operation.Cancel, context.PayloadConverter, token);
    }

    public Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
            throw new ArgumentException("Activity options must have StartToCloseTimeout or ScheduleToCloseTimeout");
        if (setup.HasActivity?.Invoke(input.Activity) == false)
            throw new InvalidOperationException($"Activity {input.Activity} is not registered on this worker");
        var token = options.CancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException<TResult>(new CanceledFailureException("Local activity cancelled before scheduled"));
        return RunLocalActivityAsync<TResult>(input, token);
    }

    private async Task<TResult> RunLocalActivityAsync<TResult>(ScheduleLocalActivityInput input, CancellationToken token)
    {
        var attempt = 1;
        var originallyScheduledAt = machines.Now;
        while (true)
        {
            var sequence = ++activitySequence;
            var id = input.Options.ActivityId ?? sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var context = ActivityConverter(id, input.Activity, Info.TaskQueue, isLocal: true);
            IReadOnlyList<Payload> args = ToPayloads(input.Args, context.PayloadConverter)?.Payloads_ ?? [];
            var operation = new LocalActivityOperation(machines, new(
                sequence, id, input.Activity, args, input.Headers?.ToDictionary(), input.Options, attempt, originallyScheduledAt, Metadata(input.Options.Summary, null)));
            LocalActivityOutcome outcome;
            using (token.Register(operation.Cancel))
                outcome = await operation.Outcome.Task;
            if (outcome.Backoff is { } backoff)
            {
                await Outbound.DelayAsync(new(backoff, token, "LocalActivityBackoff"));
                attempt = outcome.Attempt + 1;
                continue;
            }
            if (outcome.Failure is { } failure)
                throw ToException(LocalFailure(failure, id, input.Activity));
            return ToResult<TResult>(outcome.Result, context.PayloadConverter);
        }
    }

    private static Api.Failure.V1.Failure LocalFailure(Api.Failure.V1.Failure failure, string id, string type) =>
        failure.ActivityFailureInfo is not null
            ? failure
            : new()
            {
                Message = failure.CanceledFailureInfo is not null ? "Local Activity cancelled" : "Local Activity failed",
                Cause = failure,
                ActivityFailureInfo = new() { ActivityId = id, ActivityType = new() { Name = type } },
            };

    private static async Task WaitForCancelAsync(CancellationToken token)
    {
        var never = new TaskCompletionSource();
        using (token.Register(() => never.TrySetCanceled(token)))
            await never.Task;
    }

    private static async Task WaitForTimerAsync(TimerOperation timer, CancellationToken token)
    {
        using (token.Register(() =>
        {
            timer.Cancel();
            timer.Fired.TrySetCanceled(token);
        }))
        {
            await timer.Fired.Task;
        }
    }

    private async Task<TResult> ResultAsync<TResult>(string call, Task<Payload?> outcome, Action cancel, IPayloadConverter payloads, CancellationToken token)
    {
        pendingCalls.Add(call);
        try
        {
            using (token.Register(cancel))
                return ToResult<TResult>(await outcome, payloads);
        }
        finally
        {
            pendingCalls.Remove(call);
        }
    }

    /// <summary>No payload, or a caller that wants none, gives the default value.</summary>
    private static TResult ToResult<TResult>(Payload? payload, IPayloadConverter payloads) =>
        payload is null || typeof(TResult) == typeof(ValueTuple) ? default! : payloads.ToValue<TResult>(payload);

    private DataConverter ActivityConverter(string id, string type, string queue, bool isLocal) => setup.DataConverter.WithSerializationContext(
        new ISerializationContext.Activity(setup.Namespace, id, Info.WorkflowId, Info.WorkflowType, type, queue, isLocal));

    private UserMetadata? Metadata(string? summary, string? details) => summary is null && details is null
        ? null
        : new UserMetadata
        {
            Summary = summary is null ? null : converter.PayloadConverter.ToPayload(summary),
            Details = details is null ? null : converter.PayloadConverter.ToPayload(details),
        };
}
