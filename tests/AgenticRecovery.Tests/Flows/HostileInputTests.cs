using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Tests.Store;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Tests.Flows;

/// <summary>What surrounds the program is not as it should be: each ends with code 2 and a sentence, never with a stack trace.</summary>
[Collection("console")]
public sealed class HostileInputTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task A_database_that_another_process_holds_is_named()
    {
        using var holder = new SqliteConnection($"Data Source={folder["r.db"]};Pooling=False");
        holder.Open();
        holder.Execute("CREATE TABLE held (x); BEGIN EXCLUSIVE");

        var (exit, _, errors) = await CommandLineTests.RunAsync("demo", "--exit", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains("r.db is locked by another process", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_by_the_desk_and_by_the_service()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var desk = await CommandLineTests.RunAsync("serve", "--urls", $"http://127.0.0.1:{port}", "--db", folder["r.db"]);
        var service = await CommandLineTests.RunAsync("temporal-dev", "--port", $"{port}", "--db", folder["t.db"]);

        Assert.Equal((CommandLine.BadInput, CommandLine.BadInput), (desk.Exit, service.Exit));
        Assert.All([desk.Errors, service.Errors], said => Assert.Contains($"{port}", said, StringComparison.Ordinal));
        Assert.All([desk.Errors, service.Errors], said => Assert.DoesNotContain("   at ", said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run {0} --temporal 127.0.0.1:1")]
    [InlineData("serve --temporal 127.0.0.1:1")]
    [InlineData("worker --temporal 127.0.0.1:1")]
    public async Task A_temporal_service_that_does_not_answer_is_named(string line)
    {
        await File.WriteAllTextAsync(folder["q.jsonl"], "");

        var (exit, _, errors) = await CommandLineTests.RunAsync([.. string.Format(null, line, folder["q.jsonl"]).Split(' '), "--db", folder["r.db"]]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains("Cannot talk to 127.0.0.1:1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_of_ones_own_with_an_unknown_variable_is_refused_with_its_file_before_anything_runs()
    {
        Directory.CreateDirectory(folder["prompts/triage"]);
        await File.WriteAllTextAsync(folder["prompts/triage/v9.yaml"],
            "name: triage\ndescription: Mine.\ntemplate_format: handlebars\ntemplate: |\n  <message role=\"system\">Judge.</message>\n  <message role=\"user\">{{case_json}} {{weather}}</message>\ninput_variables:\n  - name: case_json\n");

        var (exit, errors) = await ProcessAsync(("RECOVERY_PROMPTS", folder["prompts"]), "demo", "--exit", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains("triage/v9", errors, StringComparison.Ordinal);
        Assert.Contains("'weather'", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_without_a_needed_column_is_refused_and_the_nearest_column_is_named()
    {
        await File.WriteAllTextAsync(folder["q.csv"], "ticket_id,typ,created_at\n1,question,2026-11-01 10:00\n");

        var (exit, _, errors) = await CommandLineTests.RunAsync("run", folder["q.csv"], "--mapping", "helpdesk-export", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.BadInput, exit);
        Assert.Contains("q.csv: column 'type' is missing (did you mean typ?)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_fifty_megabytes_becomes_a_dead_letter_and_the_next_line_is_read()
    {
        await using (var file = File.Create(folder["q.jsonl"]))
        {
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)'x');
            for (var written = 0; written < 50; written++)
                await file.WriteAsync(block);
            await file.WriteAsync("\n{\"id\":\"f\",\"source\":\"psp\",\"kind\":\"PaymentFailed\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"order\":\"SO-none\"}\n"u8.ToArray());
        }

        var (exit, output, _) = await CommandLineTests.RunAsync("run", folder["q.jsonl"], "--json", "--db", folder["r.db"]);
        var letters = await CommandLineTests.RunAsync("dead-letters", "list", "--json", "--db", folder["r.db"]);

        Assert.Equal(CommandLine.Done, exit);
        Assert.Equal(2, (int)JsonNode.Parse(output)!["signals"]!["deadLetters"]!);
        // What is kept of the long line is its start.
        Assert.InRange(letters.Output.Length, 100, 200_000);
        Assert.Contains("52428800", letters.Output, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A process of its own, because its environment is not to be seen by other tests.</summary>
    private static async Task<(int Exit, string Errors)> ProcessAsync((string Name, string Value) variable, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[variable.Name] = variable.Value;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "recovery.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
