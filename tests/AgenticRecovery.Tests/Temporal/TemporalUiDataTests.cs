using System.Net;
using System.Text.Json;
using AgenticRecovery.Host.Cli;
using Temporalio.Client;

namespace AgenticRecovery.Tests.Temporal;

/// <summary>Three orders wait for a worker; what a page reads about them with <c>temporal-dev --ui-data</c>.</summary>
public sealed class TemporalUiDataTests : IAsyncLifetime
{
    private EmbeddedTemporal? _service;
    private TemporalUiData? _data;
    private HttpClient? _web;

    public async Task InitializeAsync()
    {
        _service = await EmbeddedTemporal.StartAsync(new EmbeddedTemporalOptions(null) { Port = 0 }, CancellationToken.None);
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(_service.TargetHost));
        foreach (var id in new[] { "order-1", "order-2", "order-3" })
            await client.StartWorkflowAsync("Order", ["Ada"], new WorkflowOptions(id, "nobody-works-here"));
        _data = await TemporalUiData.StartAsync(client, CancellationToken.None);
        _web = new HttpClient { BaseAddress = new Uri(_data.Address, "api/v1/namespaces/default/") };
    }

    public async Task DisposeAsync()
    {
        _web!.Dispose();
        await _data!.DisposeAsync();
        await _service!.DisposeAsync();
    }

    [Fact]
    public async Task Workflows_come_page_by_page_and_a_query_narrows_them()
    {
        var first = await ReadAsync("workflows?pageSize=2");
        var token = Uri.EscapeDataString(first.GetProperty("nextPageToken").GetString()!);
        var second = await ReadAsync($"workflows?pageSize=2&nextPageToken={token}");
        var narrowed = await ReadAsync("workflows?query=" + Uri.EscapeDataString("WorkflowId = 'order-2'"));

        Assert.Equal(2, Ids(first).Count);
        Assert.Equal(["order-1", "order-2", "order-3"], Ids(first).Concat(Ids(second)).Order(StringComparer.Ordinal));
        Assert.Equal(["order-2"], Ids(narrowed));
    }

    [Fact]
    public async Task The_namespaces_are_listed_by_name_and_state()
    {
        var listed = await ReadAsync("/api/v1/namespaces");

        var info = listed.GetProperty("namespaces").EnumerateArray().Select(n => n.GetProperty("namespaceInfo"))
            .Single(i => i.GetProperty("name").GetString() == "default");
        Assert.Equal("NAMESPACE_STATE_REGISTERED", info.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_workflow_shows_its_state_and_its_history_from_the_first_event()
    {
        var described = (await ReadAsync("workflows/order-1")).GetProperty("workflowExecutionInfo");
        var run = described.GetProperty("execution").GetProperty("runId").GetString();
        var events = (await ReadAsync($"workflows/order-1/history?execution.runId={run}")).GetProperty("history").GetProperty("events");

        Assert.Equal("WORKFLOW_EXECUTION_STATUS_RUNNING", described.GetProperty("status").GetString());
        Assert.Equal("Order", described.GetProperty("type").GetProperty("name").GetString());
        Assert.Equal("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", events[0].GetProperty("eventType").GetString());
    }

    [Theory]
    [InlineData("workflows/order-9", HttpStatusCode.NotFound, "order-9")]
    [InlineData("../nowhere/workflows", HttpStatusCode.NotFound, "nowhere")]
    [InlineData("workflows?query=WorkflowId%20%3D", HttpStatusCode.BadRequest, "position")]
    [InlineData("workflows?nextPageToken=%21%21", HttpStatusCode.BadRequest, "nextPageToken: expected base64")]
    [InlineData("workflows?pageSize=-1", HttpStatusCode.BadRequest, "pageSize: expected 1 to 1000, found -1")]
    public async Task A_request_that_cannot_be_answered_says_why(string path, HttpStatusCode expected, string said)
    {
        using var answer = await _web!.GetAsync(path);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains(said, JsonDocument.Parse(text).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_can_be_changed_through_it(string method)
    {
        using var asked = new HttpRequestMessage(new HttpMethod(method), "workflows/order-1");

        using var answer = await _web!.SendAsync(asked);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(3, Ids(await ReadAsync("workflows")).Count);
    }

    [Theory]
    [InlineData("shop.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.shop.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost:81", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task A_name_that_is_not_this_machine_is_turned_away(string host, HttpStatusCode expected)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "workflows") { Headers = { Host = host } };

        using var answer = await _web!.SendAsync(asked);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync()).Contains("order-1", StringComparison.Ordinal));
    }

    private async Task<JsonElement> ReadAsync(string path) => JsonDocument.Parse(await _web!.GetStringAsync(path)).RootElement;

    private static List<string> Ids(JsonElement page) =>
        [.. page.GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("execution").GetProperty("workflowId").GetString()!)];
}
