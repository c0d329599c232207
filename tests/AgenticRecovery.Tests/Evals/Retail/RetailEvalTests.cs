using System.Text.Json.Nodes;
using AgenticRecovery.Agents;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Retail;
using AgenticRecovery.Evals.Statistics;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Evals.Retail;

/// <summary>Written requests through the real workflows, on the shop and the requests that are in the program.</summary>
public sealed class RetailEvalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plain_wish_is_finished_and_an_unclear_one_is_handed_over_with_its_question()
    {
        // own-01 returns two named things; own-07 names one of three pairs of headphones.
        var report = await RetailEval.RunAsync(Choices(Shipped("own-01", "own-07")), null, default);

        Assert.Equal((2, 2, 1, 1), (report.Trials, report.Passed, report.Automatic.Count, report.Automatic.Correct));
        Assert.Equal((1, 1, 0, 0), (report.Escalated.Count, report.Escalated.Right, report.WrongWrites, report.NeedlessEscalations));
        Assert.Contains("Which headphones", report.Requests.Single(r => r.Id == "own-07").Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hand_over_is_never_finished_also_where_the_unchanged_shop_is_right()
    {
        var handed = new RetailTrial("a", 1, Finished: false, IsRight: true, ReferenceChanges: false) { WrongWrites = [], Confidence = 0.9m, Said = "" };
        var done = handed with { Id = "b", Finished = true };

        var report = RetailReport.Of([handed, done], ("m", "h", 0));

        Assert.Equal((1, 1), (report.Automatic.Count, report.Automatic.Correct));
        Assert.Equal((1, 1), (report.Escalated.Count, report.Escalated.Right));
        // One of two requests covered, and it is right.
        Assert.Equal(new RiskPoint(0.9, Done: 1, Share: 0.5, Wrong: 0, Error: 0), Assert.Single(report.RiskCoverage));
    }

    [Fact]
    public void Pass_hat_k_of_two_repeats_with_one_pass_is_a_half_and_nothing()
    {
        var one = new RetailTrial("a", 1, true, true, true) { WrongWrites = [], Confidence = 1, Said = "" };

        var report = RetailReport.Of([one, one with { Repeat = 2, IsRight = false }], ("m", "h", 0));

        // C(1,1)/C(2,1) = 1/2; C(1,2)/C(2,2) = 0.
        Assert.Equal([0.5, 0], report.PassHatK);
    }

    [Theory]
    [InlineData("""[{"id":"1","ticket":"x"}]""", "says nowhere what would be right")]
    [InlineData("""[{"id":"1","ticket":"x","evaluation_criteria":{"actions":[]}},{"id":"1","ticket":"y","evaluation_criteria":{"actions":[]}}]""", "found '1' twice")]
    [InlineData("""[{"id":"1","evaluation_criteria":{"actions":[]}}]""", "[0].ticket")]
    [InlineData("""{}""", "expected a list of requests")]
    [InlineData("""[]""", "expected at least one request")]
    [InlineData("""[{""", ":1:")]
    public void A_fault_of_the_requests_is_named_and_nothing_runs(string json, string expected)
    {
        var file = _folder["requests.json"];
        File.WriteAllText(file, json);

        Assert.Contains(expected, Assert.Throws<EvalInputException>(() => RetailRequestFile.Read(file, null)).Message, StringComparison.Ordinal);
    }

    private string Shipped(params string[] ids)
    {
        var file = _folder["some.json"];
        File.WriteAllText(file, new JsonArray([.. RetailSource.Json("shipped:requests")!.AsArray().Where(r => ids.Contains(r!["id"]!.GetValue<string>())).Select(r => r!.DeepClone())]).ToJsonString());
        return file;
    }

    private static RetailChoices Choices(string requests) => new()
    {
        Shop = "shipped:shop",
        Requests = requests,
        Models = [new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free)],
    };
}
