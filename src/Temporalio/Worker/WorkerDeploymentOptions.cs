using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>The deployment a worker belongs to.</summary>
public class WorkerDeploymentOptions : ICloneable
{
    public WorkerDeploymentOptions()
    {
    }

    public WorkerDeploymentOptions(WorkerDeploymentVersion version, bool useWorkerVersioning)
    {
        Version = version;
        UseWorkerVersioning = useWorkerVersioning;
    }

    public WorkerDeploymentVersion? Version { get; set; }

    /// <summary>True: only workflows of this version come here, and each needs a versioning behaviour.</summary>
    public bool UseWorkerVersioning { get; set; }

    public VersioningBehavior DefaultVersioningBehavior { get; set; } = VersioningBehavior.Unspecified;

    public virtual object Clone() => MemberwiseClone();
}
