using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Starting workflows.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        StartWorkflowInput input)
    {
        var options = input.Options;
        if (options.StartSignalArgs is not null && options.StartSignal is null)
        {
            throw new ArgumentException("Cannot have start signal args without a start signal");
        }
        var request = await StartRequestAsync(input.Workflow, input.Args, options, input.Headers);
        try
        {
            if (options.StartSignal is { } signal)
            {
                var both = await SignalWithStartRequestAsync(request, signal, options.StartSignalArgs);
                var signalled = await Service.SignalWithStartWorkflowExecutionAsync(both, Retrying(options.Rpc));
                // The run signalled may be an old one, so its chain is not known.
                return new(client, request.WorkflowId, ResultRunId: signalled.RunId);
            }
            var started = await Service.StartWorkflowExecutionAsync(request, Retrying(options.Rpc));
            return new(client, request.WorkflowId, ResultRunId: started.RunId, FirstExecutionRunId: FirstRunOf(started));
        }
        catch (RpcException e) when (AlreadyStarted(e, request) is not null)
        {
            throw AlreadyStarted(e, request)!;
        }
    }

    private static string FirstRunOf(StartWorkflowExecutionResponse started) =>
        started.FirstExecutionRunId.Length > 0 ? started.FirstExecutionRunId : started.RunId;

    private static WorkflowAlreadyStartedException? AlreadyStarted(RpcException fault, StartWorkflowExecutionRequest request) =>
        fault.Code == RpcException.StatusCode.AlreadyExists
            && DetailOf<WorkflowExecutionAlreadyStartedFailure>(fault) is { } detail
            ? new(fault.Message, request.WorkflowId, request.WorkflowType.Name, detail.RunId)
            : null;

    private async Task<StartWorkflowExecutionRequest> StartRequestAsync(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        IDictionary<string, Api.Common.V1.Payload>? headers)
    {
        var id = options.Id ?? throw new ArgumentException("ID required to start workflow");
        var taskQueue = options.TaskQueue ?? throw new ArgumentException("Task queue required to start workflow");
        var converter = ConverterFor(id);
        return new()
        {
            Namespace = Namespace,
            WorkflowId = id,
            WorkflowType = new() { Name = workflow },
            TaskQueue = new() { Name = taskQueue },
            Input = await ToPayloadsAsync(converter, args),
            WorkflowExecutionTimeout = ToProto(options.ExecutionTimeout),
            WorkflowRunTimeout = ToProto(options.RunTimeout),
            WorkflowTaskTimeout = ToProto(options.TaskTimeout),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await ToMemoAsync(converter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await ToHeaderAsync(converter, headers),
            WorkflowStartDelay = ToProto(options.StartDelay),
            UserMetadata = await ToUserMetadataAsync(converter, options.StaticSummary, options.StaticDetails),
            VersioningOverride = options.VersioningOverride?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
    }

    private async Task<SignalWithStartWorkflowExecutionRequest> SignalWithStartRequestAsync(
        StartWorkflowExecutionRequest start, string signal, IReadOnlyCollection<object?>? args) => new()
        {
            Namespace = start.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            Identity = start.Identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
            SignalName = signal,
            SignalInput = await ToPayloadsAsync(ConverterFor(start.WorkflowId), args),
            RetryPolicy = start.RetryPolicy,
            CronSchedule = start.CronSchedule,
            Memo = start.Memo,
            SearchAttributes = start.SearchAttributes,
            Header = start.Header,
            WorkflowStartDelay = start.WorkflowStartDelay,
            UserMetadata = start.UserMetadata,
            VersioningOverride = start.VersioningOverride,
            Priority = start.Priority,
        };
}
