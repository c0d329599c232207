namespace Temporalio.DevServer.Store;

/// <summary>The database cannot be opened or written; the message names the file and what to do. The cause is SQLite's code.</summary>
public sealed class StoreFault : IOException
{
    public StoreFault(string message) : base(message) { }

    public StoreFault(string message, Exception? inner) : base(message, inner) { }

    /// <summary>SQLite's primary result code, 0 when the fault is not SQLite's.</summary>
    public int SqliteCode { get; init; }
}
