namespace Temporalio.Workflows;

/// <summary>How a workflow waits after it has asked a child to stop.</summary>
public enum ChildWorkflowCancellationType
{
    Abandon = 0,
    TryCancel = 1,
    WaitCancellationCompleted = 2,
    WaitCancellationRequested = 3,
}
