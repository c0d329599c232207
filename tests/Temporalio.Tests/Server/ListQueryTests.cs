using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class ListQueryTests
{
    [Theory]
    [InlineData("WorkflowId = 'a-1'", "a-1")]
    [InlineData("WorkflowId != 'a-1'", "a-2 b-1")]
    [InlineData("WorkflowId STARTS_WITH 'a-'", "a-1 a-2")]
    [InlineData("WorkflowId NOT STARTS_WITH 'a-' OR WorkflowId IN ('a-2')", "a-2 b-1")]
    [InlineData("ExecutionStatus = 'Running' AND WorkflowType = \"Order\"", "a-1 a-2 b-1")]
    [InlineData("ExecutionStatus = 'Completed'", "")]
    [InlineData("Priority >= 2 AND Priority < 3", "a-2")]
    [InlineData("Priority BETWEEN 1 AND 2", "a-1 a-2")]
    [InlineData("Tags = 'red'", "a-1 a-2")]
    [InlineData("Tags != 'red'", "b-1")]
    [InlineData("Tags IN ('blue', 'green') AND NOT (Priority = 1)", "a-2 b-1")]
    [InlineData("Priority IS NULL", "")]
    [InlineData("StartTime > '2020-01-01T00:00:00Z' and CloseTime is null", "a-1 a-2 b-1")]
    [InlineData("", "a-1 a-2 b-1")]
    public async Task A_query_finds_what_it_says(string query, string expected)
    {
        await using var service = await OrdersAsync();

        var ids = (await ListAsync(service, query)).Executions.Select(e => e.Execution.WorkflowId).Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join(" ", ids));
    }

    [Theory]
    [InlineData("WorkflowId = ", 14, "a value")]
    [InlineData("WorkflowId 'a'", 12, "an operator")]
    [InlineData("WorkflowId = 'a' Priority = 1", 18, "AND, OR or the end")]
    [InlineData("(WorkflowId = 'a'", 18, "')'")]
    public async Task A_query_that_cannot_be_read_says_where(string query, int position, string expected)
    {
        await using var service = await OrdersAsync();

        var fault = await RawServer.FaultAsync(() => ListAsync(service, query));

        Assert.Equal(RpcException.StatusCode.InvalidArgument, fault.Code);
        Assert.Contains($"position {position} ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"expected {expected}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Colour = 'red'", "invalid search attribute: Colour at position 1")]
    [InlineData("Priority = 'high'", "invalid value 'high' for search attribute Priority of type Int at position 12")]
    [InlineData("ExecutionStatus = 'Happy'", "invalid ExecutionStatus value 'Happy' at position 19")]
    public async Task A_name_or_value_that_does_not_exist_is_named(string query, string expected)
    {
        await using var service = await OrdersAsync();

        Assert.EndsWith(expected, (await RawServer.FaultAsync(() => ListAsync(service, query))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap()
    {
        await using var service = await OrdersAsync();
        var seen = new List<string>();
        var token = Google.Protobuf.ByteString.Empty;
        do
        {
            var page = await ListAsync(service, "", 2, token);
            seen.AddRange(page.Executions.Select(e => e.Execution.WorkflowId));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        Assert.Equal(["b-1", "a-2", "a-1"], seen);
    }

    [Fact]
    public async Task Counts_can_be_grouped_by_status()
    {
        await using var service = await OrdersAsync();
        await service.CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution",
            new TerminateWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = RawServer.Of("b-1") });

        var reply = await service.CallAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions",
            new CountWorkflowExecutionsRequest { Namespace = "default", Query = "GROUP BY ExecutionStatus" });

        Assert.Equal(3, reply.Count);
        Assert.Equal(["\"Running\" 2", "\"Terminated\" 1"], reply.Groups.Select(g => $"{g.GroupValues[0].Data.ToStringUtf8()} {g.Count}"));
    }

    [Fact]
    public async Task An_attribute_nobody_registered_is_refused_at_the_start()
    {
        await using var service = await OrdersAsync();

        var fault = await RawServer.FaultAsync(() => service.StartWorkflowAsync("c", r => r.SearchAttributes = new()
        {
            IndexedFields = { ["Colour"] = RawServer.Text("red").Payloads_[0] },
        }));

        Assert.Equal("Namespace default has no mapping defined for search attribute Colour", fault.Message);
    }

    private static async Task<RawServer> OrdersAsync()
    {
        var service = await RawServer.StartAsync(new DevServerOptions
        {
            SearchAttributes = new Dictionary<string, IndexedValueType> { ["Priority"] = IndexedValueType.Int, ["Tags"] = IndexedValueType.KeywordList },
        });
        await StartAsync(service, "a-1", "1", "[\"red\",\"blue\"]");
        await StartAsync(service, "a-2", "2", "[\"red\",\"green\"]");
        await StartAsync(service, "b-1", "3", "[\"blue\"]");
        return service;
    }

    private static Task<string> StartAsync(RawServer service, string id, string priority, string tags) => service.StartWorkflowAsync(id, r => r.SearchAttributes = new()
    {
        IndexedFields = { ["Priority"] = Json(priority), ["Tags"] = Json(tags) },
    });

    private static Api.Common.V1.Payload Json(string text) => new()
    {
        Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/plain") },
        Data = Google.Protobuf.ByteString.CopyFromUtf8(text),
    };

    private static Task<ListWorkflowExecutionsResponse> ListAsync(RawServer service, string query, int pageSize = 0, Google.Protobuf.ByteString? token = null) =>
        service.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", new ListWorkflowExecutionsRequest
        {
            Namespace = "default",
            Query = query,
            PageSize = pageSize,
            NextPageToken = token ?? Google.Protobuf.ByteString.Empty,
        });
}
