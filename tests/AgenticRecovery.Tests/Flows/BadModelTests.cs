using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Flows;

/// <summary>
/// Models that misbehave, end to end: nothing is done that should not be, a person gets the case, and the timeline names the
/// fault. SO-7042 is an order whose customer asks to cancel it.
/// </summary>
public sealed class BadModelTests
{
    private const string Order = "SO-7042";
    private static readonly int[] Numbers = [1];

    [Fact]
    public async Task A_model_that_claims_success_without_a_call_has_done_nothing()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(_ => Words("I have cancelled the order and refunded everything.")));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Contains("without proposing a move", Why(shop, id));
    }

    [Fact]
    public async Task A_model_that_goes_in_circles_is_stopped_after_four_equal_turns()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(_ => Call("get_order", ("order_id", Order))));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Contains("goes in circles", Why(shop, id));
        Assert.Equal(4, shop.Store.Transcripts.Calls(id).Count(call => call.Agent == "recovery"));
    }

    [Fact]
    public async Task Unknown_tools_and_wrong_types_are_answered_with_what_was_expected_and_three_bring_a_person()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(turn => turn switch
        {
            0 => Call("cancel_ordr", ("order_id", Order)),
            1 => Call("cancel_order", ("order_id", Order), ("reason", 7), ("why", Numbers)),
            2 => Call("cancel_order", ("order_id", Order), ("reason", "no longer needed"), ("why", "asked"), ("amount", "999")),
            _ => Words("I give up."),
        }));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        var told = shop.Store.Timeline.OfCase(id).Select(line => line.Text).ToList();
        Assert.Contains(told, line => line.Contains("did you mean 'cancel_order'?"));
        Assert.Contains(told, line => line.Contains("'reason' must be one of"));
        Assert.Contains(told, line => line.Contains("Amounts are computed by code"));
        Assert.Contains("three proposals in a row were refused", Why(shop, id));
    }

    [Theory]
    [InlineData("empty", "the answer was empty")]
    [InlineData("huge", "the answer has 10000000 characters")]
    [InlineData("many", "the answer makes 25 tool calls at once")]
    [InlineData("arguments", "the arguments of cancel_order have more than 100000 characters")]
    [InlineData("nameless", "a tool call names no tool")]
    public async Task An_answer_that_is_none_goes_to_a_person_and_its_fault_is_on_the_timeline(string kind, string fault)
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(_ => kind switch
        {
            "empty" => Words("  "),
            "huge" => Words(new string('x', 10_000_000)),
            "many" => new ChatMessage(ChatRole.Assistant, [.. Enumerable.Range(0, 25).Select(i => new FunctionCallContent($"c{i}", "get_order", new Dictionary<string, object?> { ["order_id"] = Order }))]),
            "arguments" => Call("cancel_order", ("order_id", Order), ("why", new string('x', 200_000))),
            _ => Call(" "),
        }));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Contains(shop.Store.Timeline.OfCase(id), line => line.Kind == "model" && line.Text.Contains(fault, StringComparison.Ordinal));
        Assert.Contains(fault, Why(shop, id));
        Assert.Contains(shop.Store.Transcripts.FailedCalls(id), call => call.Fault.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arguments_that_are_no_json_are_named()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(turn => turn < 3
            ? new ChatMessage(ChatRole.Assistant, [CallArguments.Read($"c{turn}", "cancel_order", $"{{\"order_id\": {Order} oops{turn}")])
            : Words("end")));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Contains(shop.Store.Timeline.OfCase(id), line => line.Text.Contains("were no JSON object", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_triage_that_writes_no_json_is_asked_once_more_and_then_a_person_is()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(null) { Triage = "{\"mode\": \"CancelRequest\", " });

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Equal(FailureMode.Unclear, shop.Store.Cases.Get(id).Mode);
        Assert.Equal(2, shop.Store.Timeline.OfCase(id).Count(line => line.Text.Contains("an unreadable diagnosis", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_diagnosis_that_the_embedded_reader_does_not_share_moves_no_money_by_itself()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(turn => turn == 0 ? Call("full_refund", ("order_id", Order), ("basis", "lost"), ("why", "lost")) : Words("done"))
        {
            Triage = """{"mode": "DeliveryException", "confidence": 1, "fixability": "FixableNow", "root_causes": []}""",
        });

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Equal(0.5m, shop.Store.Cases.Get(id).Confidence);
        Assert.Contains(shop.Store.Cases.Get(id).Diagnosis!.Missing, missing => missing.Contains("the embedded reader says CancelRequest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Hola Oliver, su pedido está en camino y le escribiremos otra vez.", "form.language")]
    [InlineData("no json at all", "the draft was no JSON")]
    public async Task A_writer_in_the_wrong_language_or_shape_gets_the_reason_twice_and_then_a_person_the_case(string body, string fault)
    {
        var draft = body.StartsWith("no json", StringComparison.Ordinal) ? body : $"{{\"subject\": \"Pedido\", \"body\": \"{body}\"}}";
        await using var shop = await FlowShop.OpenAsync(new BadModel(null) { Writer = draft });

        var id = await shop.HappenAsync(Order);

        Assert.DoesNotContain(shop.Store.Messages.OfCase(id), message => message.State == "sent");
        Assert.Equal(3, shop.Store.Timeline.OfCase(id).Count(line => line.Text.Contains(fault, StringComparison.Ordinal)));
        Assert.Contains(shop.Store.Timeline.OfCase(id), line => line.Kind == "escalation" && line.Text.Contains("refused every draft", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_is_refused_by_its_provider_hands_the_case_over_with_the_reason()
    {
        await using var shop = await FlowShop.OpenAsync(new BadModel(_ => throw new RemoteRefusedException("gpt-x answered 401 (invalid_api_key)")));

        var id = await shop.HappenAsync(Order);

        await AssertNothingWasDoneAsync(shop, id);
        Assert.Contains("invalid_api_key", Why(shop, id));
    }

    private static async Task AssertNothingWasDoneAsync(FlowShop shop, CaseId id)
    {
        Assert.Equal(CaseState.AwaitingApproval, shop.Store.Cases.Get(id).State);
        var order = await shop.OrderAsync(Order);
        Assert.NotEqual(OrderStatus.Cancelled, order.Status);
        Assert.True(order.Refunded.IsZero);
    }

    private static string Why(FlowShop shop, CaseId id) => ((Move.EscalateTo)shop.Store.Proposals.Find(shop.Waiting(id).Request.Proposal)!.Proposal.Move).Instructions;

    private static ChatMessage Words(string text) => new(ChatRole.Assistant, text);

    private static ChatMessage Call(string tool, params (string Name, object? Value)[] arguments) =>
        new(ChatRole.Assistant, [new FunctionCallContent($"c-{tool}", tool, arguments.ToDictionary(a => a.Name, a => a.Value))]);

    /// <summary>The embedded model, but for what a test puts in its place. The recovery agent is told the turn, from 0.</summary>
    private sealed class BadModel(Func<int, ChatMessage>? recovery) : DelegatingChatClient(new PlaybookModel())
    {
        public string? Triage { get; init; }
        public string? Writer { get; init; }

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var all = messages.ToList();
            var data = Prompting.DataOf(all.First(message => message.Role == ChatRole.User).Text).ToString();
            var answer = data.StartsWith("{\"agent\":\"triage\"", StringComparison.Ordinal) && Triage is not null ? Words(Triage)
                : data.StartsWith("{\"agent\":\"writer\"", StringComparison.Ordinal) && Writer is not null ? Words(Writer)
                : data.StartsWith("{\"agent\":\"recovery\"", StringComparison.Ordinal) && recovery is not null ? recovery(all.Count(message => message.Role == ChatRole.Assistant))
                : null;
            return answer is null ? base.GetResponseAsync(all, options, cancellationToken) : Task.FromResult(new ChatResponse(answer));
        }
    }
}
