namespace Temporalio.Client;

/// <summary>How far an update has come; numbers are those on the wire.</summary>
public enum WorkflowUpdateStage
{
    None = 0,
    Admitted = 1,
    Accepted = 2,
    Completed = 3,
}
