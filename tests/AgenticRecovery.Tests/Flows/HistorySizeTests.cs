using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using Google.Protobuf;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Flows;

/// <summary>Workflow history carries ids and verdicts; transcripts and answers lie in the store.</summary>
public sealed class HistorySizeTests
{
    [Fact]
    public async Task A_case_of_sixty_model_turns_keeps_its_history_under_200_KB()
    {
        await using var shop = await FlowShop.OpenAsync(new EndlessReader());

        var id = await shop.HappenAsync("SO-7013");

        var history = await shop.Engine.Parts.Client.GetWorkflowHandle(id.Value).FetchHistoryAsync();
        // The limit is 60 calls; the first of them was triage.
        Assert.Equal(59, shop.Store.Transcripts.Calls(id).Count(c => c.Agent == "recovery"));
        Assert.InRange(history.Events.Sum(e => e.CalculateSize()), 1, 200 * 1024);
        // It never came to an end by itself, so a person has it.
        Assert.Equal(CaseState.AwaitingApproval, shop.Store.Cases.Get(id).State);
        Assert.True(shop.Waiting(id).Request.Proposal.Value.Length > 0);
    }

    /// <summary>The embedded model, but its recovery agent looks the order up again and again and never proposes anything.</summary>
    private sealed class EndlessReader() : DelegatingChatClient(new PlaybookModel())
    {
        private int calls;

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (options?.Tools is not { Count: > 0 })
                return base.GetResponseAsync(messages, options, cancellationToken);
            // Two reads in turn: the very same one again and again is noticed after a few turns.
            var number = Interlocked.Increment(ref calls);
            var call = new FunctionCallContent($"call-{number}", number % 2 == 0 ? "get_order" : "track_shipment", new Dictionary<string, object?> { ["order_id"] = "SO-7013" });
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [call])) { FinishReason = ChatFinishReason.ToolCalls });
        }
    }
}
