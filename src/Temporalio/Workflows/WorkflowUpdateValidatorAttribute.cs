namespace Temporalio.Workflows;

/// <summary>Marks the validator of an update. An exception from it rejects the update before anything is written.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>Name of the C# method that handles the update (not the update's own name).</summary>
    public string UpdateMethod { get; }
}
