namespace Temporalio.Worker;

/// <summary>One run in the worker's memory. The gate lets one task at a time work on it.</summary>
internal sealed class WorkflowRun(string runId)
{
    public string RunId => runId;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Null until history has been loaded.</summary>
    public WorkflowMachines? Machines { get; set; }

    /// <summary>Answers of local activities that have ended, for whoever holds the gate.</summary>
    public LocalActivityResults LocalResults { get; } = new();

    /// <summary>True once it left the cache: whoever waited at the gate must ask the cache again.</summary>
    public bool IsEvicted { get; set; }

    public int Users { get; set; }
}
