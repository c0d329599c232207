namespace Temporalio.Workflows;

/// <summary>Marks a query handler, a method or a readable property. Unlike signals the default name is never trimmed.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    public WorkflowQueryAttribute()
    {
    }

    public WorkflowQueryAttribute(string name) => Name = name;

    public string? Name { get; }

    public string? Description { get; set; }

    public bool Dynamic { get; set; }
}
