using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of reading a whole history.</summary>
public class WorkflowHistoryFetchOptions : ICloneable
{
    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    public bool SkipArchival { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowHistoryFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
