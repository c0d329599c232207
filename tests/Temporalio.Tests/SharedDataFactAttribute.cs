namespace Temporalio.Tests;

/// <summary>A test that needs the shared reference material: found by RECOVERY_SHARED, or beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Directory is null)
        {
            Skip = "The shared reference material is not here (set RECOVERY_SHARED)";
        }
    }

    /// <summary>Null when the material is not there.</summary>
    public static string? Directory { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RECOVERY_SHARED") is { Length: > 0 } named)
        {
            return System.IO.Directory.Exists(named) ? named : null;
        }
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared");
            if (System.IO.Directory.Exists(Path.Combine(beside, "temporal")))
            {
                return beside;
            }
        }
        return null;
    }
}
