using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans that workflow code may make.</summary>
public static class ActivitySourceExtensions
{
    /// <summary>
    /// Makes a span that begins and ends at once, and stands at it until the result is disposed. Nothing is made on replay, so each span
    /// is seen once. Throws <see cref="InvalidOperationException"/> outside of workflows.
    /// </summary>
    /// <param name="evenOnReplay">For queries, which also run on a replayed workflow.</param>
    /// <param name="inheritParentTags">Whether the tags of the place it is made at come before the given ones in those handed on.</param>
    /// <param name="updateActivity">Called with the span before it ends; not called when there is none.</param>
    public static WorkflowDiagnosticActivity TrackWorkflowDiagnosticActivity(
        this ActivitySource source,
        string name,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<KeyValuePair<string, object?>>? tags = null,
        IEnumerable<ActivityLink>? links = null,
        bool evenOnReplay = false,
        bool inheritParentTags = true,
        Action<Activity>? updateActivity = null)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Not in a workflow");
        var parent = WorkflowDiagnosticActivity.Current;
        var inherited = inheritParentTags ? parent?.Tags : null;
        IReadOnlyCollection<KeyValuePair<string, object?>>? all = tags is null ? inherited : [.. inherited ?? [], .. tags];
        var above = parent?.Context ?? default;
        var isSilent = Workflow.Unsafe.IsReplaying && !evenOnReplay;
        using var span = isSilent ? null : source.StartActivity(name, kind, above, tags, links);
        if (span is not null)
            updateActivity?.Invoke(span);
        return new(span, span?.Context ?? above, all);
    }
}
