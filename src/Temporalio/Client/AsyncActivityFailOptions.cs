namespace Temporalio.Client;

/// <summary>Options of failing an activity from outside.</summary>
public class AsyncActivityFailOptions : ICloneable
{
    public IReadOnlyCollection<object?>? LastHeartbeatDetails { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (AsyncActivityFailOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
