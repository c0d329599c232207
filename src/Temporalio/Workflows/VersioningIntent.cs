namespace Temporalio.Workflows;

/// <summary>Which worker version a command should go to, in the retired build-id versioning.</summary>
[Obsolete("Worker versioning by build id is retired in favour of worker deployments")]
public enum VersioningIntent
{
    Unspecified = 0,
    Compatible = 1,
    CurrentDefault = 2,
}
