namespace Temporalio.Client;

/// <summary>Options of an update.</summary>
public class WorkflowUpdateOptions : ICloneable
{
    public WorkflowUpdateOptions()
    {
    }

    public WorkflowUpdateOptions(string id) => Id = id;

    /// <summary>An update with the same id happens once; null is a new id.</summary>
    public string? Id { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowUpdateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
