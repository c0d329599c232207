namespace Temporalio.Workflows;

/// <summary>Marks the one entry method of a workflow: public, instance, not generic, returning a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute
{
    public WorkflowRunAttribute()
    {
    }
}
