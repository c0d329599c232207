namespace Temporalio.Common;

/// <summary>How a workflow moves between versions of a worker deployment.</summary>
public enum VersioningBehavior
{
    Unspecified = 0,
    Pinned = 1,
    AutoUpgrade = 2,
}
