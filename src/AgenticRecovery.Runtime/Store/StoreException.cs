using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Store;

/// <summary>The database cannot be used as it is; the message says what to do. Retrying changes nothing.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database is locked, full or its disk failed. Nothing of the unit was written; it may be tried again.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Turns SQLite's result codes into what an operator can act on.</summary>
internal static class SqliteFault
{
    // Result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Null when the fault is of the statement itself (a constraint, a syntax error) and belongs to the caller.</summary>
    public static StoreException? Explain(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        Busy or Locked => new StoreUnavailableException($"{path} is locked by another process.", fault),
        Full => new StoreUnavailableException($"No space is left for {path}. Free some, then try again.", fault),
        IoError => new StoreUnavailableException($"The disk under {path} failed ({fault.SqliteExtendedErrorCode}).", fault),
        ReadOnly => new StoreException($"{path} is read-only.", fault),
        Corrupt => new StoreException($"{path} is damaged. Restore it from a back-up; `PRAGMA integrity_check` says what is lost.", fault),
        CannotOpen => new StoreException($"{path} cannot be opened. Check that its folder exists and may be written.", fault),
        NotADatabase => new StoreException($"{path} is not a SQLite database.", fault),
        _ => null,
    };
}
