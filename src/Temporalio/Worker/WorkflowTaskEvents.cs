namespace Temporalio.Worker;

/// <summary>The listeners to workflow tasks.</summary>
internal sealed record WorkflowTaskEvents(
    object Sender, EventHandler<WorkflowTaskStartingEventArgs>? Starting, EventHandler<WorkflowTaskCompletedEventArgs>? Completed)
{
    public void RaiseStarting(WorkflowInstance workflow) => Starting?.Invoke(Sender, new(workflow.Info, workflow.Definition));

    public void RaiseCompleted(WorkflowInstance workflow, Exception? failure) => Completed?.Invoke(Sender, new(workflow.Info, workflow.Definition, failure));
}
