using System.Diagnostics;

namespace Temporalio.Tests.Server;

/// <summary>A file system in memory that is soon full. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder)
            ? new SmallDisk(folder)
            : throw new InvalidOperationException($"tmpfs cannot be mounted on {folder}");
    }

    /// <summary>Tried once for all tests.</summary>
    public static Lazy<bool> IsPossible { get; } = new(() =>
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var folder = Directory.CreateTempSubdirectory("temporal-mount-");
        try
        {
            if (!Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.FullName))
                return false;
            return Run("umount", folder.FullName);
        }
        finally
        {
            folder.Delete();
        }
    });

    public void Dispose() => Run("umount", "-l", Folder);

    private static bool Run(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program here.
            return false;
        }
    }
}

/// <summary>A test that needs a small file system of its own; skipped, with the reason, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullDiskFactAttribute : FactAttribute
{
    public FullDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible.Value)
            Skip = "No file system can be mounted here (needs Linux and the right to mount)";
    }
}
