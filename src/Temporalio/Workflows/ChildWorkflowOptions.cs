using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow starts. Unset id means a new one; unset task queue means the parent's.</summary>
public class ChildWorkflowOptions : ICloneable
{
    public ChildWorkflowOptions()
    {
    }

    public string? Id { get; set; }

    public string? TaskQueue { get; set; }

    public TimeSpan? ExecutionTimeout { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    public CancellationToken? CancellationToken { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public RetryPolicy? RetryPolicy { get; set; }

    public string? CronSchedule { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public string? StaticSummary { get; set; }

    public string? StaticDetails { get; set; }

    public Priority? Priority { get; set; }

    [Obsolete("Worker versioning by build id is retired in favour of worker deployments")]
    public VersioningIntent VersioningIntent { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
