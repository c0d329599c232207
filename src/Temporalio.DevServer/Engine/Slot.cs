namespace Temporalio.DevServer.Engine;

/// <summary>One workflow id. Its lock guards all runs of that id, so a run and its successor change together.</summary>
internal sealed class Slot(string ns, string workflowId)
{
    public string Namespace { get; } = ns;

    public string WorkflowId { get; } = workflowId;

    public Lock Gate { get; } = new();

    /// <summary>Loaded runs.</summary>
    public Dictionary<long, Run> Runs { get; } = [];

    /// <summary>Key of the newest run; meaningful once <see cref="IsCurrentKnown"/>. Null when the id was never used.</summary>
    public long? CurrentKey { get; set; }

    public bool IsCurrentKnown { get; set; }

    /// <summary>Removed from the table; whoever holds it must ask the table again.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Used since the last sweep.</summary>
    public bool IsTouched { get; set; } = true;
}
