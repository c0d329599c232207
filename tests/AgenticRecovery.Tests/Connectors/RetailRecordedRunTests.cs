using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Connectors;

/// <summary>165 recorded tau2 runs: what each tool answered then, and whether the end state was judged right.</summary>
public sealed class RetailRecordedRunTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SharedDataFact("data", "tau2-bench", "dev", "trajectories")]
    public async Task The_tools_answer_as_they_answered_in_the_recorded_runs()
    {
        using var shop = await OpenAsync();
        var (calls, differing) = (0, new List<string>());
        foreach (var (run, name) in Runs())
        {
            await shop.ResetAsync(default);
            foreach (var step in Calls(run))
            {
                var tool = step["name"]!.GetValue<string>();
                var answer = await shop.CallAsync(tool, step["arguments"]!.AsObject(), default);
                calls++;
                if (!IsSame(answer, tool, step["result"]!.GetValue<string>()))
                    differing.Add($"{name} {run["task_id"]} {tool} {step["arguments"]!.ToJsonString()}: {answer.Text[..Math.Min(120, answer.Text.Length)]}");
            }
        }

        Assert.Equal([], differing);
        Assert.True(calls > 1_200, $"{calls} calls");
    }

    [SharedDataFact("data", "tau2-bench", "dev", "thirdparty_retail_tasks_solo_comms.json")]
    public async Task The_recorded_verdicts_on_end_states_are_ours()
    {
        // tau2 semantics settle all of them: an address changed after an edit, and the order of a list of swaps, both count.
        using var shop = await OpenAsync();
        var requests = JsonNode.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOf("data", "tau2-bench", "dev", "thirdparty_retail_tasks_solo_comms.json")))!
            .AsArray().ToDictionary(t => t!["id"]!.GetValue<string>(), t => t!["evaluation_criteria"]!["actions"]!.AsArray());
        var (runs, differing) = (0, new List<string>());
        foreach (var (run, name) in Runs())
        {
            var reached = await EndAsync(shop, Calls(run));
            var wanted = await EndAsync(shop, requests[run["task_id"]!.GetValue<string>()].Select(a => a!));
            runs++;
            if (JsonNode.DeepEquals(reached, wanted) != run["eval"]!["db_match"]!.GetValue<bool>())
                differing.Add($"{name} {run["task_id"]}");
        }

        Assert.Equal([], differing);
        Assert.Equal(165, runs);
    }

    private static async Task<JsonObject> EndAsync(RetailShop shop, IEnumerable<JsonNode> calls)
    {
        await shop.ResetAsync(default);
        foreach (var call in calls)
            await shop.CallAsync(call["name"]!.GetValue<string>(), call["arguments"]!.AsObject(), default);
        return shop.Changed();
    }

    private static bool IsSame(RetailAnswer answer, string tool, string recorded)
    {
        if (recorded.StartsWith("Error executing tool", StringComparison.Ordinal))
            return answer.IsError && recorded == $"Error executing tool {tool}: {answer.Text["Error: ".Length..]}";
        var then = JsonNode.Parse(recorded);
        if (answer.IsError || then is not JsonObject map)
            return false;
        // Texts came wrapped; documents came with every optional field, empty ones as null.
        return map["result"] is JsonValue text
            ? answer.Text == text.GetValue<string>()
            : JsonNode.DeepEquals(JsonNode.Parse(answer.Text), WithoutNulls(then));
    }

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, WithoutNulls(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<JsonNode> Calls(JsonNode run) => run["steps"]!.AsArray()
        .Where(s => s!["type"]!.GetValue<string>() == "tool_call" && RetailShop.Tools.ContainsKey(s["name"]!.GetValue<string>()))
        .Select(s => s!);

    private static IEnumerable<(JsonNode Run, string File)> Runs() =>
        from file in Directory.GetFiles(SharedMaterial.PathOf("data", "tau2-bench", "dev", "trajectories"), "*_complete_dataset.json").Order(StringComparer.Ordinal)
        from run in JsonNode.Parse(File.ReadAllText(file))!.AsArray()
        select (run, Path.GetFileNameWithoutExtension(file));

    private async Task<RetailShop> OpenAsync()
    {
        var shop = RetailShop.Open(folder["retail.shop.db"], RetailSemantics.Tau2, new StandingClock());
        await shop.ImportAsync(
            JsonNode.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json")))!.AsObject(), default);
        return shop;
    }
}
