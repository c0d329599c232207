namespace Temporalio.Workflows;

/// <summary>How another workflow is signalled.</summary>
public class ExternalWorkflowSignalOptions : ICloneable
{
    public ExternalWorkflowSignalOptions()
    {
    }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
