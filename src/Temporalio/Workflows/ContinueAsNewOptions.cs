using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What the next run changes; unset options stay as they are.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public ContinueAsNewOptions()
    {
    }

    public string? TaskQueue { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public TimeSpan? BackoffStartInterval { get; set; }

    public InitialVersioningBehavior? InitialVersioningBehavior { get; set; }

    [Obsolete("Worker versioning by build id is retired in favour of worker deployments")]
    public VersioningIntent VersioningIntent { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
