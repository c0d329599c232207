using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Conformance;

/// <summary>A list that signals add to, queries read and updates change; it ends on the signal "finish".</summary>
[Workflow("ledger")]
public sealed class Ledger
{
    private readonly List<object?> entries = [];
    private bool isDone;

    [WorkflowInit]
    public Ledger(List<object?>? start = null) => entries.AddRange(start ?? []);

    [WorkflowRun]
    public async Task<List<object?>> RunAsync(List<object?>? start = null)
    {
        await Workflow.WaitConditionAsync(() => isDone && Workflow.AllHandlersFinished);
        return entries;
    }

    [WorkflowSignal("add")]
    public Task AddAsync(object? entry)
    {
        entries.Add(entry);
        return Task.CompletedTask;
    }

    [WorkflowSignal("addLater")]
    public async Task AddLaterAsync(object? entry)
    {
        await Workflow.DelayAsync(Workflows.Ms(100));
        entries.Add(await EchoAsync(entry));
    }

    [WorkflowSignal("finish")]
    public Task FinishAsync()
    {
        isDone = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery("entries")]
    public List<object?> Entries() => entries;

    [WorkflowQuery("count")]
    public int Count(int times = 1) => entries.Count * times;

    [WorkflowQuery("broken")]
    public int Broken() => throw new InvalidOperationException("cannot be asked");

    [WorkflowUpdate("put")]
    public async Task<int> PutAsync(object? entry)
    {
        entries.Add(await EchoAsync(entry));
        return entries.Count;
    }

    [WorkflowUpdateValidator(nameof(PutAsync))]
    public void ValidatePut(object? entry)
    {
        if (entry?.ToString() == "bad")
            throw new InvalidOperationException("bad entries are refused");
    }

    [WorkflowUpdate("putNow")]
    public Task<int> PutNowAsync(object? entry)
    {
        entries.Add(entry);
        return Task.FromResult(entries.Count);
    }

    [WorkflowUpdate("putFails")]
    public async Task PutFailsAsync()
    {
        await Workflow.DelayAsync(Workflows.Ms(20));
        throw new ApplicationFailureException("could not be put", "PutFault", nonRetryable: true, [new { at = entries.Count }]);
    }

    [WorkflowUpdate("putSlowly")]
    public async Task<int> PutSlowlyAsync(object? entry)
    {
        await Workflow.DelayAsync(Workflows.Ms(1500));
        entries.Add(entry);
        return entries.Count;
    }

    [WorkflowUpdate("putRetried")]
    public Task<int> PutRetriedAsync() => Workflow.ExecuteActivityAsync((Activities a) => a.FailsUntil(3), Options);

    private static ActivityOptions Options => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = new() { InitialInterval = Workflows.Ms(50) },
    };

    private static Task<object?> EchoAsync(object? entry) => Workflow.ExecuteActivityAsync((Activities a) => a.Echo(entry), Options);
}

[Workflow("counter")]
public sealed class Counter
{
    private int sum;
    private int seen;

    [WorkflowRun]
    public async Task<int> RunAsync(int wanted)
    {
        await Workflow.WaitConditionAsync(() => seen >= wanted);
        return sum;
    }

    [WorkflowSignal("plus")]
    public Task PlusAsync(int number)
    {
        sum += number;
        seen++;
        return Task.CompletedTask;
    }

    [WorkflowQuery("sum")]
    public int Sum() => sum;
}

/// <summary>The handler is set late; the signal is held back until then.</summary>
[Workflow("early")]
public sealed class Early
{
    [WorkflowRun]
    public async Task<object?> RunAsync()
    {
        await Workflow.DelayAsync(Workflows.Ms(100));
        object? got = null;
        Workflow.Signals["tell"] = WorkflowSignalDefinition.CreateWithoutAttribute("tell", (object? value) =>
        {
            got = value;
            return Task.CompletedTask;
        });
        await Workflow.WaitConditionAsync(() => got is not null);
        return got;
    }
}
