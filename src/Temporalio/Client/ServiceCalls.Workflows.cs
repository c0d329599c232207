using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Talking to workflows.</content>
internal sealed partial class ServiceCalls
{
    public override async Task SignalWorkflowAsync(SignalWorkflowInput input)
    {
        var converter = ConverterFor(input.Id);
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = ExecutionOf(input.Id, input.RunId),
            SignalName = input.Signal,
            Input = await ToPayloadsAsync(converter, input.Args),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            Header = await ToHeaderAsync(converter, input.Headers),
        };
        await Service.SignalWorkflowExecutionAsync(request, Retrying(input.Options?.Rpc));
    }

    public override async Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
    {
        var converter = ConverterFor(input.Id);
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = ExecutionOf(input.Id, input.RunId),
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = await ToPayloadsAsync(converter, input.Args),
                Header = await ToHeaderAsync(converter, input.Headers),
            },
            QueryRejectCondition =
                input.Options?.RejectCondition ?? client.Options.QueryRejectCondition ?? QueryRejectCondition.Unspecified,
        };
        var reply = await QueryAsync(request, input.Options?.Rpc);
        if (reply.QueryRejected is { } rejected)
        {
            throw new WorkflowQueryRejectedException(rejected.Status);
        }
        return reply.QueryResult is { Payloads_.Count: > 0 } result
            ? await converter.ToSingleValueAsync<TResult>(result.Payloads_)
            : throw new InvalidOperationException("Query has no result");
    }

    public override async Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input)
    {
        var reply = await Service.DescribeWorkflowExecutionAsync(
            new() { Namespace = Namespace, Execution = ExecutionOf(input.Id, input.RunId) },
            Retrying(input.Options?.Rpc));
        return new(reply, ConverterFor(input.Id));
    }

    public override async Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        await Service.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = ExecutionOf(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            Retrying(input.Options?.Rpc));

    public override async Task TerminateWorkflowAsync(TerminateWorkflowInput input) =>
        await Service.TerminateWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = ExecutionOf(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Reason = input.Reason ?? string.Empty,
                Details = await ToPayloadsAsync(ConverterFor(input.Id), input.Options?.Details),
                Identity = Identity,
            },
            Retrying(input.Options?.Rpc));

    public override async Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
        FetchWorkflowHistoryEventPageInput input)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = ExecutionOf(input.Id, input.RunId),
            MaximumPageSize = input.PageSize ?? 0,
            NextPageToken = ToProto(input.NextPageToken),
            WaitNewEvent = input.WaitNewEvent,
            HistoryEventFilterType = input.EventFilterType,
            SkipArchival = input.SkipArchival,
        };
        while (true)
        {
            var reply = await Service.GetWorkflowExecutionHistoryAsync(request, input.Rpc);
            var events = EventsOf(reply);
            // While waiting, a page without events only means that the service wants to be asked again.
            if (events.Count > 0 || reply.NextPageToken.IsEmpty || !input.WaitNewEvent)
            {
                return new(events, TokenOrNull(reply.NextPageToken));
            }
            request = request.Clone();
            request.NextPageToken = reply.NextPageToken;
        }
    }

    /// <summary>Some services hand the events out as they store them: histories in blobs.</summary>
    private static List<HistoryEvent> EventsOf(GetWorkflowExecutionHistoryResponse reply) =>
        reply.RawHistory.Count == 0
            ? reply.History is { } history ? [.. history.Events] : []
            : [.. reply.RawHistory.SelectMany(blob => History.Parser.ParseFrom(blob.Data).Events)];

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, RpcOptions? rpc)
    {
        try
        {
            return await Service.QueryWorkflowAsync(request, Retrying(rpc));
        }
        catch (RpcException e) when (DetailOf<QueryFailedFailure>(e) is not null)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }
    }
}
