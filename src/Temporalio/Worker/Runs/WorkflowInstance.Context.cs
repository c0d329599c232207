using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What workflow code can read and set about its own run.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly Dictionary<string, bool> patched = [];
    private readonly HashSet<string> notifiedPatches = [];
    private readonly HashSet<string> markedPatches = [];
    private HandlerTable<WorkflowSignalDefinition>? signalHandlers;
    private HandlerTable<WorkflowQueryDefinition>? queryHandlers;
    private HandlerTable<WorkflowUpdateDefinition>? updateHandlers;
    private WorkflowSignalDefinition? dynamicSignal;
    private WorkflowQueryDefinition? dynamicQuery;
    private WorkflowUpdateDefinition? dynamicUpdate;
    private bool hasDynamicSignal;
    private bool hasDynamicQuery;
    private bool hasDynamicUpdate;
    private Dictionary<string, IRawValue>? memo;
    private SearchAttributeCollection? searchAttributes;
    private ILogger? logger;
    private MetricMeter? metricMeter;
    private string currentDetails = "";

    public DeterministicRandom Random { get; private set; }

    public string? CancelCause { get; private set; }

    public CancellationToken CancellationToken => cancellation.Token;

    public DateTime UtcNow => machines.Now;

    public bool IsReplaying => machines.IsReplaying || isReadOnly;

    public bool IsReplayingHistoryEvents => machines.IsReplaying && !isReadOnly;

    public WorkflowMachines Machines => machines;

    public IPayloadConverter PayloadConverter => converter.PayloadConverter;

    public ILogger Logger => logger ??= new ReplaySafeLogger(setup.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}"), this);

    public MetricMeter MetricMeter => metricMeter ??= new ReplaySafeMeter(
        (setup.MetricMeter ?? throw new InvalidOperationException("This worker has no metric meter")).WithTags(
            [new("namespace", Info.Namespace), new("task_queue", Info.TaskQueue), new("workflow_type", Info.WorkflowType)]),
        this);

    public string CurrentBuildId => CurrentDeploymentVersion?.BuildId ?? (machines.IsReplaying ? "" : setup.BuildId);

    public WorkerDeploymentVersion? CurrentDeploymentVersion => machines.IsReplaying
        ? machines.LastCompleted?.DeploymentVersion is { } version ? WorkerDeploymentVersion.FromProto(version) : null
        : setup.DeploymentVersion;

    public string CurrentDetails
    {
        get => currentDetails;
        set
        {
            RequireWritable("set current details");
            currentDetails = value;
        }
    }

    public HandlerTable<WorkflowSignalDefinition> SignalHandlers => signalHandlers ??= new(
        Definition.Signals, RequireHandlersWritable, name => DeliverBuffered(n => n == name), s => s.Name);

    public HandlerTable<WorkflowQueryDefinition> QueryHandlers => queryHandlers ??= new(
        Definition.Queries, RequireHandlersWritable, static _ => { }, q => q.Name);

    public HandlerTable<WorkflowUpdateDefinition> UpdateHandlers => updateHandlers ??= new(
        Definition.Updates, RequireHandlersWritable, static _ => { }, u => u.Name);

    public WorkflowSignalDefinition? DynamicSignal
    {
        get => hasDynamicSignal ? dynamicSignal : Definition.DynamicSignal;
        set
        {
            RequireDynamic(value?.Dynamic);
            (dynamicSignal, hasDynamicSignal) = (value, true);
            if (value is not null)
                DeliverBuffered(static name => !ReservedNames.IsReserved(name));
        }
    }

    public WorkflowQueryDefinition? DynamicQuery
    {
        get => hasDynamicQuery ? dynamicQuery : Definition.DynamicQuery;
        set
        {
            RequireDynamic(value?.Dynamic);
            (dynamicQuery, hasDynamicQuery) = (value, true);
        }
    }

    public WorkflowUpdateDefinition? DynamicUpdate
    {
        get => hasDynamicUpdate ? dynamicUpdate : Definition.DynamicUpdate;
        set
        {
            RequireDynamic(value?.Dynamic);
            (dynamicUpdate, hasDynamicUpdate) = (value, true);
        }
    }

    public IReadOnlyDictionary<string, IRawValue> Memo => OwnMemo;

    public SearchAttributeCollection TypedSearchAttributes
    {
        get => searchAttributes ??= started.SearchAttributes is { } given ? SearchAttributeCollection.FromProto(given) : SearchAttributeCollection.Empty;
        private set => searchAttributes = value;
    }

    private Dictionary<string, IRawValue> OwnMemo => memo ??= started.Memo?.Fields.ToDictionary(f => f.Key, f => (IRawValue)new RawValue(f.Value)) ?? [];

    /// <summary>True once something happened that must fail the workflow task.</summary>
    public bool HasFailedTask => taskFailure is not null;

    /// <summary>What the type states, else what the worker states for all.</summary>
    public Common.VersioningBehavior VersioningBehavior(WorkerDeploymentOptions? deployment)
    {
        if (deployment is not { UseWorkerVersioning: true })
            return Common.VersioningBehavior.Unspecified;
        var stated = instance is not null && Definition.DynamicOptionsGetter is { } getter
            ? getter(instance).VersioningBehavior
            : Definition.VersioningBehavior ?? Common.VersioningBehavior.Unspecified;
        return stated == Common.VersioningBehavior.Unspecified ? deployment.DefaultVersioningBehavior : stated;
    }

    public void NotifyPatch(string patchId) => notifiedPatches.Add(patchId);

    /// <summary>The first answer for a patch holds for the whole run.</summary>
    public bool Patch(string patchId, bool isDeprecated)
    {
        RequireWritable("patch");
        if (!patched.TryGetValue(patchId, out var answer))
        {
            answer = !machines.IsReplaying || notifiedPatches.Contains(patchId);
            if (!machines.IsReplaying && !notifiedPatches.Contains(patchId) && !isDeprecated && setup.PatchActivation is { } activation)
                answer = activation(new(Info, patchId));
            patched[patchId] = answer;
        }
        if ((answer || isDeprecated) && !markedPatches.Contains(patchId))
        {
            PatchOperation.Add(machines, patchId, isDeprecated, markedPatches);
            markedPatches.Add(patchId);
        }
        return answer;
    }

    public void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates)
    {
        RequireDistinct(updates.Select(u => u.UntypedKey).ToArray(), "memo");
        var upserted = new Memo();
        foreach (var update in updates)
        {
            var payload = converter.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
            upserted.Fields[update.UntypedKey] = payload;
            if (update.HasValue)
                OwnMemo[update.UntypedKey] = new RawValue(payload);
            else
                OwnMemo.Remove(update.UntypedKey);
        }
        PlainOperation.Add(machines, new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = upserted },
        });
    }

    public void UpsertSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        RequireDistinct(updates.Select(u => u.UntypedKey.Name).ToArray(), "search attribute");
        var upserted = new SearchAttributes();
        var next = new SearchAttributeCollection.Builder(TypedSearchAttributes);
        foreach (var update in updates)
        {
            upserted.IndexedFields[update.UntypedKey.Name] = SearchAttributePayload.Of(update.UntypedKey, update.HasValue ? update.UntypedValue : null);
            if (update.HasValue)
                next.SetUntyped(update.UntypedKey, update.UntypedValue);
            else
                next.Unset(update.UntypedKey);
        }
        TypedSearchAttributes = next.ToSearchAttributeCollection();
        PlainOperation.Add(machines, new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = upserted },
        });
    }

    public void RequireWritable(string what)
    {
        if (isReadOnly)
            throw new InvalidOperationException($"Cannot {what} in this context");
    }

    private static void RequireDistinct(string[] keys, string what)
    {
        if (keys.Length == 0)
            throw new ArgumentException($"At least one {what} update required");
        if (keys.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Duplicate {what} key {twice.Key}");
    }

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private static Header? ToHeader(IDictionary<string, Payload>? fields) =>
        fields is { Count: > 0 } ? new Header { Fields = { fields } } : null;

    private void RequireHandlersWritable() => RequireWritable("change handlers");

    private void RequireDynamic(bool? isDynamic)
    {
        RequireHandlersWritable();
        if (isDynamic == false)
            throw new ArgumentException("Handler is not dynamic");
    }

    private Payloads? ToPayloads(IReadOnlyCollection<object?> values) => ToPayloads(values, converter.PayloadConverter);

    private static Payloads? ToPayloads(IReadOnlyCollection<object?> values, IPayloadConverter converter)
    {
        if (values.Count == 0)
            return null;
        var payloads = new Payloads();
        foreach (var value in values)
            payloads.Payloads_.Add(converter.ToPayload(value));
        return payloads;
    }

    private Memo ToMemo(IEnumerable<KeyValuePair<string, object>> values)
    {
        var proto = new Memo();
        foreach (var (key, value) in values)
            proto.Fields[key] = converter.PayloadConverter.ToPayload(value);
        return proto;
    }

    private Memo? CurrentMemo() => OwnMemo.Count == 0
        ? null
        : new Memo { Fields = { OwnMemo.ToDictionary(m => m.Key, m => m.Value.Payload) } };
}
