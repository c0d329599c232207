using AgenticRecovery.Agents;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Agents;

public sealed class AnthropicChatClientTests : IDisposable
{
    private readonly HttpClient http = new();

    [Fact]
    public async Task Tools_and_system_text_carry_the_cache_mark_and_turns_alternate()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Message("""{"type":"text","text":"done"}""", "end_turn"));
        ChatMessage[] story =
        [
            new(ChatRole.System, "rules"), new(ChatRole.User, "case"),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "get_order", new Dictionary<string, object?> { ["order_id"] = "O-1" }), new FunctionCallContent("c2", "get_payment", new Dictionary<string, object?> { ["order_id"] = "O-1" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "{}")]), new(ChatRole.Tool, [new FunctionResultContent("c2", "{}")]),
        ];

        var response = await Client(server).GetResponseAsync(story, new ChatOptions { Tools = [.. ReadTools.Declarations], MaxOutputTokens = 300 }, default);

        Assert.Equal("done", response.Messages[0].Text);
        var (path, headers, body) = server.Asked.Single();
        Assert.Equal("/v1/messages", path);
        Assert.Equal("2023-06-01", headers["anthropic-version"].ToString());
        Assert.Equal("key", headers["x-api-key"].ToString());
        Assert.Equal("ephemeral", body["system"]![0]!["cache_control"]!["type"]!.GetValue<string>());
        Assert.Equal("ephemeral", body["tools"]!.AsArray()[^1]!["cache_control"]!["type"]!.GetValue<string>());
        Assert.Equal(["user", "assistant", "user"], body["messages"]!.AsArray().Select(turn => turn!["role"]!.GetValue<string>()));
        Assert.Equal(2, body["messages"]![2]!["content"]!.AsArray().Count);
        Assert.Equal(300, body["max_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task Tool_use_and_cached_tokens_are_read()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Message("""{"type":"text","text":"I look."},{"type":"tool_use","id":"toolu_1","name":"get_order","input":{"order_id":"O-1"}}""", "tool_use"));

        var response = await Client(server).GetResponseAsync([new(ChatRole.User, "case")], null, default);

        Assert.Equal("get_order", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        // 20 fresh + 100 written to the cache + 900 read from it = 1,020.
        Assert.Equal((1_020L, 900L, 30L), (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount, response.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("max_tokens", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("end_turn", "stop")]
    public async Task Stop_reasons_are_told_in_one_language(string reason, string expected)
    {
        await using var server = await ModelStub.AnsweringAsync(200, Message("""{"type":"text","text":"x"}""", reason));

        Assert.Equal(expected, (await Client(server).GetResponseAsync([new(ChatRole.User, "case")], null, default)).FinishReason!.Value.Value);
    }

    [Fact]
    public async Task Overload_and_rate_limits_may_be_tried_again_and_a_wrong_key_may_not()
    {
        await using var overloaded = await ModelStub.AnsweringAsync(529, """{"type":"error","error":{"type":"overloaded_error","message":"busy"}}""");
        await using var limited = await ModelStub.AnsweringAsync(429, """{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}""", ("retry-after", "12"));
        await using var refused = await ModelStub.AnsweringAsync(401, """{"type":"error","error":{"type":"authentication_error","message":"key"}}""");

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Ask(overloaded));
        Assert.Equal(TimeSpan.FromSeconds(12), (await Assert.ThrowsAsync<RemoteUnavailableException>(() => Ask(limited))).RetryAfter);
        Assert.Contains("authentication_error", (await Assert.ThrowsAsync<RemoteRefusedException>(() => Ask(refused))).Message);
    }

    [Fact]
    public async Task A_slow_or_broken_answer_is_silence_and_a_cancelled_call_is_cancelled()
    {
        await using var slow = await ModelStub.AnsweringAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var broken = await ModelStub.AnsweringAsync(200, "{\"content\":");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(slow, TimeSpan.FromMilliseconds(200)).GetResponseAsync([new(ChatRole.User, "case")], null, default));
        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Ask(broken));
        var call = Client(slow).GetResponseAsync([new(ChatRole.User, "case")], null, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    public void Dispose() => http.Dispose();

    private Task<ChatResponse> Ask(ModelStub server) => Client(server).GetResponseAsync([new(ChatRole.User, "case")], null, default);

    private AnthropicChatClient Client(ModelStub server, TimeSpan? timeout = null) => new(http, server.Address, "key", "m", timeout ?? TimeSpan.FromSeconds(20), TimeProvider.System);

    private static string Message(string content, string stop) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"m-1","content":[{{{content}}}],"stop_reason":"{{{stop}}}","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":100,"cache_read_input_tokens":900,"output_tokens":30}}""";
}
