using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Options of having a schedule act now.</summary>
public class ScheduleTriggerOptions
{
    /// <summary>Unspecified is the policy of the schedule.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
