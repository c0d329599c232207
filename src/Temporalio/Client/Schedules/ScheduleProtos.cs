using System.Collections.Immutable;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using NewWorkflowExecutionInfo = Temporalio.Api.Workflow.V1.NewWorkflowExecutionInfo;
using Payload = Temporalio.Api.Common.V1.Payload;
using ProtoSchedule = Temporalio.Api.Schedule.V1.Schedule;

namespace Temporalio.Client.Schedules;

/// <summary>Schedules to and from what travels.</summary>
internal static class ScheduleProtos
{
    public static async Task<ProtoSchedule> ToProtoAsync(Schedule schedule, string clientNamespace, DataConverter dataConverter) =>
        new()
        {
            Spec = schedule.Spec.ToProto(),
            Action = new()
            {
                StartWorkflow = schedule.Action is ScheduleActionStartWorkflow start
                    ? await ToProtoAsync(start, clientNamespace, dataConverter)
                    : throw new ArgumentException($"Unknown schedule action {schedule.Action.GetType()}"),
            },
            Policies = schedule.Policy.ToProto(),
            State = schedule.State.ToProto(),
        };

    public static async Task<Schedule> FromProtoAsync(ProtoSchedule proto, string clientNamespace, DataConverter dataConverter) =>
        new(
            proto.Action?.StartWorkflow is { } start
                ? await FromProtoAsync(start, clientNamespace, dataConverter)
                : throw new InvalidOperationException("Schedule has an unknown action"),
            ScheduleSpec.FromProto(proto.Spec ?? new()))
        {
            Policy = SchedulePolicy.FromProto(proto.Policies ?? new()),
            State = ScheduleState.FromProto(proto.State ?? new()),
        };

    private static async Task<NewWorkflowExecutionInfo> ToProtoAsync(
        ScheduleActionStartWorkflow action, string clientNamespace, DataConverter dataConverter)
    {
        var options = action.Options;
        RequireSchedulable(options);
        var converter = InContext(options.Id!, clientNamespace, dataConverter);
        var proto = new NewWorkflowExecutionInfo
        {
            WorkflowId = options.Id,
            WorkflowType = new() { Name = action.Workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            WorkflowExecutionTimeout = ToProto(options.ExecutionTimeout),
            WorkflowRunTimeout = ToProto(options.RunTimeout),
            WorkflowTaskTimeout = ToProto(options.TaskTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            VersioningOverride = options.VersioningOverride?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
        if (action.Args.Count > 0)
        {
            proto.Input = new();
            foreach (var arg in action.Args)
            {
                proto.Input.Payloads_.Add(await ToPayloadAsync(arg, converter));
            }
        }
        foreach (var (name, value) in options.Memo ?? ImmutableDictionary<string, object>.Empty)
        {
            (proto.Memo ??= new()).Fields.Add(name, await ToPayloadAsync(value, converter));
        }
        foreach (var (name, value) in action.Headers ?? ImmutableDictionary<string, IEncodedRawValue>.Empty)
        {
            (proto.Header ??= new()).Fields.Add(name, value.Payload);
        }
        if (options.StaticSummary is not null || options.StaticDetails is not null)
        {
            proto.UserMetadata = new()
            {
                Summary = options.StaticSummary is { } summary ? await converter.ToPayloadAsync(summary) : null,
                Details = options.StaticDetails is { } details ? await converter.ToPayloadAsync(details) : null,
            };
        }
        return proto;
    }

    private static async Task<ScheduleActionStartWorkflow> FromProtoAsync(
        NewWorkflowExecutionInfo proto, string clientNamespace, DataConverter dataConverter)
    {
        var converter = InContext(proto.WorkflowId, clientNamespace, dataConverter);
        var options = new WorkflowOptions(proto.WorkflowId, proto.TaskQueue.Name)
        {
            ExecutionTimeout = proto.WorkflowExecutionTimeout?.ToTimeSpan(),
            RunTimeout = proto.WorkflowRunTimeout?.ToTimeSpan(),
            TaskTimeout = proto.WorkflowTaskTimeout?.ToTimeSpan(),
            RetryPolicy = proto.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
            Memo = proto.Memo is { } memo
                ? memo.Fields.ToDictionary(field => field.Key, field => (object)new EncodedRawValue(converter, field.Value))
                : null,
            TypedSearchAttributes = proto.SearchAttributes is { } attributes
                ? SearchAttributeCollection.FromProto(attributes)
                : null,
            StaticSummary = await EncodedValues.SummaryAsync(proto.UserMetadata, converter),
            StaticDetails = await EncodedValues.DetailsAsync(proto.UserMetadata, converter),
            VersioningOverride = proto.VersioningOverride is { } versioning ? VersioningOverride.FromProto(versioning) : null,
            Priority = proto.Priority is { } priority ? Priority.FromProto(priority) : null,
        };
        return new(
            proto.WorkflowType.Name,
            [.. (proto.Input?.Payloads_ ?? []).Select(payload => new EncodedRawValue(converter, payload))],
            options,
            proto.Header is { } header ? EncodedValues.Of(header.Fields, converter) : null);
    }

    /// <summary>Values described by the service are encoded already; converting them again would change them.</summary>
    private static async Task<Payload> ToPayloadAsync(object? value, DataConverter converter) =>
        value is IEncodedRawValue encoded ? encoded.Payload : await converter.ToPayloadAsync(value);

    private static void RequireSchedulable(WorkflowOptions options)
    {
        var fault = options switch
        {
            { Id: null } => "ID is required",
            { TaskQueue: null } => "Task queue is required",
            { IdReusePolicy: not WorkflowIdReusePolicy.AllowDuplicate } => "ID reuse policy cannot be changed",
            { IdConflictPolicy: not WorkflowIdConflictPolicy.Unspecified } => "ID conflict policy cannot be set",
            { CronSchedule: not null } => "Cron schedule cannot be set",
            { StartSignal: not null } or { StartSignalArgs: not null } => "Start signal cannot be set",
            { Rpc: not null } => "RPC options cannot be set",
            _ => null,
        };
        if (fault is not null)
        {
            throw new ArgumentException($"{fault} on workflow options of a schedule");
        }
    }

    private static DataConverter InContext(string workflowId, string clientNamespace, DataConverter dataConverter) =>
        dataConverter.WithSerializationContext(new ISerializationContext.Workflow(clientNamespace, workflowId));

    private static Google.Protobuf.WellKnownTypes.Duration? ToProto(TimeSpan? span) =>
        span is { } some ? Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(some) : null;
}
