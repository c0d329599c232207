using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker;

/// <summary>
/// Which behaviours a history was written with, so that other official SDKs replay it the same way. Each flag is written once per run.
/// </summary>
internal sealed class SdkFlags
{
    private const string Name = "temporal-dotnet";

    // Core: ids and types are checked on replay (1), patches upsert a search attribute (2), the last command ends the workflow (3).
    private static readonly uint[] Core = [1, 2, 3];

    // Language: the ending command goes last (1), all jobs are applied before any code runs (2).
    private static readonly uint[] Language = [1, 2];

    private static readonly string Version = typeof(SdkFlags).Assembly.GetName().Version?.ToString() ?? "";
    private readonly HashSet<uint> core = [];
    private readonly HashSet<uint> language = [];
    private string lastName = "";
    private string lastVersion = "";

    public void Read(WorkflowTaskCompletedMetadata? metadata)
    {
        if (metadata is null)
            return;
        core.UnionWith(metadata.CoreUsedFlags);
        language.UnionWith(metadata.LangUsedFlags);
        if (metadata.SdkName.Length > 0)
            lastName = metadata.SdkName;
        if (metadata.SdkVersion.Length > 0)
            lastVersion = metadata.SdkVersion;
    }

    /// <summary>What history does not say yet.</summary>
    public WorkflowTaskCompletedMetadata TakeNew()
    {
        var metadata = new WorkflowTaskCompletedMetadata
        {
            CoreUsedFlags = { Core.Where(core.Add) },
            LangUsedFlags = { Language.Where(language.Add) },
            SdkName = lastName == Name ? "" : Name,
            SdkVersion = lastVersion == Version ? "" : Version,
        };
        (lastName, lastVersion) = (Name, Version);
        return metadata;
    }
}
