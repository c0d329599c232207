namespace Temporalio.Workflows;

/// <summary>How a child workflow is signalled.</summary>
public class ChildWorkflowSignalOptions : ICloneable
{
    public ChildWorkflowSignalOptions()
    {
    }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
