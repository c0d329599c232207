namespace Temporalio.Client.Schedules;

/// <summary>Options of listing schedules.</summary>
public class ScheduleListOptions : ICloneable
{
    public string? Query { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
