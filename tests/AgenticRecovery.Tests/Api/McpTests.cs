using System.Text.Json;
using AgenticRecovery.Accounts;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Desk;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgenticRecovery.Tests.Api;

/// <summary>The Model Context Protocol server, asked by the package's own client.</summary>
public sealed class McpTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public async Task A_reader_sees_no_tool_that_gives_verdicts_and_reads_the_queue()
    {
        await using var client = await ByHttpAsync("reader", ["viewer"], Permissions.Read);

        var tools = await client.ListToolsAsync();
        var list = await CallAsync(client, "list_approvals", []);

        Assert.Equal(
            ["case_timeline", "draft_verdict", "explain_decision", "list_approvals", "list_cases", "read_approval", "read_case"],
            tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal(desk.App.Store.Approvals.CountPending(), list.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_decision_is_explained_with_its_rule_and_what_would_change_it()
    {
        await using var client = await ByHttpAsync("reader-2", ["viewer"], Permissions.Read);
        var waiting = desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).First(p => p.Proposal.Move is not Cases.Move.EscalateTo);

        var explained = await CallAsync(client, "explain_decision", new() { ["id"] = waiting.Proposal.Id.Value });

        Assert.Equal(waiting.Approval.Request.Rule, explained.GetProperty("decision").GetProperty("rule").GetString());
        Assert.Contains(explained.GetProperty("rules").EnumerateArray(), r => r.GetProperty("id").GetString() == waiting.Approval.Request.Rule);
    }

    [Fact]
    public async Task A_draft_changes_nothing_and_a_given_verdict_is_that_of_the_account_once()
    {
        await using var client = await ByHttpAsync("decider", ["approver", "operations", "finance", "risk"], Permissions.Read, Permissions.Decide);
        var waiting = desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).First(p => p.Case.Order?.Value == "SO-7078");
        var id = waiting.Proposal.Id;

        var draft = await CallAsync(client, "draft_verdict", new() { ["id"] = id.Value, ["verdict"] = "takeover", ["words"] = "I call the bank" });
        Assert.True(desk.App.Store.Approvals.Find(id)!.IsWaiting);
        Dictionary<string, object?> give = new()
        {
            ["id"] = id.Value,
            ["verdict"] = "takeover",
            ["proposalHash"] = draft.GetProperty("proposalHash").GetString(),
            ["idempotencyKey"] = "mcp-1",
            ["words"] = "I call the bank",
        };
        var first = await CallAsync(client, "give_verdict", give);
        var again = await CallAsync(client, "give_verdict", give);

        Assert.True(first.GetProperty("isTaken").GetBoolean());
        Assert.True(again.GetProperty("isRepeat").GetBoolean());
        Assert.Equal("decider", Assert.Single(desk.App.Store.Approvals.Find(id)!.Verdicts).By);
        Assert.Contains(desk.App.Store.Audit.Latest(20), e => e is { Who: "decider", What: "verdict.given" } && e.About == id.Value);
    }

    [Fact]
    public async Task A_refusal_reaches_the_model_in_words()
    {
        await using var client = await ByHttpAsync("reader-3", ["viewer"], Permissions.Read);

        var answer = await client.CallToolAsync("read_case", new Dictionary<string, object?> { ["id"] = "case-none" });

        Assert.True(answer.IsError);
        Assert.Contains("There is no case 'case-none'", Assert.IsType<TextContentBlock>(answer.Content[0]).Text);
    }

    [Fact]
    public async Task A_stranger_gets_no_answer() =>
        await Assert.ThrowsAnyAsync<Exception>(() => McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(desk.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp })));

    [Fact]
    public async Task Over_standard_input_the_same_tools_read_the_same_database()
    {
        await using var client = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = "recovery",
            Command = "dotnet",
            Arguments = [typeof(AgenticRecovery.Host.Cli.CommandLine).Assembly.Location, "mcp", "--db", desk.App.Options.Database],
        }),
        // The client's own patience with a process that starts on a busy machine is five seconds.
        new McpClientOptions { DiscoverProbeTimeout = Timeout.InfiniteTimeSpan, InitializationTimeout = TimeSpan.FromMinutes(3) });

        var tools = await client.ListToolsAsync();
        var cases = await CallAsync(client, "list_cases", []);

        Assert.DoesNotContain(tools, t => t.Name == "give_verdict");
        Assert.Equal(desk.App.Store.Cases.List(new CaseFilter()).Total, cases.GetProperty("total").GetInt64());
    }

    private async Task<McpClient> ByHttpAsync(string name, IReadOnlyList<string> roles, params string[] scopes)
    {
        var at = desk.App.Clock.GetUtcNow();
        await desk.App.Store.Accounts.TryAddAsync(new Account { Name = name, DisplayName = name, Roles = roles, CreatedAt = at }, null, "test", false, default);
        var token = await desk.App.Store.Tokens.IssueAsync(new ApiToken("", name, "test", scopes, at), "test", default);
        return await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(desk.Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        }));
    }

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var answer = await client.CallToolAsync(tool, arguments);
        var text = Assert.IsType<TextContentBlock>(answer.Content[0]).Text;
        Assert.True(answer.IsError is not true, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
