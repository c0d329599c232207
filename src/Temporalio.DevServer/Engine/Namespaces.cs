using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>A namespace and the search attributes registered in it.</summary>
internal sealed record NamespaceEntry(NamespaceRecord Record)
{
    public string Id => Record.Info.Id;

    /// <summary>What is wrong with search attributes, null when nothing.</summary>
    public string? Fault(SearchAttributes attributes)
    {
        foreach (var (name, value) in attributes.IndexedFields)
        {
            if (!Record.SearchAttributes.ContainsKey(name) && !SystemAttributes.Settable.ContainsKey(name))
                return $"Namespace {Record.Info.Name} has no mapping defined for search attribute {name}";
            if (value.CalculateSize() > 2 * 1024)
                return $"search attribute {name} value size {value.CalculateSize()} exceeds size limit 2048";
        }
        return attributes.IndexedFields.Count > 100 ? $"number of search attributes {attributes.IndexedFields.Count} exceeds limit 100" : null;
    }
}

/// <summary>Search attributes every namespace has.</summary>
internal static class SystemAttributes
{
    public static IReadOnlyDictionary<string, IndexedValueType> Settable { get; } = new Dictionary<string, IndexedValueType>
    {
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["BatcherNamespace"] = IndexedValueType.Keyword,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
    };

    public static IReadOnlyDictionary<string, IndexedValueType> ReadOnly { get; } = new Dictionary<string, IndexedValueType>
    {
        ["WorkflowType"] = IndexedValueType.Keyword,
        ["WorkflowId"] = IndexedValueType.Keyword,
        ["RunId"] = IndexedValueType.Keyword,
        ["ExecutionStatus"] = IndexedValueType.Keyword,
        ["StartTime"] = IndexedValueType.Datetime,
        ["ExecutionTime"] = IndexedValueType.Datetime,
        ["CloseTime"] = IndexedValueType.Datetime,
        ["ExecutionDuration"] = IndexedValueType.Int,
        ["HistoryLength"] = IndexedValueType.Int,
        ["HistorySizeBytes"] = IndexedValueType.Int,
        ["StateTransitionCount"] = IndexedValueType.Int,
        ["TaskQueue"] = IndexedValueType.Keyword,
        ["ParentWorkflowId"] = IndexedValueType.Keyword,
        ["ParentRunId"] = IndexedValueType.Keyword,
        ["RootWorkflowId"] = IndexedValueType.Keyword,
        ["RootRunId"] = IndexedValueType.Keyword,
    };
}

/// <summary>The namespaces of the service.</summary>
internal sealed class Namespaces(Core core)
{
    private readonly ConcurrentDictionary<string, NamespaceEntry> entries = [];

    public IReadOnlyList<NamespaceEntry> All => [.. entries.Values.OrderBy(e => e.Record.Info.Name, StringComparer.Ordinal)];

    /// <summary>Throws NOT_FOUND as clients know it.</summary>
    public NamespaceEntry Get(string name)
    {
        if (name.Length == 0)
            throw Faults.Invalid("Namespace not set on request.");
        return entries.TryGetValue(name, out var entry) ? entry : throw Faults.NamespaceNotFound(name);
    }

    public NamespaceEntry? ById(string id) => entries.Values.FirstOrDefault(e => e.Id == id);

    public void Load() => core.Reader.Query("SELECT name, body FROM namespaces", _ => { }, row =>
        entries[row.Text(0)] = new NamespaceEntry(NamespaceRecord.Parser.ParseFrom(row.Blob(1))));

    public bool Has(string name) => entries.ContainsKey(name);

    public Task Add(NamespaceInfo given, TimeSpan retention)
    {
        given.Id = given.Id.Length > 0 ? given.Id : Guid.NewGuid().ToString();
        given.State = NamespaceState.Registered;
        given.Capabilities = new NamespaceInfo.Types.Capabilities { EagerWorkflowStart = true, SyncUpdate = true, AsyncUpdate = true };
        var record = new NamespaceRecord
        {
            Info = given,
            Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Instants.ToDuration((long)retention.TotalMilliseconds) },
        };
        return entries.TryAdd(given.Name, new NamespaceEntry(record))
            ? Save(record)
            : throw new RpcFault(RpcCode.AlreadyExists, "Namespace already exists.", new Api.ErrorDetails.V1.NamespaceAlreadyExistsFailure());
    }

    public Task Save(NamespaceRecord record)
    {
        entries[record.Info.Name] = new NamespaceEntry(record);
        var body = record.ToByteArray();
        return core.Log.Append([new SqlChange(
            "INSERT INTO namespaces (name, body) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            write => write.Bind(1, record.Info.Name).Bind(2, body))]);
    }

    public Task Remove(string name)
    {
        entries.TryRemove(name, out _);
        return core.Log.Append([new SqlChange("DELETE FROM namespaces WHERE name = ?1", write => write.Bind(1, name))]);
    }
}
