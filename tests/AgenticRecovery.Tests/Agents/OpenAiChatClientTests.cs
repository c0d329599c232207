using System.Text.Json;
using AgenticRecovery.Agents;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Agents;

public sealed class OpenAiChatClientTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.System, "rules"), new(ChatRole.User, "case")];

    [Fact]
    public async Task Parallel_tool_calls_and_usage_are_read()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Completion(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_order","arguments":"{\"order_id\":\"O-1\"}"}},{"id":"call_2","type":"function","function":{"name":"release_hold","arguments":"{\"order_id\":\"O-1\",\"why\":\"ok\"}"}}]}""", "tool_calls"));

        var response = await Client(server).GetResponseAsync(Question, new ChatOptions { Tools = [.. ReadTools.Declarations], Temperature = 0, MaxOutputTokens = 700 }, default);

        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToList();
        Assert.Equal(["get_order", "release_hold"], calls.Select(call => call.Name));
        Assert.Equal("O-1", calls[0].Arguments!["order_id"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal((1_200L, 40L, 1_000L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.CachedInputTokenCount));
        var asked = server.Asked.Single();
        Assert.Equal("/chat/completions", asked.Path);
        Assert.Equal("Bearer key", asked.Headers.Authorization.ToString());
        Assert.Equal("system", asked.Body["messages"]![0]!["role"]!.GetValue<string>());
        Assert.Equal(10, asked.Body["tools"]!.AsArray().Count);
        Assert.Equal("object", asked.Body["tools"]![0]!["function"]!["parameters"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Calls_and_results_of_earlier_turns_go_back_in_the_wire_format()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Completion("""{"role":"assistant","content":"done"}""", "stop"));
        ChatMessage[] story =
        [
            .. Question,
            new(ChatRole.Assistant, [new TextContent("I look."), new FunctionCallContent("call_1", "get_order", new Dictionary<string, object?> { ["order_id"] = "O-1" })]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", JsonSerializer.SerializeToElement("{\"error\":\"none\"}"))]),
        ];

        await Client(server).GetResponseAsync(story, null, default);

        var sent = server.Asked.Single().Body["messages"]!.AsArray();
        Assert.Equal(["system", "user", "assistant", "tool"], sent.Select(message => message!["role"]!.GetValue<string>()));
        Assert.Equal("{\"order_id\":\"O-1\"}", sent[2]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>());
        Assert.Equal("call_1", sent[3]!["tool_call_id"]!.GetValue<string>());
        Assert.Equal("{\"error\":\"none\"}", sent[3]!["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task Malformed_arguments_come_back_as_a_call_that_cannot_be_read()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Completion(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"release_hold","arguments":"{\"order_id\": O-1"}}]}""", "tool_calls"));

        var response = await Client(server).GetResponseAsync(Question, null, default);

        var call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Contains("no JSON object", Assert.IsType<MoveReading.Unreadable>(MoveReader.Read(call.Name, call.Arguments, null)).Reason);
        Assert.Equal("{\"order_id\": O-1", call.Arguments![CallArguments.Malformed]);
    }

    [Fact]
    public async Task A_json_schema_is_asked_for()
    {
        await using var server = await ModelStub.AnsweringAsync(200, Completion("""{"role":"assistant","content":"{}"}""", "stop"));
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{"mode":{"type":"string"}},"required":["mode"],"additionalProperties":false}""");

        await Client(server).GetResponseAsync(Question, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "diagnosis") }, default);

        var format = server.Asked.Single().Body["response_format"]!;
        Assert.Equal("json_schema", format["type"]!.GetValue<string>());
        Assert.Equal("diagnosis", format["json_schema"]!["name"]!.GetValue<string>());
        Assert.True(format["json_schema"]!["strict"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_refusal_counts_as_withheld_and_a_cut_as_too_long()
    {
        await using var refusing = await ModelStub.AnsweringAsync(200, Completion("""{"role":"assistant","content":null,"refusal":"I cannot help."}""", "stop"));
        await using var cutting = await ModelStub.AnsweringAsync(200, Completion("""{"role":"assistant","content":"half a"}""", "length"));

        Assert.Equal(ChatFinishReason.ContentFilter, (await Client(refusing).GetResponseAsync(Question, null, default)).FinishReason);
        Assert.Equal(ChatFinishReason.Length, (await Client(cutting).GetResponseAsync(Question, null, default)).FinishReason);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After-Ms", "2500", 2.5)]
    public async Task A_rate_limit_says_when_to_come_back(string header, string value, double seconds)
    {
        await using var server = await ModelStub.AnsweringAsync(429, """{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}}""", (header, value));

        var fault = await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(server).GetResponseAsync(Question, null, default));

        Assert.Equal(TimeSpan.FromSeconds(seconds), fault.RetryAfter);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(503, "<html>busy</html>")]
    [InlineData(408, "{}")]
    public async Task A_server_fault_may_be_tried_again(int status, string body)
    {
        await using var server = await ModelStub.AnsweringAsync(status, body);

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(server).GetResponseAsync(Question, null, default));
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"bad","code":"invalid_request"}}""")]
    [InlineData(401, """{"error":{"message":"key","code":"invalid_api_key"}}""")]
    [InlineData(404, """{"error":{"message":"model","code":"model_not_found"}}""")]
    [InlineData(429, """{"error":{"message":"quota","code":"insufficient_quota"}}""")]
    public async Task A_refused_call_is_not_tried_again(int status, string body)
    {
        await using var server = await ModelStub.AnsweringAsync(status, body);

        await Assert.ThrowsAsync<RemoteRefusedException>(() => Client(server).GetResponseAsync(Question, null, default));
    }

    [Fact]
    public async Task An_answer_that_ends_in_the_middle_is_silence()
    {
        await using var server = await ModelStub.AnsweringAsync(async context =>
        {
            context.Response.ContentLength = 5_000;
            await context.Response.WriteAsync("{\"id\":\"x\",\"choi");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(server).GetResponseAsync(Question, null, default));
    }

    [Fact]
    public async Task A_slow_server_is_silence_and_a_cancelled_call_is_cancelled()
    {
        await using var server = await ModelStub.AnsweringAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(server, TimeSpan.FromMilliseconds(200)).GetResponseAsync(Question, null, default));
        var call = Client(server).GetResponseAsync(Question, null, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task No_server_at_all_is_silence()
    {
        using var client = new OpenAiChatClient(new Uri("http://127.0.0.1:9/"), "key", "m", TimeSpan.FromSeconds(5), TimeProvider.System);

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => client.GetResponseAsync(Question, null, default));
    }

    internal static string Completion(string message, string finish) =>
        $$$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m-1","choices":[{"index":0,"message":{{{{message}}}},"finish_reason":"{{{{finish}}}}"}],"usage":{"prompt_tokens":1200,"completion_tokens":40,"total_tokens":1240,"prompt_tokens_details":{"cached_tokens":1000}}}""";

    private static OpenAiChatClient Client(ModelStub server, TimeSpan? timeout = null) => new(server.Address, "key", "m-1", timeout ?? TimeSpan.FromSeconds(20), TimeProvider.System);
}
