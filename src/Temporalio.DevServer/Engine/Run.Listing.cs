using Google.Protobuf;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Run
{
    private void AddListing(List<Change> changes) => changes.Add(new ListingChange(State));
}

/// <summary>The row that lists and counts read, as it is now: the writer comes to it later.</summary>
internal sealed class ListingChange(RunState state) : Change
{
    private readonly long runKey = state.RunKey;
    private readonly string ns = state.Namespace;
    private readonly string workflowId = state.WorkflowId;
    private readonly string runId = state.RunId;
    private readonly string workflowType = state.WorkflowType;
    private readonly string taskQueue = state.TaskQueue;
    private readonly int status = (int)state.Status;
    private readonly long startMs = state.StartMs;
    private readonly long executionMs = state.ExecutionMs;
    private readonly long? closeMs = state.CloseMs == 0 ? null : state.CloseMs;
    private readonly long historyLength = state.CloseMs == 0 ? 0 : state.NextEventId - 1;
    private readonly long historyBytes = state.HistoryBytes;
    private readonly long transitions = state.Transitions;
    private readonly Family? parent = state.Parent;
    private readonly Family root = state.Root ?? new Family { WorkflowId = state.WorkflowId, RunId = state.RunId };
    private readonly string attributes = SearchAttributeText.Json(state.SearchAttributes);
    private readonly byte[] body = RunSummary.Of(state).ToByteArray();

    public override void Apply(WriteStatements write) => write.SetVisibility
        .Bind(1, runKey).Bind(2, ns).Bind(3, workflowId).Bind(4, runId).Bind(5, workflowType).Bind(6, taskQueue).Bind(7, status)
        .Bind(8, startMs).Bind(9, executionMs).Bind(10, closeMs).Bind(11, historyLength).Bind(12, historyBytes).Bind(13, transitions)
        .Bind(14, parent?.WorkflowId).Bind(15, parent?.RunId).Bind(16, root.WorkflowId).Bind(17, root.RunId)
        .Bind(18, attributes).Bind(19, body).Run();
}
