namespace Temporalio.Worker;

/// <summary>Whether the stack trace query is answered.</summary>
public enum WorkflowStackTrace
{
    None = 0,
    Normal = 1,
    WithoutFileInfo = 2,
}
