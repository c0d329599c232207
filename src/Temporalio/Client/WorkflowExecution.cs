using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>What a list says about one workflow run. Times are UTC.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    protected internal WorkflowExecution(
        WorkflowExecutionInfo rawInfo, DataConverter dataConverter, string? clientNamespaceForDataConverterWithContext)
    {
        RawInfo = rawInfo;
        memo = new(() => EncodedValues.Of(
            rawInfo.Memo?.Fields,
            clientNamespaceForDataConverterWithContext is { } name
                ? dataConverter.WithSerializationContext(new ISerializationContext.Workflow(name, rawInfo.Execution.WorkflowId))
                : dataConverter));
        searchAttributes = new(() => rawInfo.SearchAttributes is { } found
            ? SearchAttributeCollection.FromProto(found)
            : SearchAttributeCollection.Empty);
    }

    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>When the first task was due: later than the start with a start delay or cron schedule.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    public int HistoryLength => (int)RawInfo.HistoryLength;

    public string Id => RawInfo.Execution.WorkflowId;

    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    public string? ParentId => RawInfo.ParentExecution is { WorkflowId.Length: > 0 } parent ? parent.WorkflowId : null;

    public string? ParentRunId => RawInfo.ParentExecution is { RunId.Length: > 0 } parent ? parent.RunId : null;

    public string RunId => RawInfo.Execution.RunId;

    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    public WorkflowExecutionStatus Status => RawInfo.Status;

    public string TaskQueue => RawInfo.TaskQueue;

    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    public string WorkflowType => RawInfo.Type.Name;

    internal WorkflowExecutionInfo RawInfo { get; }
}
