namespace Temporalio.Client;

/// <summary>Options of listing workflows.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>0 is no limit.</summary>
    public int Limit { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
