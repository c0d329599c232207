using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Temporalio.DevServer.Store;

/// <summary>Finds the SQLite library of the operating system, once per process.</summary>
internal static class SqliteLibrary
{
    private static readonly string[] names = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll", "libsqlite3.so", "sqlite3"];
    private static readonly Lazy<bool> loaded = new(Find);

    /// <summary>Throws <see cref="DllNotFoundException"/> naming what was tried when the system has no SQLite.</summary>
    public static void Load() => _ = loaded.Value;

    private static bool Find()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Another part of the same process chose the library first; its choice holds for the whole process.
        }
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        _ = raw.sqlite3_libversion_number();
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
            return IntPtr.Zero;
        foreach (var candidate in names)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }
        throw new DllNotFoundException(
            $"No SQLite library found; tried {string.Join(", ", names)}. Install it, for example with: apt-get install libsqlite3-0");
    }
}
