namespace Temporalio.Workflows;

/// <summary>Marks a signal handler. Without a name it is the method's name without a trailing "Async".</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    public WorkflowSignalAttribute()
    {
    }

    public WorkflowSignalAttribute(string name) => Name = name;

    public string? Name { get; }

    public string? Description { get; set; }

    /// <summary>True: takes every signal that has no handler of its own, as (string name, IRawValue[] args).</summary>
    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
