using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgenticRecovery.Store;

/// <summary>Binds the managed provider to the system's SQLite library, once per process, whoever comes first.</summary>
public static class SqliteLibrary
{
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll", "e_sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    private static readonly Lazy<string> Bound = new(Bind);

    /// <summary>Version of the bound library. Throws <see cref="StoreException"/> when none is installed or it is older than 3.35.</summary>
    public static string EnsureLoaded() => Bound.Value;

    private static string Bind()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        try
        {
            NativeLibrary.SetDllImportResolver(provider, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Another part of this process has set the same resolver; a second one is neither possible nor needed.
        }

        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            raw.FreezeProvider();
            var version = raw.sqlite3_libversion().utf8_to_string();
            // RETURNING and partial upserts came with 3.35 (2021-03-12).
            return raw.sqlite3_libversion_number() >= 3_035_000
                ? version
                : throw new StoreException($"SQLite {version} is too old; 3.35 or newer is needed.");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new StoreException(
                $"No SQLite library was found (tried {string.Join(", ", Names)}). Install it, for example: apt-get install libsqlite3-0.", e);
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
            return IntPtr.Zero;
        foreach (var candidate in Names)
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        return IntPtr.Zero;
    }
}
