using System.Text.Json;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Tools;

namespace AgenticRecovery.Tests.Agents;

public sealed class ToolTests
{
    [Fact]
    public void Every_move_has_one_write_tool()
    {
        Assert.Equal(MoveTraits.All.Keys.Order(), MoveTools.ByMove.Keys.Order());
        Assert.Equal("return_for_refund", MoveTools.ByMove[nameof(Move.ReturnForRefund)].Name);
    }

    [Fact]
    public void Every_tool_says_read_or_write_and_no_write_takes_an_amount()
    {
        Assert.All(ReadTools.Declarations, tool => Assert.StartsWith("READ", tool.Description));
        Assert.All(MoveTools.All, tool =>
        {
            Assert.StartsWith("WRITE", tool.Declare().Description);
            Assert.DoesNotContain(tool.All, argument => argument.Name.Contains("amount"));
        });
    }

    [Fact]
    public void Every_write_tool_reads_back_to_its_own_move()
    {
        var order = Given.Order();
        foreach (var tool in MoveTools.All)
        {
            var arguments = tool.All.ToDictionary(argument => argument.Name, Sample);

            var reading = MoveReader.Read(tool.Name, arguments, tool.ActsOnOrder ? order : null);

            var readable = Assert.IsType<MoveReading.Readable>(reading);
            Assert.Equal(tool.Move, readable.Move.Name);
        }
    }

    [Fact]
    public void Arguments_read_the_same_after_a_journey_through_json()
    {
        var order = Given.Order();
        foreach (var tool in MoveTools.All)
        {
            var arguments = tool.All.ToDictionary(argument => argument.Name, Sample);
            var stored = JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(arguments));

            var reading = Assert.IsType<MoveReading.Readable>(MoveReader.Read(tool.Name, stored, tool.ActsOnOrder ? order : null));

            Assert.Equal(tool.Move, reading.Move.Name);
        }
    }

    [Theory]
    [InlineData("refund_all", "{}", "There is no tool 'refund_all'")]
    [InlineData("full_refund", """{"order_id":"O-1001","basis":"lost","why":"x","amount":"99"}""", "Amounts are computed by code")]
    [InlineData("full_refund", """{"order_id":"O-1001","basis":"because","why":"x"}""", "must be one of")]
    [InlineData("full_refund", """{"basis":"lost","why":"x"}""", "needs 'order_id'")]
    [InlineData("update_promise", """{"order_id":"O-1001","promise_at":"soon","why":"x"}""", "must be an instant")]
    [InlineData("cancel_line", """{"order_id":"O-1001","line_id":"L9","why":"x"}""", "has no line 'L9'. Its lines: L1, L2")]
    [InlineData("change_address", """{"order_id":"O-1001","to":{"name":"a","street":"b","city":"c","country":"PT"},"why":"x"}""", "'to.postal_code' is missing")]
    [InlineData("edit_items", """{"order_id":"O-1001","swaps":[],"why":"x"}""", "at least one entry")]
    public void A_call_that_cannot_be_read_says_what_to_mend(string tool, string json, string expected)
    {
        var reading = MoveReader.Read(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(json), Given.Order());

        Assert.Contains(expected, Assert.IsType<MoveReading.Unreadable>(reading).Reason);
    }

    [Fact]
    public void Amounts_are_zero_until_code_has_priced_the_move()
    {
        var reading = MoveReader.Read("limited_incentive", new Dictionary<string, object?> { ["order_id"] = "O-1001", ["step"] = 2, ["why"] = "late" }, Given.Order());

        var readable = Assert.IsType<MoveReading.Readable>(reading);
        Assert.Equal(new Move.LimitedIncentive(Money.Eur(0)), readable.Move);
        Assert.Equal(2, readable.Step);
    }

    [Fact]
    public void The_shelf_of_a_mode_holds_its_ladder_and_the_words_that_are_always_allowed()
    {
        var shelf = ToolShelf.For(Book(FailureMode.DeliveryException, nameof(Move.Reassure), nameof(Move.FullRefund)));

        Assert.True(shelf.Allows("full_refund"));
        Assert.True(shelf.Allows("escalate_to"));
        Assert.False(shelf.Allows("store_credit"));
        Assert.False(shelf.Allows("exchange"));
        Assert.Equal(16, shelf.SchemaHash.Length);
    }

    [Fact]
    public void A_customers_request_may_ask_for_any_self_service_move()
    {
        var shelf = ToolShelf.For(Book(FailureMode.CancelRequest, nameof(Move.CancelOrder)));

        Assert.True(shelf.Allows("exchange"));
        Assert.False(shelf.Allows("full_refund"));
    }

    private static object? Sample(ToolArgument argument) => (argument.Kind, argument.Name) switch
    {
        (ArgumentKind.Choice, _) => argument.Choices![0],
        (ArgumentKind.Instant, _) => "2026-11-05T00:00:00Z",
        (ArgumentKind.Ordinal, _) => 1,
        (ArgumentKind.Ids, "evidence") => new List<string> { "sig-1" },
        (ArgumentKind.Ids, _) => new List<string> { "L1" },
        (ArgumentKind.Address, _) => JsonSerializer.SerializeToElement(Given.Home, AgentJson.Options),
        (ArgumentKind.Swaps, _) => JsonSerializer.Deserialize<JsonElement>("""[{"line":"L1","to":"V9"}]"""),
        (_, "order_id") => "O-1001",
        (_, "line_id") => "L2",
        _ => "text",
    };

    private static Playbook Book(FailureMode mode, params string[] moves) => new()
    {
        Mode = mode,
        Queue = "q",
        Owner = "o",
        Sla = null!,
        Escalation = [],
        Ladder = [.. moves.Select(move => new Rung(move, new Odds(1, 1), "assumption"))],
        Questions = new Dictionary<string, string>(),
        Messages = new Dictionary<string, IReadOnlyDictionary<string, string>>(),
        Done = "x",
        AnswerWithin = TimeSpan.FromDays(1),
        RemindAfter = TimeSpan.FromHours(12),
        OnSilence = "close",
        Nothing = new Odds(1, 1),
        Version = "test",
    };
}
