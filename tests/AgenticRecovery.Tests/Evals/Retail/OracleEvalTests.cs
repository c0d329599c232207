using System.Text.Json.Nodes;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Retail;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Evals.Retail;

/// <summary>Recorded calls of the original tools, made again by the command.</summary>
public sealed class OracleEvalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact("data", "tau-bench", "dev")]
    public async Task Every_recorded_call_is_answered_as_then()
    {
        // The recordings were made on the shop of their own benchmark, which differs in some orders from the later one.
        var shop = new JsonObject();
        foreach (var kind in (string[])["orders", "products", "users"])
            shop[kind] = JsonNode.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOf("data", "tau-bench", "shared", $"retail_{kind}.json")));
        await File.WriteAllTextAsync(_folder["shop.json"], shop.ToJsonString());
        var files = Directory.GetFiles(SharedMaterial.PathOf("data", "tau-bench", "dev"), "retail_tool_oracle_*.jsonl");

        var report = await OracleEval.RunAsync(_folder["shop.json"], files, default);

        Assert.Equal([], report.Differing);
        Assert.Equal(report.Calls, report.Equal);
        Assert.True(report.Calls > 1_000, $"{report.Calls} calls");
    }

    [Fact]
    public async Task An_answer_that_differs_is_named_with_its_line()
    {
        File.WriteAllText(_folder["calls.jsonl"], """
            {"task_index": 0, "name": "calculate", "arguments": {"expression": "1 + 1"}, "observation": "2.0"}
            {"task_index": 0, "name": "calculate", "arguments": {"expression": "1 + 1"}, "observation": "3.0"}
            """);

        var report = await OracleEval.RunAsync("shipped:shop", [_folder["calls.jsonl"]], default);

        Assert.Equal((2, 1), (report.Calls, report.Equal));
        Assert.Equal(["calls.jsonl:2 calculate"], report.Differing);
    }

    [Theory]
    [InlineData("{", "calls.jsonl:1")]
    [InlineData("{\"name\": \"calculate\"}", "expected an object with task_index")]
    public async Task A_line_that_is_no_call_is_named(string line, string expected)
    {
        File.WriteAllText(_folder["calls.jsonl"], line);

        var fault = await Assert.ThrowsAsync<EvalInputException>(() => OracleEval.RunAsync("shipped:shop", [_folder["calls.jsonl"]], default));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }
}
