using System.Globalization;
using System.Net.Sockets;

namespace AgenticRecovery.Host.Cli;

/// <summary>
/// A small file beside the embedded Temporal database that says where the process that has it open can be reached, so
/// that a second command on the same database talks to it instead of failing on its lock.
/// </summary>
internal sealed class ServerNote : IDisposable
{
    private readonly string _path;

    private ServerNote(string path) => _path = path;

    public static ServerNote Write(string databaseFile, string address)
    {
        var path = databaseFile + ".address";
        File.WriteAllText(path, address);
        return new ServerNote(path);
    }

    /// <summary>Null where no process has the database open; a note left behind by a killed process counts as none.</summary>
    public static string? Read(string databaseFile)
    {
        var path = databaseFile + ".address";
        if (!File.Exists(path) || !IsOpenElsewhere(databaseFile))
            return null;
        var address = File.ReadAllText(path).Trim();
        var colon = address.LastIndexOf(':');
        using var probe = new TcpClient();
        try
        {
            probe.Connect(address[..colon], int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture));
            return address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public void Dispose() => File.Delete(_path);

    /// <summary>
    /// A killed process leaves its note, and its port may belong to a stranger by now; but it leaves no lock.
    /// </summary>
    private static bool IsOpenElsewhere(string databaseFile)
    {
        try
        {
            using var _ = new FileStream(databaseFile + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
