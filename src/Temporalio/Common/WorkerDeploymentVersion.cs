namespace Temporalio.Common;

/// <summary>One build of a worker deployment.</summary>
public sealed record WorkerDeploymentVersion(string DeploymentName, string BuildId)
{
    /// <summary>Reads "deployment.build"; the name ends at the first dot. Throws <see cref="ArgumentException"/> without one.</summary>
    public static WorkerDeploymentVersion FromCanonicalString(string canonical)
    {
        var dot = canonical.IndexOf('.');
        return dot < 0
            ? throw new ArgumentException($"Cannot read {canonical} as deployment.build", nameof(canonical))
            : new(canonical[..dot], canonical[(dot + 1)..]);
    }

    public string ToCanonicalString() => $"{DeploymentName}.{BuildId}";

    internal static WorkerDeploymentVersion FromProto(Api.Deployment.V1.WorkerDeploymentVersion proto) =>
        new(proto.DeploymentName, proto.BuildId);

    internal Api.Deployment.V1.WorkerDeploymentVersion ToProto() => new()
    {
        DeploymentName = DeploymentName,
        BuildId = BuildId,
    };
}
