using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Connectors;

/// <summary>Call by call against what the original tools answered, and against the end states it recorded.</summary>
public sealed class RetailOracleTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SharedDataFact("data", "tau-bench", "dev")]
    public async Task Every_recorded_call_is_answered_to_the_byte()
    {
        using var shop = await OpenAsync();
        var (calls, errors, differing) = (0, 0, new List<string>());
        foreach (var file in Directory.GetFiles(SharedMaterial.PathOf("data", "tau-bench", "dev"), "retail_tool_oracle_*.jsonl"))
        {
            var task = -1;
            foreach (var line in File.ReadLines(file))
            {
                var record = JsonNode.Parse(line)!.AsObject();
                var index = record["task_index"]!.GetValue<int>();
                if (index != task)
                    await shop.ResetAsync(default);
                task = index;

                var answer = await shop.CallAsync(record["name"]!.GetValue<string>(), record["arguments"]!.AsObject(), default);
                calls++;
                errors += answer.IsError ? 1 : 0;
                // The recorder did not run the hand-over; the tool's own answer is a constant.
                var expected = record["observation"]?.GetValue<string>() ?? "Transfer successful";
                if (answer.Text != expected)
                    differing.Add($"{Path.GetFileName(file)} task {index} {record["name"]}: {answer.Text} instead of {expected}");
            }
        }

        Assert.Equal([], differing);
        Assert.True(calls > 1_000, $"{calls} calls");
        // Counted in the files: 34 answers begin with "Error".
        Assert.Equal(34, errors);
    }

    [SharedDataFact("data", "tau-bench", "dev")]
    public async Task Every_task_of_reference_actions_ends_in_the_recorded_state()
    {
        using var shop = await OpenAsync();
        var (tasks, differing) = (0, new List<string>());
        foreach (var file in Directory.GetFiles(SharedMaterial.PathOf("data", "tau-bench", "dev"), "retail_tasks_*.json"))
            foreach (var task in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray())
            {
                await shop.ResetAsync(default);
                foreach (var action in task!["actions"]!.AsArray())
                    await shop.CallAsync(action!["name"]!.GetValue<string>(), action["arguments"]!.AsObject(), default);
                tasks++;
                var expected = task["expected_changed_entities"]!.AsObject();
                var actual = shop.Changed();
                foreach (var kind in (string[])["orders", "users"])
                    if (PythonText.Tuples(actual[kind]) != PythonText.Tuples(expected[kind]))
                        differing.Add($"{Path.GetFileName(file)} task {task["task_index"]} {kind}");
            }

        Assert.Equal([], differing);
        Assert.True(tasks > 500, $"{tasks} tasks");
    }

    [SharedDataFact("data", "tau-bench", "dev", "trajectories")]
    public async Task The_hash_of_the_end_state_is_the_recorded_one()
    {
        using var shop = await OpenAsync();
        var (hashes, differing) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var file in Directory.GetFiles(SharedMaterial.PathOf("data", "tau-bench", "dev", "trajectories"), "thirdparty_*.json"))
            foreach (var run in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray())
            {
                var info = run!["reward_info"];
                if (info?["info"]?["gt_data_hash"]?.GetValue<string>() is not { } recorded || info["actions"] is not JsonArray { Count: > 0 } actions)
                    continue;
                var key = actions.ToJsonString();
                if (hashes.TryGetValue(key, out var known) && known == recorded)
                    continue;
                await shop.ResetAsync(default);
                foreach (var action in actions)
                    await shop.CallAsync(action!["name"]!.GetValue<string>(), action["kwargs"]!.AsObject(), default);
                hashes[key] = shop.StateHash();
                if (hashes[key] != recorded)
                    differing.Add($"{Path.GetFileName(file)} task {run["task_id"]}");
            }

        Assert.Equal([], differing);
        Assert.True(hashes.Count > 20, $"{hashes.Count} end states");
    }

    [SharedDataFact("data", "tau2-bench", "shared", "retail_db.json")]
    public async Task The_whole_shop_reads_as_orders_customers_and_products_and_exports_as_it_came()
    {
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json")))!.AsObject();
        using var shop = RetailShop.Open(folder["retail.shop.db"], RetailSemantics.Tau2, new StandingClock());
        await shop.ImportAsync(seed, default);

        Assert.Equal(50, (await shop.ProductsAsync(default)).Count);
        foreach (var (id, document) in seed["orders"]!.AsObject())
        {
            var order = (await shop.FindOrderAsync(new(id), default))!;
            Assert.Equal(document!["items"]!.AsArray().Count, order.Lines.Sum(l => l.Quantity));
            Assert.Equal(order.Id, (await shop.FindCustomerAsync(order.Customer, default))!.Orders.Single(o => o == order.Id));
        }

        Assert.Equal(
            PythonText.Tuples(new JsonObject(RetailKinds(seed))), PythonText.Tuples(shop.Export()));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> RetailKinds(JsonObject seed) =>
        ((string[])["orders", "products", "users"]).Select(k => KeyValuePair.Create(k, seed[k]?.DeepClone()));

    private async Task<RetailShop> OpenAsync()
    {
        var shop = RetailShop.Open(folder["retail.shop.db"], RetailSemantics.Tau, new StandingClock());
        var seed = new JsonObject();
        foreach (var kind in (string[])["orders", "products", "users"])
            seed[kind] = JsonNode.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOf("data", "tau-bench", "shared", $"retail_{kind}.json")));
        await shop.ImportAsync(seed, default);
        return shop;
    }
}
