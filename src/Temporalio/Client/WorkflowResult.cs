using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Waits for the end of a workflow and reads it from the closing event.</summary>
internal sealed class WorkflowResult(WorkflowHandle handle)
{
    private readonly DataConverter converter = handle.Client.Options.DataConverter.WithSerializationContext(
        new ISerializationContext.Workflow(handle.Client.Options.Namespace, handle.Id));

    public async Task<TResult> AwaitAsync<TResult>(bool followRuns, RpcOptions? rpcOptions)
    {
        var retrying = TemporalClient.DefaultRetryOptions(rpcOptions);
        var runId = handle.ResultRunId;
        while (true)
        {
            var closing = await ClosingEventAsync(runId, retrying);
            var nextRunId = NextRunId(closing);
            if (closing.EventType == EventType.WorkflowExecutionContinuedAsNew && !followRuns)
            {
                throw new WorkflowContinuedAsNewException(nextRunId);
            }
            if (!followRuns || nextRunId.Length == 0)
            {
                return await ReadAsync<TResult>(closing);
            }
            runId = nextRunId;
        }
    }

    private static string NextRunId(HistoryEvent closing) => closing.EventType switch
    {
        EventType.WorkflowExecutionCompleted => closing.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionFailed => closing.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionTimedOut => closing.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionContinuedAsNew => closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => string.Empty,
    };

    private async Task<HistoryEvent> ClosingEventAsync(string? runId, RpcOptions rpcOptions)
    {
        byte[]? token = null;
        while (true)
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                handle.Id,
                runId,
                PageSize: null,
                token,
                WaitNewEvent: true,
                HistoryEventFilterType.CloseEvent,
                SkipArchival: true,
                rpcOptions));
            if (page.Events.Count > 0)
            {
                return page.Events.First();
            }
            token = page.NextPageToken;
        }
    }

    private async Task<TResult> ReadAsync<TResult>(HistoryEvent closing)
    {
        switch (closing.EventType)
        {
            case EventType.WorkflowExecutionCompleted:
                var result = closing.WorkflowExecutionCompletedEventAttributes.Result;
                return typeof(TResult) == typeof(ValueTuple) || result is not { Payloads_.Count: > 0 }
                    ? default!
                    : await converter.ToSingleValueAsync<TResult>(result.Payloads_);
            case EventType.WorkflowExecutionFailed:
                throw new WorkflowFailedException(
                    await converter.ToExceptionAsync(closing.WorkflowExecutionFailedEventAttributes.Failure));
            case EventType.WorkflowExecutionCanceled:
                throw new WorkflowFailedException(new CanceledFailureException(
                    new Failure
                    {
                        Message = "Workflow canceled",
                        CanceledFailureInfo = new()
                        {
                            Details = await DecodedAsync(closing.WorkflowExecutionCanceledEventAttributes.Details),
                        },
                    },
                    null,
                    converter.PayloadConverter));
            case EventType.WorkflowExecutionTerminated:
                throw new WorkflowFailedException(
                    await TerminatedAsync(closing.WorkflowExecutionTerminatedEventAttributes));
            case EventType.WorkflowExecutionTimedOut:
                throw new WorkflowFailedException(new TimeoutFailureException(
                    new Failure
                    {
                        Message = "Workflow timed out",
                        TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                    },
                    null,
                    converter.PayloadConverter));
            default:
                throw new InvalidOperationException($"Workflow closed with unknown event {closing.EventType}");
        }
    }

    private async Task<TerminatedFailureException> TerminatedAsync(WorkflowExecutionTerminatedEventAttributes terminated)
    {
        var failure = new Failure
        {
            Message = terminated.Reason.Length == 0 ? "Workflow terminated" : terminated.Reason,
            TerminatedFailureInfo = new() { Identity = terminated.Identity },
        };
        var details = await DecodedAsync(terminated.Details);
        return new(failure, null, new InboundFailureDetails(converter.PayloadConverter, details?.Payloads_));
    }

    private async Task<Payloads?> DecodedAsync(Payloads? payloads) =>
        payloads is { Payloads_.Count: > 0 } && converter.PayloadCodec is { } codec
            ? new() { Payloads_ = { await codec.DecodeAsync([.. payloads.Payloads_]) } }
            : payloads;
}
