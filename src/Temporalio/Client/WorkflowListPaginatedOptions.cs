namespace Temporalio.Client;

/// <summary>Options of one page of a list of workflows.</summary>
public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>0 leaves it to the service.</summary>
    public int PageSize { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowListPaginatedOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
