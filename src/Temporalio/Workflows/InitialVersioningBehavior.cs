namespace Temporalio.Workflows;

/// <summary>The versioning behaviour a continued run begins with.</summary>
public enum InitialVersioningBehavior
{
    Unspecified = 0,
    AutoUpgrade = 1,
    UseRampingVersion = 2,
}
