using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using Microsoft.Extensions.AI;
using Temporalio.Api.History.V1;

namespace AgenticRecovery.Tests.Flows;

/// <summary>Workflow history is kept long and copied far: it carries ids, never what somebody wrote or where somebody lives.</summary>
public sealed class HistoryPrivacyTests
{
    private const string Held = "SO-7013";

    [Theory]
    [InlineData("reject")]
    [InlineData("takeover")]
    [InlineData("ask")]
    [InlineData("edit")]
    public async Task A_verdicts_words_are_not_in_the_history(string word)
    {
        const string secret = "Frau Quittenbaum wohnt jetzt am Haselnussweg 77";
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);
        var address = (await shop.OrderAsync(Held)).ShipTo with { Street = "Haselnussweg 77" };
        Verdict verdict = word switch
        {
            "reject" => new Verdict.Reject(secret) { Proposal = asked.Request.Proposal, ProposalHash = asked.Request.ProposalHash, By = "rita", Roles = ["risk"] },
            "takeover" => new Verdict.TakeOver(secret) { Proposal = asked.Request.Proposal, ProposalHash = asked.Request.ProposalHash, By = "rita", Roles = ["risk"] },
            "ask" => new Verdict.Ask(secret, OfCustomer: true) { Proposal = asked.Request.Proposal, ProposalHash = asked.Request.ProposalHash, By = "rita", Roles = ["risk"] },
            _ => new Verdict.Edit(new Move.ChangeAddress(address), secret) { Proposal = asked.Request.Proposal, ProposalHash = asked.Request.ProposalHash, By = "rita", Roles = ["risk"] },
        };

        var answer = await shop.SayAsync(verdict);

        Assert.True(answer.IsTaken, answer.Message);
        var history = await HistoryAsync(shop, id);
        Assert.Contains("note-", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Quittenbaum", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Haselnussweg", history, StringComparison.Ordinal);
        Assert.Contains("Quittenbaum", string.Join('\n', shop.Store.Timeline.OfCase(id).Select(l => l.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_over_tells_the_desk_and_not_the_history()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7046");
        var order = await shop.OrderAsync("SO-7046");

        var history = await HistoryAsync(shop, id);

        Assert.Contains("Question:", shop.Store.Cases.Get(id).StateWhy, StringComparison.Ordinal);
        Assert.DoesNotContain("Question:", history, StringComparison.Ordinal);
        Assert.DoesNotContain(order.ShipTo.Street, history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_was_changed_is_in_the_shop_and_not_in_the_history()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7037");

        var history = await HistoryAsync(shop, id);

        Assert.Equal("15 rue des Tanneurs", (await shop.OrderAsync("SO-7037")).ShipTo.Street);
        Assert.DoesNotContain("Tanneurs", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exceptions_words_reach_the_desk_and_not_the_history()
    {
        await using var shop = await FlowShop.OpenAsync(new BrokenModel("No order of Frau Quittenbaum, Haselnussweg 77."));

        var id = await shop.HappenAsync("SO-7037");

        var history = await HistoryAsync(shop, id);
        Assert.DoesNotContain("Quittenbaum", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Haselnussweg", history, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), history, StringComparison.Ordinal);
        Assert.Contains("Frau Quittenbaum", shop.Store.Cases.Get(id).StateWhy, StringComparison.Ordinal);
    }

    /// <summary>Breaks with words of its own where the recovery agent is asked.</summary>
    private sealed class BrokenModel(string words) : DelegatingChatClient(new PlaybookModel())
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            options?.Tools is { Count: > 0 } ? throw new InvalidOperationException(words) : base.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <summary>All payloads and texts of the events, as they lie in the service.</summary>
    private static async Task<string> HistoryAsync(FlowShop shop, CaseId id)
    {
        var events = new List<HistoryEvent>();
        await foreach (var one in shop.Client.GetWorkflowHandle(id.Value).FetchHistoryEventsAsync())
            events.Add(one);
        Assert.NotEmpty(events);
        return string.Join('\n', events.Select(e => System.Text.Encoding.UTF8.GetString(Google.Protobuf.MessageExtensions.ToByteArray(e))));
    }
}
