using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of reading a history event by event.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    public bool SkipArchival { get; set; }

    /// <summary>Waits for further events until the workflow closes.</summary>
    public bool WaitNewEvent { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowHistoryEventFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
