using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// A place in the trace that workflow code stands at. The span in it has already ended; it is missing on replay and when nobody listens.
/// Disposing steps back to where it was made.
/// </summary>
public class WorkflowDiagnosticActivity : IDisposable
{
    private static readonly AsyncLocal<WorkflowDiagnosticActivity?> Place = new();

    internal WorkflowDiagnosticActivity(
        Activity? activity, ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Not in workflow");
        Activity = activity;
        Context = context;
        Tags = tags;
        Parent = Current;
        Place.Value = this;
    }

    /// <summary>Null only outside of workflows that are traced.</summary>
    public static WorkflowDiagnosticActivity? Current => Place.Value;

    public WorkflowDiagnosticActivity? Parent { get; private init; }

    /// <summary>What spans below this one name as their parent.</summary>
    public ActivityContext Context { get; private init; }

    public Activity? Activity { get; private init; }

    /// <summary>Kept here too, because spans below inherit them also when this one has no span.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>>? Tags { get; private init; }

    /// <summary>Stands at a place another process has made.</summary>
    public static WorkflowDiagnosticActivity AttachFromContext(
        ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags = null) => new(null, context, tags);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Place.Value = Parent;
}
