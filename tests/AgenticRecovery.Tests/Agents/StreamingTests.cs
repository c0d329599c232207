using AgenticRecovery.Agents;
using AgenticRecovery.Connectors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Agents;

/// <summary>Streams over the real wire: pieces arrive before the answer is whole, and a cut is no answer.</summary>
public sealed class StreamingTests : IDisposable
{
    private static readonly ChatMessage[] Question = [new(ChatRole.System, "rules"), new(ChatRole.User, "case")];
    private readonly HttpClient http = new(new CappedAnswers(new SocketsHttpHandler()));

    private static readonly string[] OpenAiPieces =
    [
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":"I "},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"look."},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_order","arguments":"{\"order"}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"get_payment","arguments":"{\"order_id\":\"O-2\"}"}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"_id\":\"O-1\"}"}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_tokens_details":{"cached_tokens":64}}}""",
    ];

    private static readonly string[] AnthropicPieces =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":20,"cache_read_input_tokens":900,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I "}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"look."}}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_order","input":{}}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"order"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"_id\":\"O-1\"}"}}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":20}}""",
        """{"type":"message_stop"}""",
    ];

    [Fact]
    public async Task OpenAi_pieces_become_text_and_whole_parallel_calls()
    {
        await using var server = await ServerAsync([.. OpenAiPieces, "[DONE]"]);

        var whole = await OpenAi(server).GetStreamingResponseAsync(Question).ToChatResponseAsync();

        Assert.Equal("I look.", whole.Text);
        Assert.Equal(["O-1", "O-2"], whole.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => c.Arguments!["order_id"]!.ToString()));
        Assert.Equal(ChatFinishReason.ToolCalls, whole.FinishReason);
        Assert.Equal((100L, 64L, 20L), (whole.Usage!.InputTokenCount, whole.Usage.CachedInputTokenCount, whole.Usage.OutputTokenCount));
        Assert.True(server.Asked.Single().Body["stream"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_streamed_call_that_is_no_json_keeps_its_words_for_the_model()
    {
        var piece = """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_order","arguments":"{\"order_id\": O-1"}}]},"finish_reason":null}]}""";
        await using var server = await ServerAsync([piece, OpenAiPieces[5], "[DONE]"]);

        var whole = await OpenAi(server).GetStreamingResponseAsync(Question).ToChatResponseAsync();

        var call = Assert.Single(whole.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal("{\"order_id\": O-1", call.Arguments![CallArguments.Malformed]);
    }

    [Fact]
    public async Task A_streamed_refusal_counts_as_withheld()
    {
        await using var server = await ServerAsync(
        [
            """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","refusal":"I cannot help."},"finish_reason":null}]}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            "[DONE]",
        ]);

        var whole = await OpenAi(server).GetStreamingResponseAsync(Question).ToChatResponseAsync();

        Assert.Equal(ChatFinishReason.ContentFilter, whole.FinishReason);
    }

    [Fact]
    public async Task Anthropic_events_become_text_and_whole_calls()
    {
        await using var server = await ServerAsync(AnthropicPieces);

        var whole = await Anthropic(server).GetStreamingResponseAsync(Question).ToChatResponseAsync();

        Assert.Equal("I look.", whole.Text);
        Assert.Equal("O-1", Assert.Single(whole.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()).Arguments!["order_id"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, whole.FinishReason);
        // 20 fresh + 900 from the cache.
        Assert.Equal((920L, 900L, 20L), (whole.Usage!.InputTokenCount, whole.Usage.CachedInputTokenCount, whole.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_piece_is_there_while_the_server_still_writes(bool isOpenAi)
    {
        var goOn = new TaskCompletionSource();
        var pieces = isOpenAi ? [.. OpenAiPieces, "[DONE]"] : AnthropicPieces;
        await using var server = await ServerAsync(pieces, waitAfter: 4, goOn.Task);
        await using var updates = Client(isOpenAi, server).GetStreamingResponseAsync(Question).GetAsyncEnumerator();

        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("I ", updates.Current.Text);
        goOn.SetResult();
        while (await updates.MoveNextAsync())
            Assert.NotNull(updates.Current);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_ends_in_the_middle_may_be_tried_again(bool isOpenAi)
    {
        await using var server = await ServerAsync(isOpenAi ? OpenAiPieces[..3] : AnthropicPieces[..5]);

        var fault = await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(isOpenAi, server).GetStreamingResponseAsync(Question).ToChatResponseAsync());

        Assert.Contains("in the middle", fault.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_end_is_cut_off_and_named(bool isOpenAi)
    {
        await using var server = await ModelStub.AnsweringAsync(200, new string(' ', 10_000_000));

        var fault = await Assert.ThrowsAsync<RemoteRefusedException>(() => Client(isOpenAi, server).GetResponseAsync(Question));

        Assert.Contains("too large", fault.Message);
    }

    [Fact]
    public async Task An_error_event_in_the_stream_may_be_tried_again()
    {
        await using var server = await ServerAsync([.. AnthropicPieces[..4], """{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"""]);

        var fault = await Assert.ThrowsAsync<RemoteUnavailableException>(() => Anthropic(server).GetStreamingResponseAsync(Question).ToChatResponseAsync());

        Assert.Contains("overloaded_error", fault.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_stream_is_sorted_like_any_answer(bool isOpenAi)
    {
        await using var server = await ModelStub.AnsweringAsync(429, """{"error":{"type":"rate_limit_error","code":"rate_limit_exceeded"}}""", ("Retry-After", "4"));

        var fault = await Assert.ThrowsAsync<RemoteUnavailableException>(() => Client(isOpenAi, server).GetStreamingResponseAsync(Question).ToChatResponseAsync());

        Assert.Equal(TimeSpan.FromSeconds(4), fault.RetryAfter);
    }

    public void Dispose() => http.Dispose();

    private IChatClient Client(bool isOpenAi, ModelStub server) => isOpenAi ? OpenAi(server) : Anthropic(server);

    private static OpenAiChatClient OpenAi(ModelStub server) => new(server.Address, "key", "m", TimeSpan.FromSeconds(20), TimeProvider.System);

    private AnthropicChatClient Anthropic(ModelStub server) => new(http, server.Address, "key", "m", TimeSpan.FromSeconds(20), TimeProvider.System);

    private static Task<ModelStub> ServerAsync(string[] pieces, int waitAfter = int.MaxValue, Task? goOn = null) => ModelStub.AnsweringAsync(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i == waitAfter)
                await goOn!;
            await context.Response.WriteAsync($"data: {pieces[i]}\n\n");
            await context.Response.Body.FlushAsync();
        }
    });
}
