namespace Temporalio.Client;

/// <summary>Options of starting an update that starts its workflow if need be.</summary>
public class WorkflowStartUpdateWithStartOptions : WorkflowUpdateWithStartOptions
{
    public WorkflowStartUpdateWithStartOptions()
    {
    }

    public WorkflowStartUpdateWithStartOptions(
        WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(startWorkflowOperation) => WaitForStage = waitForStage;

    public WorkflowStartUpdateWithStartOptions(
        string id, WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(id, startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Required: accepted or completed.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
