using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Tests.Store;
using AgenticRecovery.Triage.Reading;
using Xunit.Abstractions;

namespace AgenticRecovery.Tests.Reading;

/// <summary>
/// The reader against written requests with reference actions. "Finished" is a plan with moves and no question;
/// a finished plan is right when it leaves the shop as the reference does, or asks for the same writes.
/// </summary>
public sealed class RetailReadingTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SharedDataFact("data", "tau2-bench", "dev", "thirdparty_retail_tasks_solo_comms.json")]
    public async Task Written_requests_end_in_the_state_of_the_reference()
    {
        var data = Data();
        var json = await File.ReadAllTextAsync(Tickets);
        var tasks = RetailGrade.Load(json, "ticket", data);
        using var document = JsonDocument.Parse(json);
        using var shop = await OpenAsync();
        var (finished, right, wrong) = (0, 0, new List<string>());
        foreach (var (task, source) in tasks.Zip(document.RootElement.EnumerateArray()))
        {
            var plan = Read(task, data);
            if (!RetailGrade.IsFinished(plan))
                continue;
            finished++;
            if (await StateAfterReferenceAsync(shop, source) == await StateAfterPlanAsync(shop, plan, task))
                right++;
            else
                wrong.Add(task.Id);
        }

        output.WriteLine($"{tasks.Count} requests, {finished} finished, {right} right, wrong: {string.Join(", ", wrong)}");
        Assert.True(finished * 2 >= tasks.Count, $"{finished} of {tasks.Count} finished");
        Assert.True(right * 100 >= finished * 95, $"{right} of {finished} right, wrong: {string.Join(", ", wrong)}");
    }

    [SharedDataFact("data", "tau-bench", "dev")]
    public void Role_texts_with_actions_are_read_right_or_not_at_all()
    {
        var data = Data();
        foreach (var name in (string[])["dev", "test_devhalf", "train"])
        {
            var tasks = RetailGrade.Load(File.ReadAllText(SharedMaterial.PathOf("data", "tau-bench", "dev", $"retail_tasks_{name}.json")), "instruction", data);
            foreach (var isHeldOut in (bool[])[false, true])
            {
                var part = tasks.Where(task => RetailGrade.IsHeldOut(task) == isHeldOut).ToList();
                var finished = part.Select(task => (Task: task, Plan: Read(task, data))).Where(item => RetailGrade.IsFinished(item.Plan)).ToList();
                var right = finished.Count(item => RetailGrade.IsRight(item.Plan, item.Task, data.Customer(item.Task.Customer)));
                output.WriteLine($"{name} {(isHeldOut ? "held out" : "seen")}: {part.Count} texts, {finished.Count} finished, {right} right");
                // Texts that play a role say less than their actions know; one such text may differ per part.
                Assert.True(right >= finished.Count - Math.Max(1, finished.Count / 20), $"{name}: {right} of {finished.Count} right");
            }
        }
    }

    [SharedDataFact("data", "tau2-bench", "dev", "thirdparty_retail_tasks_solo_comms.json")]
    public void Fetching_only_what_is_needed_gives_the_same_plan()
    {
        var data = Data();
        var words = new CatalogueWords(data.Products);
        foreach (var task in RetailGrade.Load(File.ReadAllText(Tickets), "ticket", data))
        {
            var customer = data.Customer(task.Customer);
            var context = new RequestContext { Text = task.Text, Customer = customer, Orders = data.OrdersOf(customer) };
            var needed = RequestReader.Needs(context).Products.ToHashSet();

            var lean = RequestReader.Read(context with { Products = data.Products.Where(product => needed.Contains(product.Id)).ToList() });

            var full = RequestReader.Read(context with { Products = data.Products, Words = words });
            Assert.Equal(RetailGrade.Signatures(full, customer), RetailGrade.Signatures(lean, customer));
        }
    }

    private static string Tickets => SharedMaterial.PathOf("data", "tau2-bench", "dev", "thirdparty_retail_tasks_solo_comms.json");

    private static string Shop => SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json");

    private static RetailData Data() => new(File.ReadAllText(Shop));

    private static RequestPlan Read(RetailTask task, RetailData data)
    {
        var customer = data.Customer(task.Customer);
        return RequestReader.Read(new RequestContext { Text = task.Text, Customer = customer, Orders = data.OrdersOf(customer), Products = data.Products, Words = data.Words });
    }

    private static async Task<string> StateAfterReferenceAsync(RetailShop shop, JsonElement source)
    {
        await shop.ResetAsync(default);
        foreach (var action in source.GetProperty("evaluation_criteria").GetProperty("actions").EnumerateArray())
            await shop.CallAsync(action.GetProperty("name").GetString()!, JsonNode.Parse(action.GetProperty("arguments").GetRawText())!.AsObject(), default);
        return PythonText.Tuples(shop.Changed());
    }

    private static async Task<string> StateAfterPlanAsync(RetailShop shop, RequestPlan plan, RetailTask task)
    {
        await shop.ResetAsync(default);
        var number = 0;
        foreach (var planned in plan.Moves)
            await shop.ExecuteAsync(new ShopWrite($"{task.Id}-{number++}", planned.Order, new CustomerId(task.Customer), planned.Move, DateTimeOffset.UnixEpoch), default);
        return PythonText.Tuples(shop.Changed());
    }

    private async Task<RetailShop> OpenAsync()
    {
        var shop = RetailShop.Open(folder["reading.shop.db"], RetailSemantics.Tau, new StandingClock());
        await shop.ImportAsync(JsonNode.Parse(await File.ReadAllTextAsync(Shop))!.AsObject(), default);
        return shop;
    }
}
