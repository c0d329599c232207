using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Tests.Flows;

/// <summary>What the models of a case said can be replayed: an incident is reproduced without the provider.</summary>
public sealed class RecordedCaseTests
{
    [Fact]
    public async Task A_case_of_the_store_replays_word_for_word_and_by_name()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7042");
        var recorded = RecordedCase.Of(shop.Store, id);
        using var strict = new ReplayChatClient(recorded, ReplayMatch.Strict);
        var triage = recorded[0];
        var recovery = recorded.First(transcript => transcript.Prompt.StartsWith("recovery/", StringComparison.Ordinal));

        Assert.Equal(triage.Messages[1].Text, (await strict.GetResponseAsync(triage.Messages.Take(1), null, default)).Text);
        Assert.Equal("cancel_order", (await strict.GetResponseAsync(recovery.Messages.Take(1), null, default)).Messages[0].Contents.OfType<FunctionCallContent>().Single().Name);

        using var http = new HttpClient();
        var model = Assert.Single(new ModelFactory(new ConfigurationBuilder().Build(), http, TimeProvider.System).Create($"replay-case:{id}@{Database(shop)}"));
        var later = await Prompting.OpenAsync(Books.PromptBook.Load(null), AgentJson.Read<TriageInput>(Prompting.DataOf(triage.Messages[0].Text).ToString()) with { Now = DateTimeOffset.UnixEpoch }, default);
        Assert.Equal(triage.Messages[1].Text, (await model.Client.GetResponseAsync(later.Messages, null, default)).Text);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_named()
    {
        await using var shop = await FlowShop.OpenAsync();
        using var http = new HttpClient();
        var factory = new ModelFactory(new ConfigurationBuilder().Build(), http, TimeProvider.System);

        var fault = Assert.Throws<ArgumentException>(() => factory.Create($"replay-case:case-none@{Database(shop)}"));

        Assert.Contains("has no case 'case-none'", fault.Message);
    }

    private static string Database(FlowShop shop) => shop.Store.Database.Path;
}
