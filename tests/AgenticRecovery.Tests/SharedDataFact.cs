namespace AgenticRecovery.Tests;

/// <summary>Where the shared material lies that tests may measure against; it is not part of this repository.</summary>
public static class SharedMaterial
{
    /// <summary>The folder <c>RECOVERY_SHARED</c> names, or one called "shared" beside a parent of the test binary; null when there is none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>Throws when the material is absent; tests that call it are marked <see cref="SharedDataFactAttribute"/>.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) =>
        Path.Combine([Root ?? throw new InvalidOperationException("The shared material is not here."), .. parts]);

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("RECOVERY_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "data")))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test on the shared material; skipped, with the reason, where the material or one file of it is absent.</summary>
/// <param name="parts">A file or folder under the material that the test needs, such as "data", "tau-bench".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] parts)
    {
        Parts = parts;
        if (SharedMaterial.Root is not { } root)
            Skip = "The shared material is not here; set RECOVERY_SHARED to its folder.";
        else if (Path.Combine([root, .. parts]) is var path && !File.Exists(path) && !Directory.Exists(path))
            Skip = $"The shared material has no {string.Join('/', parts)}.";
    }

    public IReadOnlyList<string> Parts { get; }
}
