using ProtoOverride = Temporalio.Api.Workflow.V1.VersioningOverride;

namespace Temporalio.Common;

/// <summary>Overrides how one workflow is versioned.</summary>
public abstract record VersioningOverride
{
    private VersioningOverride()
    {
    }

    /// <summary>How strong a pin is; numbers are those on the wire.</summary>
    public enum PinnedOverrideBehavior
    {
        Unspecified = 0,
        Pinned = 1,
    }

    /// <summary>Null for kinds of override this library does not know.</summary>
    internal static VersioningOverride? FromProto(ProtoOverride proto) => proto.OverrideCase switch
    {
        ProtoOverride.OverrideOneofCase.Pinned => new Pinned(
            WorkerDeploymentVersion.FromProto(proto.Pinned.Version), (PinnedOverrideBehavior)proto.Pinned.Behavior),
        ProtoOverride.OverrideOneofCase.AutoUpgrade => new AutoUpgrade(),
        _ => null,
    };

    internal abstract ProtoOverride ToProto();

    /// <summary>Stays on one version.</summary>
    public sealed record Pinned(
        WorkerDeploymentVersion Version,
        PinnedOverrideBehavior Behavior = PinnedOverrideBehavior.Pinned) : VersioningOverride
    {
        internal override ProtoOverride ToProto() => new()
        {
            Pinned = new()
            {
                Version = Version.ToProto(),
                Behavior = (ProtoOverride.Types.PinnedOverrideBehavior)Behavior,
            },
        };
    }

    /// <summary>Moves to the current version of the deployment.</summary>
    public sealed record AutoUpgrade : VersioningOverride
    {
        internal override ProtoOverride ToProto() => new() { AutoUpgrade = true };
    }
}
