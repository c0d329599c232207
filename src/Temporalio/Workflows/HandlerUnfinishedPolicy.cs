namespace Temporalio.Workflows;

/// <summary>What happens when a workflow ends while a signal or update handler still runs.</summary>
public enum HandlerUnfinishedPolicy
{
    WarnAndAbandon = 0,
    Abandon = 1,
}
