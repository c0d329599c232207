using System.Diagnostics;

namespace Temporalio.Worker;

/// <summary>Whether someone is stepping through the code, so that time limits on it make no sense.</summary>
internal static class DebugSettings
{
    public static bool IsDebugging =>
        Debugger.IsAttached || Environment.GetEnvironmentVariable("TEMPORAL_DEBUG")?.ToLowerInvariant() is "true" or "1";
}
