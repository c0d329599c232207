using AgenticRecovery.Triage.Reading;
using Xunit.Abstractions;

namespace AgenticRecovery.Tests.Reading;

/// <summary>The reader on requests of our own over the shared shop, and on the same requests said otherwise.</summary>
public sealed class OwnRequestsTests(ITestOutputHelper output)
{
    private static readonly RetailData Data = new(File.ReadAllText(Material()));

    private static string Material() => SharedMaterial.Root is null ? SmallData : SharedMaterial.PathOf("data", "tau2-bench", "shared", "retail_db.json");

    private static string SmallData => Path.Combine(AppContext.BaseDirectory, "no-shop.json");

    [SharedDataTheory("data", "tau2-bench", "shared", "retail_db.json")]
    [InlineData("A")]
    [InlineData("B")]
    public void What_is_finished_is_right(string half)
    {
        var (finished, right, wrong) = (0, 0, new List<string>());
        var tasks = OwnRequests.Load(half, Data);
        foreach (var task in tasks)
        {
            var plan = Read(task, task.Text);
            if (!RetailGrade.IsFinished(plan))
                continue;
            finished++;
            if (RetailGrade.IsRight(plan, task, Data.Customer(task.Customer)))
                right++;
            else
                wrong.Add(task.Id);
        }

        output.WriteLine($"half {half}: {tasks.Count} requests, {finished} finished, {right} right, wrong: {string.Join(", ", wrong)}");
        Assert.True(finished * 2 >= tasks.Count, $"{finished} of {tasks.Count} finished");
        Assert.True(right * 100 >= finished * 95, $"{right} of {finished} right, wrong: {string.Join(", ", wrong)}");
    }
}
