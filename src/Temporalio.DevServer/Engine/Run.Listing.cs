using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Run
{
    private void AddListing(List<Change> changes) => changes.Add(new ListingChange(State.Clone(), SearchAttributeText.Json(State.SearchAttributes)));
}

/// <summary>The row that lists and counts read.</summary>
internal sealed class ListingChange(RunState state, string attributes) : Change
{
    public override void Apply(WriteStatements write) => write.SetVisibility
        .Bind(1, state.RunKey).Bind(2, state.Namespace).Bind(3, state.WorkflowId).Bind(4, state.RunId).Bind(5, state.WorkflowType)
        .Bind(6, state.TaskQueue).Bind(7, (int)state.Status).Bind(8, state.StartMs).Bind(9, state.ExecutionMs)
        .Bind(10, state.CloseMs == 0 ? null : state.CloseMs).Bind(11, state.CloseMs == 0 ? 0 : state.NextEventId - 1)
        .Bind(12, state.HistoryBytes).Bind(13, state.Transitions)
        .Bind(14, state.Parent?.WorkflowId).Bind(15, state.Parent?.RunId)
        .Bind(16, state.Root?.WorkflowId ?? state.WorkflowId).Bind(17, state.Root?.RunId ?? state.RunId)
        .Bind(18, attributes).Bind(19, RunSummary.Of(state).ToByteArray()).Run();
}
