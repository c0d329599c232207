using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Retail;

/// <param name="Calls">Recorded calls that were made again.</param>
/// <param name="Equal">Those answered as recorded, to the byte.</param>
/// <param name="Errors">Those whose answer is an error; counted among the equal ones where it is the recorded one.</param>
/// <param name="Differing">File, line and tool of each other answer.</param>
public sealed record OracleReport(int Calls, int Equal, int Errors, IReadOnlyList<string> Differing, double Seconds);

/// <summary>Makes recorded calls of the original tools again, each task on a fresh shop, and compares every answer.</summary>
public static class OracleEval
{
    /// <summary>The recorder did not run the hand-over; the tool's own answer is a constant.</summary>
    private const string HandOver = "Transfer successful";

    /// <param name="shop">JSON with orders, products and users.</param>
    /// <param name="recordings">JSON lines with task_index, name, arguments and observation.</param>
    /// <exception cref="EvalInputException">A fault of a file; the calls before it were made.</exception>
    public static async Task<OracleReport> RunAsync(string shop, IReadOnlyList<string> recordings, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("recovery-oracle-").FullName;
        try
        {
            using var tools = RetailShop.Open(Path.Combine(folder, "oracle.shop.db"), RetailSemantics.Tau, new EvalClock(RetailEval.StartAt));
            await tools.ImportAsync(RetailEval.ReadShop(shop), ct);
            var report = new OracleReport(0, 0, 0, [], 0);
            foreach (var file in recordings)
                report = await FileAsync(tools, file, report, ct);
            return report with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<OracleReport> FileAsync(RetailShop tools, string file, OracleReport report, CancellationToken ct)
    {
        var (task, number) = (-1, 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var call = Call(file, number, line);
            if (call.Task != task)
                await tools.ResetAsync(ct);
            task = call.Task;
            var answer = await tools.CallAsync(call.Tool, call.Arguments, ct);
            var isEqual = answer.Text == (call.Observation ?? HandOver);
            report = report with
            {
                Calls = report.Calls + 1,
                Equal = report.Equal + (isEqual ? 1 : 0),
                Errors = report.Errors + (answer.IsError ? 1 : 0),
                Differing = isEqual ? report.Differing : [.. report.Differing, $"{Path.GetFileName(file)}:{number} {call.Tool}"],
            };
        }

        return report;
    }

    private static (int Task, string Tool, JsonObject Arguments, string? Observation) Call(string file, int number, string line)
    {
        JsonNode? record;
        try
        {
            record = JsonNode.Parse(line);
        }
        catch (JsonException fault)
        {
            throw new EvalInputException($"{file}:{number}", fault.Message);
        }

        return record is JsonObject call && call["task_index"] is JsonValue task && task.TryGetValue<int>(out var index)
            && call["name"] is JsonValue name && name.TryGetValue<string>(out var tool) && call["arguments"] is JsonObject arguments
                ? (index, tool, arguments, call["observation"] is JsonValue seen && seen.TryGetValue<string>(out var text) ? text : null)
                : throw new EvalInputException($"{file}:{number}", "expected an object with task_index, name and arguments");
    }
}
