using System.Text.Json.Nodes;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Flows;

/// <summary>The policy verbs as an editor of books uses them.</summary>
[Collection("console")]
public sealed class PolicyVerbTests : IDisposable
{
    private const string Head = "book: mine\nversion: 3\ncurrency: EUR\nrules:\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Prove_prints_the_book_and_every_claim_and_fails_with_a_counter_example_in_facts()
    {
        var book = File("book.yaml", Head + "  - { id: small, allow: FullRefund, when: amount <= 40.00 }\n");
        var claims = File("claims.yaml", "claims:\n  - { id: cap, claim: never allow FullRefund when amount > 30.00 }\n  - { id: never-more, claim: never allow FullRefund when amount > 40.00 }\n");

        var (exit, output, _) = await RunAsync("policy", "prove", book, "--claims", claims, "--json");

        var document = JsonNode.Parse(output)!;
        Assert.Equal(1, exit);
        Assert.Equal("mine", document["book"]!.GetValue<string>());
        var (cap, more) = (document["claims"]![0]!, document["claims"]![1]!);
        Assert.Equal(("cap", false), (cap["name"]!.GetValue<string>(), cap["holds"]!.GetValue<bool>()));
        Assert.Equal("30.01", cap["counterExample"]!["facts"]!["amount"]!.GetValue<string>());
        Assert.Equal(("FullRefund", "allow", "small"), (cap["counterExample"]!["move"]!.GetValue<string>(), cap["counterExample"]!["decision"]!.GetValue<string>(), cap["counterExample"]!["rule"]!.GetValue<string>()));
        Assert.Equal(("never-more", true), (more["name"]!.GetValue<string>(), more["holds"]!.GetValue<bool>()));
        Assert.Null(more["counterExample"]);
    }

    [Fact]
    public async Task The_shipped_book_keeps_every_standard_claim()
    {
        var (exit, output, _) = await RunAsync("policy", "prove", "default");

        Assert.Equal(0, exit);
        Assert.Contains("claims hold for all facts", output, StringComparison.Ordinal);
        Assert.DoesNotContain("fails ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy prove default --claims absent.yaml", "there is no such file, and it is no claim")]
    [InlineData("policy test default --examples absent.yaml", "absent.yaml:1:1: there is no such file")]
    [InlineData("policy check defalt", "did you mean 'default'?")]
    [InlineData("policy diff default absent.yaml", "there is no such file")]
    [InlineData("policy whatif default --records absent.jsonl", "absent.jsonl")]
    [InlineData("policy whatif default --last 0", "--last: expected a number of decisions, 1 or more, found 0")]
    [InlineData("policy diff default retail", "two books in one currency")]
    public async Task What_cannot_be_read_ends_with_code_2_and_says_where(string line, string expected)
    {
        var (exit, _, errors) = await RunAsync(line.Split(' '));

        Assert.Equal(2, exit);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contradictory_book_is_found_and_ends_with_code_1()
    {
        var book = File("book.yaml", Head + "  - { id: give, allow: StoreCredit, when: amount <= 5.00 }\n  - { id: never, forbid: concessions }\n");

        var plain = await RunAsync("policy", "check", book);
        var json = await RunAsync("policy", "check", book, "--json");

        Assert.Equal((1, 1), (plain.Exit, json.Exit));
        Assert.Contains("warning contradiction line 5: The book contradicts itself: all that 'give' allows is refused by 'never'.", plain.Output, StringComparison.Ordinal);
        Assert.Contains(JsonNode.Parse(json.Output)!["findings"]!.AsArray(), finding => finding!["kind"]!.GetValue<string>() == "contradiction");
    }

    [Fact]
    public async Task What_if_writes_one_page_that_needs_nothing_else()
    {
        var (force, draft) = (File("force.yaml", Head + "  - { id: small, allow: LimitedIncentive, when: amount <= 10.00 }\n"), File("draft.yaml", Head + "  - { id: ask, approve: LimitedIncentive, by: { role: finance } }\n"));
        var records = File("records.jsonl", string.Concat(Enumerable.Range(1, 12).Select(i =>
            $$$"""{"case":"<b>c{{{i}}}</b>","move":"LimitedIncentive","at":"2026-11-16T09:00:00Z","currency":"EUR","facts":{"amount":"{{{i}}}.00"},"word":"allow"}""" + "\n")));

        var (exit, output, errors) = await RunAsync("policy", "whatif", draft, "--policy", force, "--records", records, "--html", folder["w.html"], "--json");

        // 1 to 10 were allowed, 11 and 12 denied; all twelve are asked now: 55 given before, 78 asked after.
        var report = JsonNode.Parse(output)!["whatIf"]!;
        Assert.Equal(0, exit);
        Assert.Contains("w.html", errors, StringComparison.Ordinal);
        Assert.Equal((12, 12, 12, 2), (Number("decisions"), Number("flips"), Number("approvalsAdded"), Number("drifted")));
        Assert.Equal((55m, 0m, 78m), (report["allowedBefore"]!.GetValue<decimal>(), report["allowedAfter"]!.GetValue<decimal>(), report["askedAfter"]!.GetValue<decimal>()));
        var page = await System.IO.File.ReadAllTextAsync(folder["w.html"]);
        Assert.Contains("&lt;b&gt;c12&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        int Number(string name) => report[name]!.GetValue<int>();
    }

    [Fact]
    public async Task A_record_that_is_none_is_named_by_its_line()
    {
        var records = File("records.jsonl", """{"case":"c","move":"FullRefnd","at":"2026-11-16T09:00:00Z","currency":"EUR","facts":{}}""");

        var (exit, _, errors) = await RunAsync("policy", "whatif", "default", "--records", records);

        Assert.Equal(2, exit);
        Assert.Contains("records.jsonl:1: 'FullRefnd' is no move", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_a_shadow_book_can_be_read_back_replayed_and_tried_under_a_draft()
    {
        var shadow = File("shadow.yaml", Head + "  - { id: none, forbid: all }\n");
        var run = await RunAsync("demo", "--exit", "--json", "--db", folder["r.db"], "--shadow", shadow);

        var shadows = JsonNode.Parse((await RunAsync("policy", "shadow", "--json", "--db", folder["r.db"])).Output)!;
        var replay = await RunAsync("policy", "replay", "--json", "--db", folder["r.db"]);
        var whatIf = JsonNode.Parse((await RunAsync("policy", "whatif", shadow, "--json", "--db", folder["r.db"])).Output)!["whatIf"]!;

        Assert.Equal(0, run.Exit);
        var decisions = shadows["decisions"]!.GetValue<int>();
        Assert.True(decisions > 10, shadows.ToJsonString());
        Assert.Equal(0, replay.Exit);
        Assert.Equal(decisions, JsonNode.Parse(replay.Output)!["decisions"]!.GetValue<int>());
        Assert.Equal(decisions, whatIf["decisions"]!.GetValue<int>());
        // The shadow forbids everything, so it differs wherever the enforced book did not refuse, and the demo got on all the same.
        Assert.Equal(whatIf["flips"]!.GetValue<int>(), shadows["differ"]!.GetValue<int>());
        Assert.Equal(0m, whatIf["allowedAfter"]!.GetValue<decimal>());
    }

    private string File(string name, string text)
    {
        System.IO.File.WriteAllText(folder[name], text);
        return folder[name];
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(300));
            return (await CommandLine.RunAsync(args, limit.Token), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
