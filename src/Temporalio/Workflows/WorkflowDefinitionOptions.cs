using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What a dynamic workflow decides about itself when it starts.</summary>
public class WorkflowDefinitionOptions : ICloneable
{
    public WorkflowDefinitionOptions()
    {
    }

    public Type[]? FailureExceptionTypes { get; set; }

    public VersioningBehavior VersioningBehavior { get; set; } = VersioningBehavior.Unspecified;

    public object Clone() => MemberwiseClone();
}
