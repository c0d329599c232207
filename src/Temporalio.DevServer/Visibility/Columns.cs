using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Rpc;

namespace Temporalio.DevServer.Visibility;

/// <summary>A field a query may name: its SQL, or none when it is kept in the JSON of attributes.</summary>
internal sealed record Column(string Name, IndexedValueType Type, string? Sql);

/// <summary>The fields of list queries and how their literals are read.</summary>
internal static class Columns
{
    private static readonly Dictionary<string, string> sql = new()
    {
        ["WorkflowType"] = "workflow_type",
        ["WorkflowId"] = "workflow_id",
        ["RunId"] = "run_id",
        ["ExecutionStatus"] = "status",
        ["StartTime"] = "start_ms",
        ["ExecutionTime"] = "execution_ms",
        ["CloseTime"] = "close_ms",
        ["ExecutionDuration"] = "((close_ms - execution_ms) * 1000000)",
        ["HistoryLength"] = "history_length",
        ["HistorySizeBytes"] = "history_size",
        ["StateTransitionCount"] = "transitions",
        ["TaskQueue"] = "task_queue",
        ["ParentWorkflowId"] = "parent_workflow_id",
        ["ParentRunId"] = "parent_run_id",
        ["RootWorkflowId"] = "root_workflow_id",
        ["RootRunId"] = "root_run_id",
    };

    /// <summary>Throws INVALID_ARGUMENT when the namespace has no such attribute.</summary>
    public static Column Find(NamespaceEntry ns, Token token)
    {
        var name = token.Value;
        if (sql.TryGetValue(name, out var column))
            return new Column(name, SystemAttributes.ReadOnly[name], column);
        if (SystemAttributes.Settable.TryGetValue(name, out var settable))
            return new Column(name, settable, null);
        if (ns.Record.SearchAttributes.TryGetValue(name, out var custom))
            return new Column(name, (IndexedValueType)custom, null);
        throw Faults.Invalid($"invalid query: unable to convert filter expression: invalid search attribute: {name} at position {token.At}");
    }

    /// <summary>The value SQL compares with. Throws INVALID_ARGUMENT when the literal does not fit the column.</summary>
    public static object Literal(Column column, Token token)
    {
        if (column.Name == "ExecutionStatus")
            return Status(token);
        return column.Type switch
        {
            IndexedValueType.Datetime => Instant(column, token),
            IndexedValueType.Int when column.Name == "ExecutionDuration" && token.Kind == TokenKind.Text => Duration(token),
            IndexedValueType.Int => long.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(column, token),
            IndexedValueType.Double => double.TryParse(token.Value, CultureInfo.InvariantCulture, out var real) ? real : throw Wrong(column, token),
            IndexedValueType.Bool => token.Value.ToUpperInvariant() switch { "TRUE" => 1L, "FALSE" => 0L, _ => throw Wrong(column, token) },
            _ => token.Kind is TokenKind.Text or TokenKind.Number ? token.Value : throw Wrong(column, token),
        };
    }

    /// <summary>"Running" or EXECUTION-style names, or the number.</summary>
    private static long Status(Token token)
    {
        if (token.Kind == TokenKind.Text && Enum.TryParse<WorkflowExecutionStatus>(token.Value, ignoreCase: true, out var status)
            && status != WorkflowExecutionStatus.Unspecified)
            return (long)status;
        if (token.Kind == TokenKind.Text && token.Value.StartsWith("WORKFLOW_EXECUTION_STATUS_", StringComparison.Ordinal)
            && Enum.TryParse(token.Value[26..].Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out status))
            return (long)status;
        return token.Kind == TokenKind.Number && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Faults.Invalid($"invalid query: invalid ExecutionStatus value '{token.Value}' at position {token.At}");
    }

    private static long Instant(Column column, Token token)
    {
        if (token.Kind == TokenKind.Number && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var nanoseconds))
            return nanoseconds / 1_000_000;
        if (token.Kind == TokenKind.Text && DateTimeOffset.TryParse(
            token.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at.ToUnixTimeMilliseconds();
        throw Wrong(column, token);
    }

    private static long Duration(Token token)
    {
        if (GoDuration.TryParse(token.Value, out var ms))
            return ms * 1_000_000;
        if (TimeSpan.TryParse(token.Value, CultureInfo.InvariantCulture, out var span))
            return (long)span.TotalMilliseconds * 1_000_000;
        throw Faults.Invalid($"invalid query: invalid ExecutionDuration value '{token.Value}' at position {token.At}");
    }

    private static RpcFault Wrong(Column column, Token token) => Faults.Invalid(
        $"invalid query: invalid value '{token.Value}' for search attribute {column.Name} of type {column.Type} at position {token.At}");
}
