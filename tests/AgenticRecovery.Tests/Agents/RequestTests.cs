using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Agents;

/// <summary>What the playbook model does with a customer's own words: identify, read, propose, or ask.</summary>
public sealed class RequestTests
{
    private static readonly PromptBook Prompts = PromptBook.Load(null);
    private static readonly Order Open = Given.Order("#W1001001") with
    {
        Status = OrderStatus.Open,
        Shipments = [],
        Customer = new CustomerId("ana_lima_1001"),
        ShipTo = new Address("Ana Lima", "12 New Road", null, "Austin", "TX", "78701", "USA"),
    };
    private static readonly Customer Ana = Given.Customer() with { Id = new CustomerId("ana_lima_1001"), Language = "en", Orders = [Open.Id] };

    [Fact]
    public async Task A_writer_is_identified_then_the_orders_are_read_then_exactly_what_was_asked_is_proposed()
    {
        var input = Input("My name is Ana Lima and my zip code is 78701. Please cancel order #W1001001 because it is no longer needed.");

        var calls = await PlayAsync(input);

        Assert.Equal("find_customer", calls[0].Name);
        Assert.Contains(calls, call => call.Name == "get_order");
        Assert.True(calls[^1].Name == "cancel_order", $"{calls[^1].Name}: {string.Join(" | ", calls[^1].Arguments!.Values)}");
        Assert.Equal("#W1001001", calls[^1].Arguments!["order_id"]!.ToString());
        Assert.Equal("no longer needed", calls[^1].Arguments!["reason"]!.ToString());
        Assert.Single(calls, call => !ToolShelf.IsRead(call.Name));
    }

    [Fact]
    public async Task What_is_not_clear_is_asked_once()
    {
        var calls = await PlayAsync(Input("My name is Ana Lima and my zip code is 78701. Please cancel order #W1001001."));

        Assert.Equal("ask_customer", calls[^1].Name);
        Assert.Single(calls, call => !ToolShelf.IsRead(call.Name));
    }

    [Fact]
    public async Task Somebody_who_gives_no_name_gets_nothing_done()
    {
        var calls = await PlayAsync(Input("Please cancel order #W1001001, I no longer need it."));

        Assert.Equal(["escalate_to"], calls.Select(call => call.Name));
    }

    [Fact]
    public async Task A_request_in_another_language_goes_by_the_ladder_and_not_by_the_english_grammar()
    {
        var input = Input("Bitte stornieren Sie die Bestellung.") with { Customer = Ana, Order = Open };
        var german = input with
        {
            Diagnosis = input.Diagnosis with { Language = "de" },
            Ladder = [new LadderRung(nameof(Move.CancelOrder), 0.5m, Money.Eur(1), Money.Eur(0), true) { IsChosen = true }],
        };

        Assert.Equal(["cancel_order"], (await PlayAsync(german)).Select(call => call.Name));
    }

    private static RecoveryInput Input(string text) => Given.Recovery(FailureMode.CancelRequest) with
    {
        Order = null,
        Customer = null,
        Diagnosis = new Diagnosis { Mode = FailureMode.CancelRequest, Confidence = 0.9m, Fixability = Fixability.MustCancel, Language = "en" },
        Signals = [Given.Signal(SignalKind.CustomerMessage) with { Order = null }],
        Texts = [Given.Said(text, identified: false)],
    };

    private static async Task<List<FunctionCallContent>> PlayAsync(RecoveryInput input)
    {
        var transcript = await Prompting.OpenAsync(Prompts, input, default);
        var made = new List<FunctionCallContent>();
        var options = new ChatOptions { Tools = [.. ReadTools.Declarations, .. MoveTools.All.Select(tool => tool.Declare())] };
        for (var turn = 0; turn < 12; turn++)
        {
            var response = await new PlaybookModel().GetResponseAsync(transcript.Messages, options, CancellationToken.None);
            transcript = Transcript.FromJson(transcript.With(response.Messages[0]).ToJson());
            if (transcript.Calls().Count == 0)
                return made;
            foreach (var call in transcript.Calls())
            {
                made.Add(call);
                transcript = transcript.Answer(call.CallId, call.Name switch
                {
                    "find_customer" => $$"""{"source":"test","customer":{{AgentJson.Write(Ana)}}}""",
                    "get_order" => $$"""{"source":"test","order":{{AgentJson.Write(Open)}}}""",
                    "get_product" => ReadTools.Error("none"),
                    _ => ToolSays.Json(ToolSays.Done, null),
                });
            }
        }
        throw new InvalidOperationException("The model did not come to an end.");
    }
}
