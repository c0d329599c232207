using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Suites;

namespace AgenticRecovery.Tests.Evals;

/// <summary>A suite or dataset that proves nothing does not load, and says where.</summary>
public sealed class SuiteFileTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 18, 11, 0, 0, TimeSpan.Zero);

    private const string Suite =
        """
        suite: small
        dataset: small.jsonl
        shop: small-shop.json
        startAt: "2026-11-18T11:00:00Z"
        model: playbook
        policy: default
        graders: [end-state, messages]
        limits: { turns: 5, costMicros: 0 }
        gate: { passed: 1 }
        """;

    private const string Line =
        """
        {"id": "a", "mode": "CancelRequest", "signals": [{"id": "s1", "source": "helpdesk", "kind": "CustomerMessage", "occurredAt": "@-1h", "order": "EV-16", "text": "Cancel it."}], "expect": {"verdict": "auto", "moves": []}}
        """;

    [Fact]
    public void A_sound_suite_loads()
    {
        var suite = SuiteFile.Read(Suite, "small.yaml");

        Assert.Equal(Start, suite.StartAt);
        Assert.Equal(["end-state", "messages"], suite.Graders);
    }

    [Fact]
    public void An_unknown_grader_stops_the_load_with_its_line()
    {
        var e = Assert.Throws<EvalInputException>(() => SuiteFile.Read(Suite.Replace("messages]", "mesages]", StringComparison.Ordinal), "small.yaml"));

        Assert.Contains("small.yaml:7:", e.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean messages?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_below_one_needs_its_reason()
    {
        var e = Assert.Throws<EvalInputException>(() => SuiteFile.Read(Suite.Replace("passed: 1", "passed: 0.9", StringComparison.Ordinal), "small.yaml"));

        Assert.Contains("because", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_without_expectations_stops_the_load_with_its_line()
    {
        var bare = Line.Replace(""", "expect": {"verdict": "auto", "moves": []}""", "", StringComparison.Ordinal).Replace("\"a\"", "\"b\"", StringComparison.Ordinal).Replace("s1", "s2", StringComparison.Ordinal);

        var e = Assert.Throws<EvalInputException>(() => DatasetFile.Read($"{Line}\n{bare}", "small.jsonl", Start));

        Assert.Equal("small.jsonl:2:1: expect: a case without expectations proves nothing; expected at least a verdict and moves", e.Message);
    }

    [Fact]
    public void The_same_id_twice_stops_the_load()
    {
        var e = Assert.Throws<EvalInputException>(() => DatasetFile.Read($"{Line}\n{Line.Replace("s1", "s2", StringComparison.Ordinal)}", "small.jsonl", Start));

        Assert.Equal("small.jsonl:2:1: id: expected an id of its own, found 'a' of line 1 again", e.Message);
    }

    [Theory]
    [InlineData("\"moves\": []", "\"moves\": [], \"must\": [\"CancelOder\"]", "expect: expected the name of a move, found 'CancelOder' (did you mean CancelOrder?)")]
    [InlineData("\"auto\"", "\"perhaps\"", "expect.verdict: expected auto, approval, deny or ask, found 'perhaps'")]
    [InlineData(", \"moves\": []", "", "expect.moves: expected the moves that give the right end state ([] when nothing may change), they are missing")]
    public void A_wrong_expectation_stops_the_load(string was, string becomes, string message)
    {
        var e = Assert.Throws<EvalInputException>(() => DatasetFile.Read(Line.Replace(was, becomes, StringComparison.Ordinal), "small.jsonl", Start));

        Assert.Equal("small.jsonl:1:1: " + message, e.Message);
    }

    [Fact]
    public async Task Reference_moves_that_the_shop_refuses_stop_the_load()
    {
        var folder = Directory.CreateTempSubdirectory("eval-test-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "small.yaml"), Suite);
            await File.WriteAllTextAsync(Path.Combine(folder, "small-shop.json"), Shop);
            await File.WriteAllTextAsync(Path.Combine(folder, "small.jsonl"), Line.Replace(
                "\"moves\": []", "\"moves\": [{\"order\": \"EV-16\", \"move\": {\"move\": \"CancelOrder\", \"reason\": \"mistake\"}}]", StringComparison.Ordinal));

            var e = await Assert.ThrowsAsync<EvalInputException>(() => EvalRun.RunAsync(Path.Combine(folder, "small.yaml"), CancellationToken.None));

            Assert.Equal("datasets/small.jsonl:1:1: expect.moves[0]: expected a move the shop carries out, but it refused CancelOrder: The order is shipped.", e.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string Shop =
        """
        {"currency": "EUR",
         "products": [{"id": "P", "name": "Lamp", "category": "home", "price": "48.00", "cost": "21.00", "variants": [{"id": "V", "options": {}, "stock": 3}]}],
         "customers": [{"id": "C", "name": "Kate", "email": "kate@example.com", "language": "en", "timeZone": "Europe/Dublin", "address": {"name": "Kate", "street": "Road 1", "city": "Dublin", "postalCode": "D02", "country": "IE"}, "ordersBefore": 0, "spent": "0.00", "abuse": "0", "methods": [{"id": "pm", "kind": "card", "label": "Card"}]}],
         "orders": [{"id": "EV-16", "customer": "C", "status": "Shipped", "placedAt": "@-2d", "shippingFee": "0.00", "lines": [{"id": "L", "variant": "V", "quantity": 1}], "payments": [{"method": "pm", "status": "captured", "amount": "48.00", "attempts": 1}], "paid": "48.00"}]}
        """;
}
