using System.Text.Json.Nodes;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Agents;

/// <summary>What providers cache is a prefix of bytes: the same across cases up to the case, and across the turns of a case.</summary>
public sealed class PrefixTests : IDisposable
{
    private static readonly PromptBook Prompts = PromptBook.Load(null);
    private static readonly ToolShelf Shelf = ToolShelf.For(PlaybookShelf.Shipped()[FailureMode.DeliveryException]);
    private readonly HttpClient http = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_cases_send_the_same_bytes_up_to_the_first_word_about_them(bool isOpenAi)
    {
        var one = await SentAsync(isOpenAi, await CaseAsync("case-one", "where is my scarf"));
        var other = await SentAsync(isOpenAi, await CaseAsync("case-other", "it never came"));

        var same = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();

        // Everything stable, tools and instructions, is in it: far more than the thousand tokens from which providers cache.
        var system = Prompts.Newest("recovery").System;
        Assert.True(same > system.Length, $"only {same} characters are the same");
        Assert.True(one.IndexOf("case-one", StringComparison.Ordinal) <= same, $"the case begins at {one.IndexOf("case-one", StringComparison.Ordinal)}, the first difference is at {same}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_turn_begins_with_all_bytes_of_the_turn_before(bool isOpenAi)
    {
        var first = await CaseAsync("case-one", "where is my scarf");
        var second = first.With(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "get_order", new Dictionary<string, object?> { ["order_id"] = "O-1001" })])).Answer("c1", "{\"order\":{}}");

        var before = Messages(await SentAsync(isOpenAi, first));
        var after = Messages(await SentAsync(isOpenAi, second));

        // Without the bracket that closes the list of messages.
        Assert.StartsWith(before[..before.LastIndexOf(']')], after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropic_marks_tools_instructions_and_the_opening_of_the_case()
    {
        var sent = await SentAsync(false, await CaseAsync("case-one", "where is my scarf"));

        Assert.Equal(3, sent.Split("\"cache_control\":{\"type\":\"ephemeral\"}").Length - 1);
    }

    public void Dispose() => http.Dispose();

    private static Task<Transcript> CaseAsync(string id, string words) => Prompting.OpenAsync(Prompts, Given.Recovery(FailureMode.DeliveryException) with { Case = new CaseId(id), Texts = [Given.Said(words)] }, default);

    private static string Messages(string body) => JsonNode.Parse(body)!["messages"]!.ToJsonString();

    private async Task<string> SentAsync(bool isOpenAi, Transcript transcript)
    {
        await using var server = await ModelStub.AnsweringAsync(200, isOpenAi
            ? """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"""
            : """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""");
        var prompt = Prompts.Get(transcript.Prompt);
        IChatClient client = isOpenAi
            ? new OpenAiChatClient(server.Address, "key", "m", TimeSpan.FromSeconds(20), TimeProvider.System)
            : new AnthropicChatClient(http, server.Address, "key", "m", TimeSpan.FromSeconds(20), TimeProvider.System);
        await client.GetResponseAsync([new ChatMessage(ChatRole.System, prompt.System), .. transcript.Messages], AgentTurn.OptionsOf(prompt, Shelf, CaseBudget.Default));
        return server.Asked.Single().Body.ToJsonString();
    }
}
