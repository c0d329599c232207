namespace Temporalio.Activities;

/// <summary>Marks a method as an activity. Not inherited: an override states it for itself.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>The name is the method's, without a trailing "Async" when it returns a task.</summary>
    public ActivityAttribute()
    {
    }

    public ActivityAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>True: runs every activity name without a definition of its own; takes one IRawValue[].</summary>
    public bool Dynamic { get; set; }
}
