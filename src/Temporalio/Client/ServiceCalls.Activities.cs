using Google.Protobuf;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Activities completed from outside.</content>
internal sealed partial class ServiceCalls
{
    public override async Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input)
    {
        var details = await ToPayloadsAsync(input.DataConverterOverride ?? client.Options.DataConverter, input.Options?.Details);
        var rpc = Retrying(input.Options?.Rpc);
        bool shouldStop;
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            var reply = await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc);
            shouldStop = reply.CancelRequested;
        }
        else
        {
            var reply = await Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc);
            shouldStop = reply.CancelRequested;
        }
        if (shouldStop)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    public override async Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input)
    {
        var result = await ToPayloadsAsync(input.DataConverterOverride ?? client.Options.DataConverter, [input.Result]);
        var rpc = Retrying(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Result = result,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskCompletedAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Result = result, Identity = Identity }, rpc);
        }
    }

    public override async Task FailAsyncActivityAsync(FailAsyncActivityInput input)
    {
        var converter = input.DataConverterOverride ?? client.Options.DataConverter;
        var failure = await converter.ToFailureAsync(input.Exception);
        var heartbeat = await ToPayloadsAsync(converter, input.Options?.LastHeartbeatDetails);
        var rpc = Retrying(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = heartbeat,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskFailedAsync(
                new()
                {
                    Namespace = Namespace,
                    TaskToken = TokenOf(input.Activity),
                    Failure = failure,
                    LastHeartbeatDetails = heartbeat,
                    Identity = Identity,
                },
                rpc);
        }
    }

    public override async Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input)
    {
        var details = await ToPayloadsAsync(input.DataConverterOverride ?? client.Options.DataConverter, input.Options?.Details);
        var rpc = Retrying(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskCanceledAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc);
        }
    }

    private static ByteString TokenOf(AsyncActivityHandle.Reference activity) =>
        activity is AsyncActivityHandle.TaskTokenReference { TaskToken: var token }
            ? ByteString.CopyFrom(token)
            : throw new ArgumentException($"Unknown reference {activity.GetType()}", nameof(activity));
}
