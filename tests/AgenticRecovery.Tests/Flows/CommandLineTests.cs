using System.Text.Json.Nodes;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Flows;

/// <summary>Console output is the process's, so these run one after another.</summary>
[Collection("console")]
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("rnu q.jsonl", "Did you mean 'run'?")]
    [InlineData("demo --exot", "Did you mean '--exit'?")]
    [InlineData("run q.jsonl --dbb other.db", "Did you mean '--db'?")]
    [InlineData("policy chek", "Did you mean 'check'?")]
    [InlineData("run absent.jsonl", "absent.jsonl: no such file")]
    [InlineData("demo --exit --model gpt9", "Model 'gpt9' is not known")]
    [InlineData("demo --exit --temporal nonsense", "expected 'embedded' or HOST:PORT")]
    [InlineData("demo --exit --temporal 127.0.0.1:1", "Cannot talk to 127.0.0.1:1")]
    [InlineData("demo --exit --policy absent.yaml", "absent.yaml:0:0: there is no such file")]
    [InlineData("temporal-dev --port 99999", "--port: expected 0 (any free one) to 65535, found 99999")]
    [InlineData("case show nobody", "no such database")]
    [InlineData("doctor --model gpt9", "Model 'gpt9' is not known")]
    [InlineData("doctor --model replay:absent.jsonl", "there is no recording 'absent.jsonl'")]
    [InlineData("doctor --model replay-case:case-1@absent.db", "expected replay-case:ID@DATABASE")]
    [InlineData("eval run adversarial --every 0", "--every: expected a whole number, 1 or more, found 0")]
    [InlineData("eval run adversarial --data absent", "--data: expected a folder, found 'absent'")]
    public async Task Bad_input_ends_with_code_2_and_says_what_was_expected(string line, string expected)
    {
        var (exit, _, errors) = await RunAsync([.. line.Split(' '), "--db", folder["r.db"]]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_nothing_wrong_where_all_is_well_and_names_what_is_not()
    {
        var well = await RunAsync("doctor", "--json", "--db", folder["r.db"]);
        await File.WriteAllTextAsync(folder["r.db"], new string('x', 4096));
        var ill = await RunAsync("doctor", "--json", "--db", folder["r.db"]);

        Assert.Equal((CommandLine.Done, CommandLine.Finding), (well.Exit, ill.Exit));
        Assert.True(JsonNode.Parse(well.Output)!["ok"]!.GetValue<bool>());
        var bad = JsonNode.Parse(ill.Output)!["checks"]!.AsArray().Single(check => check!["state"]!.GetValue<string>() == "Failed")!;
        Assert.Equal("database", bad["what"]!.GetValue<string>());
        Assert.Contains("is not a SQLite database", bad["found"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(bad["do"]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        await File.WriteAllTextAsync(folder["r.db"], new string('x', 4096));

        var (exit, _, errors) = await RunAsync("demo", "--exit", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains("r.db is not a SQLite database", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_book_with_a_fault_is_refused_at_its_line_and_column()
    {
        await File.WriteAllTextAsync(folder["bad.yaml"], "book: mine\nversion: one\n");

        var demo = await RunAsync("demo", "--exit", "--db", folder["r.db"], "--policy", folder["bad.yaml"]);
        var check = await RunAsync("policy", "check", folder["bad.yaml"], "--json");

        Assert.Equal((2, 2), (demo.Exit, check.Exit));
        Assert.Contains("bad.yaml:2:10: 'one' is no version", demo.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(check.Output)!["faults"]!.AsArray());
    }

    [Fact]
    public async Task The_shipped_policy_book_has_no_finding()
    {
        var (exit, output, _) = await RunAsync("policy", "check", "--json");

        Assert.Equal(CommandLine.Done, exit);
        Assert.Empty(JsonNode.Parse(output)!["faults"]!.AsArray());
    }

    [Fact]
    public async Task Lines_that_cannot_be_taken_become_dead_letters_and_the_run_goes_on()
    {
        await File.WriteAllLinesAsync(folder["q.jsonl"],
        [
            "{\"id\": broken",
            "{\"id\":\"a\",\"source\":\"psp\",\"kind\":\"PaymentFaild\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"order\":\"o\"}",
            "{\"id\":\"b\",\"source\":\"psp\",\"kind\":\"PaymentFailed\"}",
            "{\"id\":\"c\",\"source\":\"psp\",\"kind\":\"PaymentFailed\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"order\":\"o\",\"amount\":{\"amount\":-1,\"currency\":\"EUR\"}}",
            "{\"id\":\"d\",\"source\":\"psp\",\"kind\":\"PaymentFailed\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"order\":\"o\",\"amount\":{\"amount\":1,\"currency\":\"ZZZ\"}}",
            "{\"id\":\"e\",\"source\":\"psp\",\"kind\":\"PaymentFailed\",\"occurredAt\":\"2999-11-01T10:00:00Z\",\"order\":\"o\"}",
            "{\"id\":\"f\",\"source\":\"psp\",\"kind\":\"PaymentFailed\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"order\":\"SO-none\"}",
        ]);

        var (exit, output, errors) = await RunAsync("run", folder["q.jsonl"], "--json", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.Done, exit);
        Assert.Equal(7, (int)JsonNode.Parse(output)!["signals"]!["deadLetters"]!);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_demo_on_the_same_database_changes_nothing()
    {
        var db = folder["demo.db"];
        var first = await RunAsync("demo", "--exit", "--json", "--db", db);
        var second = await RunAsync("demo", "--exit", "--json", "--db", db);
        var (was, now) = (JsonNode.Parse(first.Output)!, JsonNode.Parse(second.Output)!);

        foreach (var figure in (string[])["cases", "closed", "waitingForPerson", "waitingForCustomer", "failed", "byMove", "byDecision", "byResult", "conceded"])
            Assert.Equal(was[figure]!.ToJsonString(), now[figure]!.ToJsonString());
        Assert.Equal((0, 0), ((int)now["signals"]!["taken"]!, (int)now["signals"]!["newCases"]!));

        var list = JsonNode.Parse((await RunAsync("approvals", "list", "--json", "--db", db)).Output)!;
        Assert.Equal((int)now["waitingForPerson"]!, (int)list["total"]!);
        var id = (string)list["approvals"]![0]!["case"]!;
        foreach (var verb in (string[])["show", "timeline"])
        {
            var told = await RunAsync("case", verb, id, "--json", "--db", db);
            Assert.Equal(CommandLine.Done, told.Exit);
            Assert.Contains(id, JsonNode.Parse(told.Output)!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    internal static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            return (await CommandLine.RunAsync(args, limit.Token), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}

[CollectionDefinition("console", DisableParallelization = true)]
public sealed class ConsoleCollection;
