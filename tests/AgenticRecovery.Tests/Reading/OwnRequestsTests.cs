using AgenticRecovery.Triage.Reading;
using Xunit.Abstractions;

namespace AgenticRecovery.Tests.Reading;

/// <summary>The reader on requests of our own over the shared shop, and on the same requests said otherwise.</summary>
public sealed class OwnRequestsTests(ITestOutputHelper output)
{
    [SharedDataFact("data", "tau2-bench", "shared", "retail_db.json")]
    public void What_is_finished_is_right()
    {
        var data = new RetailData(File.ReadAllText(SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json")));
        foreach (var half in (string[])["A", "B", "C", "D", "E", "F", "G"])
        {
            var tasks = OwnRequests.Load(half, data);
            var finished = tasks.Select(task => (Task: task, Plan: Read(task, task.Text, data))).Where(read => RetailGrade.IsFinished(read.Plan)).ToList();
            var wrong = finished.Where(read => !RetailGrade.IsRight(read.Plan, read.Task, data.Customer(read.Task.Customer))).Select(read => read.Task.Id).ToList();

            output.WriteLine($"half {half}: {tasks.Count} requests, {finished.Count} finished, wrong: {string.Join(", ", wrong)}");
            Assert.True(finished.Count * 2 >= tasks.Count, $"{finished.Count} of {tasks.Count} finished");
            Assert.True(wrong.Count * 20 <= finished.Count, $"of {finished.Count} wrong: {string.Join(", ", wrong)}");
        }
    }

    [SharedDataFact("data", "tau2-bench", "shared", "retail_db.json")]
    public void The_same_request_in_other_clothes_ends_in_the_same_state()
    {
        var data = new RetailData(File.ReadAllText(SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json")));
        foreach (var task in OwnRequests.Load("A", data))
        {
            var customer = data.Customer(task.Customer);
            var plain = RetailGrade.Signatures(Read(task, task.Text, data), customer);
            foreach (var text in (string[])[task.Text.ToUpperInvariant(), task.Text.ToLowerInvariant(), task.Text.Replace("Customer", "The user", StringComparison.Ordinal), task.Text + " Thank you very much for your help!"])
                Assert.Equal(plain, RetailGrade.Signatures(Read(task, text, data), customer));
        }
    }

    private static RequestPlan Read(RetailTask task, string text, RetailData data)
    {
        var customer = data.Customer(task.Customer);
        return RequestReader.Read(new RequestContext { Text = text, Customer = Identity.Proves(text, customer) ? customer : null, Orders = data.OrdersOf(customer), Products = data.Products, Words = data.Words });
    }
}
