using System.Text.Json;
using AgenticRecovery.Activities;
using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using Microsoft.Data.Sqlite;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Cli;

/// <summary>Something the user gave us is wrong: what, where, and what was expected. Ends the command with exit code 2.</summary>
public sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The message for a fault that the user can mend; null for a fault of ours, which keeps its stack trace.</summary>
    public static string? Explain(Exception e) => e switch
    {
        BadInputException or Evals.EvalInputException or BookFaultException or PolicyBookException or PromptFileException => e.Message,
        StoreException or FormatException => e.Message,
        SqliteException s => $"the database cannot be used: {s.Message}",
        JsonException j => $"not JSON as expected: {j.Message}",
        RpcException r => $"the Temporal service answered {r.Code}: {r.Message}",
        FileNotFoundException { FileName: { } file } => $"{file}: no such file",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => e.Message,
        RemoteUnavailableException or RemoteRefusedException => e.Message,
        System.Net.Sockets.SocketException s => s.Message,
        IOException io => io.Message,
        _ => null,
    };
}
