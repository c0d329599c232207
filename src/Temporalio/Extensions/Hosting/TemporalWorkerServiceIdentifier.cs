namespace Temporalio.Extensions.Hosting;

/// <summary>Which hosted worker: the options are named after it.</summary>
public record TemporalWorkerServiceIdentifier(string TaskQueue, string? Version, bool VersionIsBuildId)
{
    internal string OptionsName => NameFor(TaskQueue, Version);

    internal static string NameFor(string taskQueue, string? version) =>
        version is null ? taskQueue : $"{taskQueue}!!__temporal__!!{version}";
}
