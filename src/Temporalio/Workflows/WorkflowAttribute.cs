using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Marks a class, struct or interface as a workflow definition. Not inherited: every type states it for itself.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>The workflow name is the type's short name (for an interface without its leading I).</summary>
    public WorkflowAttribute()
    {
    }

    public WorkflowAttribute(string name) => Name = name;

    /// <summary>Null means the name comes from the type.</summary>
    public string? Name { get; }

    /// <summary>True: this type runs every workflow name that has no definition of its own; it may not carry a name.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exceptions that fail the workflow, besides Temporal failures; all others fail only the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    public VersioningBehavior VersioningBehavior { get; set; } = VersioningBehavior.Unspecified;
}
