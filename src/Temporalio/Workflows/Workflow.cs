using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;

namespace Temporalio.Workflows;

/// <summary>
/// Everything workflow code may do to the outside world. Every member throws InvalidOperationException outside a workflow, except
/// <see cref="InWorkflow"/>.
/// </summary>
public static partial class Workflow
{
    public static bool InWorkflow => WorkflowInstance.CurrentOrNull is not null;

    public static WorkflowInfo Info => WorkflowInstance.Current.Info;

    public static object Instance => WorkflowInstance.Current.Instance;

    public static ILogger Logger => WorkflowInstance.Current.Logger;

    public static MetricMeter MetricMeter => WorkflowInstance.Current.MetricMeter;

    public static IPayloadConverter PayloadConverter => WorkflowInstance.Current.PayloadConverter;

    /// <summary>Cancelled when cancellation of the workflow is requested.</summary>
    public static CancellationToken CancellationToken => WorkflowInstance.Current.CancellationToken;

    /// <summary>Time of the current workflow task, UTC; the same on replay.</summary>
    public static DateTime UtcNow => WorkflowInstance.Current.UtcNow;

    /// <summary>Random numbers that are the same on replay.</summary>
    public static DeterministicRandom Random => WorkflowInstance.Current.Random;

    /// <summary>True while no signal or update handler is running.</summary>
    public static bool AllHandlersFinished => WorkflowInstance.Current.AllHandlersFinished;

    public static bool ContinueAsNewSuggested => WorkflowInstance.Current.Machines.TaskStarted.SuggestContinueAsNew;

    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons =>
        [.. WorkflowInstance.Current.Machines.TaskStarted.SuggestContinueAsNewReasons.Select(r => (SuggestContinueAsNewReason)(int)r)];

    public static bool TargetWorkerDeploymentVersionChanged =>
        WorkflowInstance.Current.Machines.TaskStarted.TargetWorkerDeploymentVersionChanged;

    /// <summary>Number of events up to the current workflow task.</summary>
    public static int CurrentHistoryLength => (int)WorkflowInstance.Current.Machines.LastProcessedId;

    /// <summary>Bytes, as the service counts them.</summary>
    public static int CurrentHistorySize => (int)WorkflowInstance.Current.Machines.TaskStarted.HistorySizeBytes;

    public static string CurrentBuildId => WorkflowInstance.Current.CurrentBuildId;

    public static WorkerDeploymentVersion? CurrentDeploymentVersion => WorkflowInstance.Current.CurrentDeploymentVersion;

    public static string CurrentDetails
    {
        get => WorkflowInstance.Current.CurrentDetails;
        set => WorkflowInstance.Current.CurrentDetails = value;
    }

    /// <summary>Null outside an update handler.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => WorkflowInstance.Current.CurrentUpdateInfo;

    public static IReadOnlyDictionary<string, IRawValue> Memo => WorkflowInstance.Current.Memo;

    public static SearchAttributeCollection TypedSearchAttributes => WorkflowInstance.Current.TypedSearchAttributes;

    public static IDictionary<string, WorkflowSignalDefinition> Signals => WorkflowInstance.Current.SignalHandlers;

    public static IDictionary<string, WorkflowQueryDefinition> Queries => WorkflowInstance.Current.QueryHandlers;

    public static IDictionary<string, WorkflowUpdateDefinition> Updates => WorkflowInstance.Current.UpdateHandlers;

    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => WorkflowInstance.Current.DynamicSignal;
        set => WorkflowInstance.Current.DynamicSignal = value;
    }

    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => WorkflowInstance.Current.DynamicQuery;
        set => WorkflowInstance.Current.DynamicQuery = value;
    }

    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => WorkflowInstance.Current.DynamicUpdate;
        set => WorkflowInstance.Current.DynamicUpdate = value;
    }

    public static Guid NewGuid() => WorkflowInstance.Current.NewGuid();

    /// <summary>True for new runs and for runs whose history has the patch; the first answer holds for the run.</summary>
    public static bool Patched(string patchId) => WorkflowInstance.Current.Patch(patchId, isDeprecated: false);

    public static void DeprecatePatch(string patchId) => WorkflowInstance.Current.Patch(patchId, isDeprecated: true);

    /// <exception cref="ArgumentException">When there is no update, or two for one key.</exception>
    public static void UpsertMemo(params MemoUpdate[] updates) => WorkflowInstance.Current.UpsertMemo(updates);

    /// <exception cref="ArgumentException">When there is no update, or two for one key.</exception>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) =>
        WorkflowInstance.Current.UpsertSearchAttributes(updates);

    /// <summary>What only tools and interceptors should need.</summary>
    public static class Unsafe
    {
        /// <summary>True during replay, and always in queries and validators.</summary>
        public static bool IsReplaying => WorkflowInstance.Current.IsReplaying;

        /// <summary>True only while events of the past are worked through.</summary>
        public static bool IsReplayingHistoryEvents => WorkflowInstance.Current.IsReplayingHistoryEvents;

        /// <summary>Runs the function; this library has no tracing event listener to turn off.</summary>
        public static void WithTracingEventListenerDisabled(Action fn) => fn();

        public static T WithTracingEventListenerDisabled<T>(Func<T> fn) => fn();
    }
}
