using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace AgenticRecovery.Tests.Agents;

public sealed class AgentTurnTests
{
    private static readonly PromptBook Prompts = PromptBook.Load(null);

    [Fact]
    public async Task A_silent_model_falls_back_to_the_next()
    {
        var outcome = await TakeAsync([Failing(new RemoteUnavailableException("busy")), Answering("hello", 1_000, 200)], isLastTry: false);

        var answered = Assert.IsType<TurnOutcome.Answered>(outcome);
        Assert.Equal("hello", answered.Message.Text);
        // 600 fresh x 2.00 + 400 cached x 0.50 + 200 out x 8.00 per million = 1,200 + 200 + 1,600 = 3,000 millionths.
        Assert.Equal(3_000, answered.Call.CostMicros);
        Assert.StartsWith("recovery/v1@", answered.Call.Prompt);
    }

    [Fact]
    public async Task When_all_are_silent_the_engine_tries_again_and_at_last_a_person_takes_it()
    {
        var silent = Failing(new RemoteUnavailableException("busy") { RetryAfter = TimeSpan.FromSeconds(9) });

        var fault = await Assert.ThrowsAsync<RemoteUnavailableException>(() => TakeAsync([silent, silent], isLastTry: false));
        Assert.Equal(TimeSpan.FromSeconds(9), fault.RetryAfter);
        Assert.IsType<TurnOutcome.GaveUp>(await TakeAsync([silent, silent], isLastTry: true));
    }

    [Fact]
    public async Task A_refusal_of_every_model_is_given_up_at_once()
    {
        var outcome = await TakeAsync([Failing(new RemoteRefusedException("no such model"))], isLastTry: false);

        Assert.Contains("no such model", Assert.IsType<TurnOutcome.GaveUp>(outcome).Reason);
    }

    [Theory]
    [InlineData("length")]
    [InlineData("content_filter")]
    public async Task A_cut_or_withheld_answer_is_not_used(string finish)
    {
        Assert.IsType<TurnOutcome.GaveUp>(await TakeAsync([Answering("half", 10, 10, finish)], isLastTry: false));
    }

    [Fact]
    public async Task A_case_out_of_budget_goes_to_a_person_without_a_call()
    {
        var model = new Mock<IChatClient>(MockBehavior.Strict);

        var outcome = await TakeAsync([new Model("m", model.Object, ModelPrice.Free)], isLastTry: false, new CaseUse(60, 0, 0, 0));

        Assert.Equal("60 model calls were made, the limit is 60", Assert.IsType<TurnOutcome.GaveUp>(outcome).Reason);
    }

    [Fact]
    public async Task A_recording_answers_word_for_word_or_not_at_all()
    {
        var opened = await Prompting.OpenAsync(Prompts, Given.Recovery(FailureMode.Dispute), default);
        var recorded = opened.With(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("x1", "get_order", new Dictionary<string, object?> { ["order_id"] = "O-1001" })]))
            .Answer("x1", "{}").With(new ChatMessage(ChatRole.Assistant, "end"));
        using var strict = new ReplayChatClient([Transcript.FromJson(recorded.ToJson())], ReplayMatch.Strict);
        using var nearest = new ReplayChatClient([recorded], ReplayMatch.Nearest);
        var other = (await Prompting.OpenAsync(Prompts, Given.Recovery(FailureMode.Dispute) with { Now = Given.Now.AddDays(1) }, default)).Messages;

        Assert.Equal("get_order", Assert.Single((await strict.GetResponseAsync(opened.Messages, null, default)).Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal("end", (await strict.GetResponseAsync(recorded.Messages.SkipLast(1), null, default)).Text);
        await Assert.ThrowsAsync<RemoteRefusedException>(() => strict.GetResponseAsync(other, null, default));
        Assert.Single((await nearest.GetResponseAsync(other, null, default)).Messages[0].Contents.OfType<FunctionCallContent>());
    }

    [Fact]
    public void Models_are_made_by_name_and_a_missing_key_says_where_it_belongs()
    {
        using var http = new HttpClient();
        var factory = new ModelFactory(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OPENAI_API_KEY"] = "k",
            ["Models:local:Provider"] = "openai",
            ["Models:local:BaseAddress"] = "http://127.0.0.1:11434/v1",
            ["Models:local:PriceInput"] = "0.5",
        }).Build(), http, TimeProvider.System);

        var models = factory.Create("local, openai:gpt-x, playbook-v1");

        Assert.Equal(["local", "openai:gpt-x", "playbook-v1"], models.Select(model => model.Name));
        Assert.Equal(0.5m, models[0].Price.Input);
        Assert.Contains("ANTHROPIC_API_KEY", Assert.Throws<ArgumentException>(() => factory.Create("anthropic:c")).Message);
        Assert.Contains("is not known", Assert.Throws<ArgumentException>(() => factory.Create("abc")).Message);
    }

    private static async Task<TurnOutcome> TakeAsync(IReadOnlyList<Model> models, bool isLastTry, CaseUse? used = null) =>
        await new AgentTurn(models, Prompts, TimeProvider.System, NullLogger<AgentTurn>.Instance).TakeAsync(
            new TurnRequest("recovery", await Prompting.OpenAsync(Prompts, Given.Recovery(FailureMode.Dispute), default), ToolShelf.Empty, CaseBudget.Default, used ?? CaseUse.None, isLastTry), CancellationToken.None);

    private static Model Failing(Exception fault)
    {
        var client = new Mock<IChatClient>();
        client.Setup(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions?>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        return new Model("failing", client.Object, ModelPrice.Free);
    }

    private static Model Answering(string text, long tokensIn, long tokensOut, string finish = "stop")
    {
        var client = new Mock<IChatClient>();
        client.Setup(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
            {
                ModelId = "m",
                FinishReason = new ChatFinishReason(finish),
                Usage = new UsageDetails { InputTokenCount = tokensIn, OutputTokenCount = tokensOut, CachedInputTokenCount = 400 },
            });
        return new Model("m", client.Object, new ModelPrice(2m, 0.5m, 8m));
    }
}
