using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Lists and counts of runs.</summary>
internal sealed class ListCalls(Core core)
{
    private const int mostPerPage = 1000;

    public void AddTo(Router router)
    {
        router.Add<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(Paths.Workflow("ListWorkflowExecutions"), async (r, _) =>
        {
            var (items, next) = await PageAsync(r.Namespace, r.Query, r.PageSize, r.NextPageToken);
            var reply = new ListWorkflowExecutionsResponse { NextPageToken = next };
            reply.Executions.AddRange(items);
            return reply;
        });
        router.Add<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>(Paths.Workflow("ScanWorkflowExecutions"), async (r, _) =>
        {
            var (items, next) = await PageAsync(r.Namespace, r.Query, r.PageSize, r.NextPageToken);
            var reply = new ScanWorkflowExecutionsResponse { NextPageToken = next };
            reply.Executions.AddRange(items);
            return reply;
        });
        router.Add<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(Paths.Workflow("CountWorkflowExecutions"), CountAsync);
    }

    private async Task<(List<WorkflowExecutionInfo> Items, ByteString Next)> PageAsync(string ns, string query, int pageSize, ByteString token)
    {
        var entry = core.Namespaces.Get(ns);
        await SettleAsync();
        var size = pageSize is > 0 and < mostPerPage ? pageSize : mostPerPage;
        var parsed = ListQuery.Parse(entry, query, firstParameter: 5);
        if (parsed.GroupsByStatus)
            throw Faults.Invalid("invalid query: 'GROUP BY' clause is not supported");
        var from = token.IsEmpty ? new PageToken() : Resume(token);
        var keyset = parsed.OrderBy is null && !token.IsEmpty ? " AND (start_ms, run_key) < (?3, ?4)" : " AND (?3 IS NULL OR 1) AND (?4 IS NULL OR 1)";
        var items = new List<WorkflowExecutionInfo>();
        long lastStart = 0, lastKey = 0;
        core.Reader.Query(
            $"SELECT body, start_ms, run_key FROM visibility WHERE namespace = ?1 AND {parsed.Where}{keyset} "
                + $"ORDER BY {parsed.OrderBy ?? "start_ms DESC, run_key DESC"} LIMIT ?2 OFFSET {(parsed.OrderBy is null ? 0 : from.Offset)}",
            statement =>
            {
                statement.Bind(1, ns).Bind(2, size).Bind(3, from.LastEventId).Bind(4, from.RunKey);
                parsed.Bind(statement);
            },
            row =>
            {
                items.Add(WorkflowExecutionInfo.Parser.ParseFrom(row.Blob(0)));
                lastStart = row.Int64(1);
                lastKey = row.Int64(2);
            });
        var next = items.Count < size
            ? ByteString.Empty
            : new PageToken { LastEventId = lastStart, RunKey = lastKey, Offset = from.Offset + items.Count }.ToByteString();
        return (items, next);
    }

    private async ValueTask<CountWorkflowExecutionsResponse> CountAsync(CountWorkflowExecutionsRequest request, Call call)
    {
        var entry = core.Namespaces.Get(request.Namespace);
        await SettleAsync();
        var parsed = ListQuery.Parse(entry, request.Query, firstParameter: 2);
        var reply = new CountWorkflowExecutionsResponse();
        core.Reader.Query(
            $"SELECT count(*), status FROM visibility WHERE namespace = ?1 AND {parsed.Where} {(parsed.GroupsByStatus ? "GROUP BY status" : "")}",
            statement =>
            {
                statement.Bind(1, request.Namespace);
                parsed.Bind(statement);
            },
            row =>
            {
                reply.Count += row.Int64(0);
                if (parsed.GroupsByStatus)
                    reply.Groups.Add(Group((WorkflowExecutionStatus)row.Int64(1), row.Int64(0)));
            });
        return reply;
    }

    /// <summary>A list shows what was acknowledged before it was asked: it waits for the commit that is under way.</summary>
    private Task SettleAsync() => core.Log.Settled();

    private static CountWorkflowExecutionsResponse.Types.AggregationGroup Group(WorkflowExecutionStatus status, long count)
    {
        var group = new CountWorkflowExecutionsResponse.Types.AggregationGroup { Count = count };
        group.GroupValues.Add(new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
            Data = ByteString.CopyFromUtf8($"\"{status}\""),
        });
        return group;
    }

    private static PageToken Resume(ByteString token)
    {
        try
        {
            return PageToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Faults.Invalid("Invalid NextPageToken.");
        }
    }
}
