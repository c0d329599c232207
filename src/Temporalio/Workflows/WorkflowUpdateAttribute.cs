namespace Temporalio.Workflows;

/// <summary>Marks an update handler. Without a name it is the method's name without a trailing "Async".</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    public WorkflowUpdateAttribute()
    {
    }

    public WorkflowUpdateAttribute(string name) => Name = name;

    public string? Name { get; }

    public string? Description { get; set; }

    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
