using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Workflow]
public class SetsHandlersLate
{
    private readonly List<string> seen = [];

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(1);
        Workflow.Signals["late"] = WorkflowSignalDefinition.CreateWithoutAttribute("late", (string text) =>
        {
            seen.Add(text);
            return Task.CompletedTask;
        });
        Workflow.DynamicSignal = WorkflowSignalDefinition.CreateWithoutAttribute(null, (string name, IRawValue[] args) =>
        {
            seen.Add($"{name}:{Workflow.PayloadConverter.ToValue<string>(args[0])}");
            return Task.CompletedTask;
        });
        await Workflow.WaitConditionAsync(() => seen.Count == 3);
        return string.Join(' ', seen);
    }
}

[Workflow]
public class BreaksOnce
{
    public static int Failures { get; set; }

    [WorkflowRun]
    public Task<string> RunAsync()
    {
        if (Failures-- > 0)
            throw new InvalidOperationException("a bug, soon mended");
        return Task.FromResult("mended");
    }
}

[Workflow]
public class Stuck
{
    public static int Freezes { get; set; }

    [WorkflowRun]
    public Task<string> RunAsync()
    {
        if (Freezes-- > 0)
            new ManualResetEventSlim().Wait(TimeSpan.FromSeconds(3));
        return Task.FromResult("moving");
    }
}

[Workflow]
public class LeavesItsScheduler
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        await Task.Delay(1);
        await Workflow.DelayAsync(TimeSpan.FromHours(1));
    }

    [WorkflowSignal]
    public Task PokeAsync() => Task.CompletedTask;
}

[Workflow]
public class Remembers
{
    public static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("WorkerTestKeyword");

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("note", "kept"), MemoUpdate.ValueUnset("gone"));
        Workflow.CurrentDetails = "remembering";
        await Workflow.DelayAsync(1);
        return $"{Workflow.PayloadConverter.ToValue<string>(Workflow.Memo["note"])} {Workflow.Memo.ContainsKey("gone")}";
    }
}

[Workflow]
public class TakesTurns
{
    private readonly Workflows.Mutex mutex = new();
    private readonly List<string> order = [];

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WhenAllAsync(Enumerable.Range(0, 3).Select(WorkAsync));
        return string.Join(' ', order);
    }

    private async Task WorkAsync(int number)
    {
        await mutex.WaitOneAsync();
        order.Add($"in{number}");
        await Workflow.DelayAsync(1);
        order.Add($"out{number}");
        mutex.ReleaseMutex();
    }
}

[Workflow]
public class InitFromArguments
{
    private readonly string greeting;

    [WorkflowInit]
    public InitFromArguments(string name) => greeting = $"Hello, {name}";

    [WorkflowQuery]
    public string Greeting() => greeting;

    [WorkflowRun]
    public Task<string> RunAsync(string name) => Task.FromResult($"{greeting}, again {name}");
}

[Workflow(Dynamic = true)]
public class Anything
{
    [WorkflowRun]
    public Task<string> RunAsync(IRawValue[] args) =>
        Task.FromResult($"{Workflow.Info.WorkflowType}({string.Join(',', args.Select(Workflow.PayloadConverter.ToValue<string>))})");
}

[Collection(ServiceCollection.Name)]
public sealed class HandlerTests(ServiceFixture service)
{
    [Fact]
    public Task Signals_wait_for_their_handler_in_the_order_they_came() => service.WithWorkerAsync(
        o => o.AddWorkflow<SetsHandlersLate>(),
        async worker =>
        {
            var options = ServiceFixture.On(worker);
            options.StartSignal = "late";
            options.StartSignalArgs = ["one"];
            var handle = await service.Client.StartWorkflowAsync((SetsHandlersLate w) => w.RunAsync(), options);
            await handle.SignalAsync("late", ["two"]);
            await handle.SignalAsync("other", ["three"]);

            var parts = (await handle.GetResultAsync()).Split(' ');
            Assert.Equal(["one", "other:three", "two"], parts.Order(StringComparer.Ordinal));
            Assert.True(Array.IndexOf(parts, "one") < Array.IndexOf(parts, "two"));
        });

    [Fact]
    public async Task A_bug_fails_the_task_and_not_the_workflow()
    {
        BreaksOnce.Failures = 1;
        await service.WithWorkerAsync(
            o => o.AddWorkflow<BreaksOnce>(),
            async worker =>
            {
                var handle = await service.Client.StartWorkflowAsync((BreaksOnce w) => w.RunAsync(), ServiceFixture.On(worker));
                Assert.Equal("mended", await handle.GetResultAsync());
                var failed = (await handle.FetchHistoryAsync()).Events.Single(e => e.EventType == EventType.WorkflowTaskFailed);
                Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.WorkflowTaskFailedEventAttributes.Cause);
                Assert.Equal("a bug, soon mended", failed.WorkflowTaskFailedEventAttributes.Failure.Message);
            });
    }

    [Fact]
    public Task A_bug_fails_the_workflow_where_its_type_is_listed() => service.WithWorkerAsync(
        o =>
        {
            o.WorkflowFailureExceptionTypes = [typeof(InvalidOperationException)];
            o.AddWorkflow<AlwaysBreaks>();
        },
        async worker =>
        {
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((AlwaysBreaks w) => w.RunAsync(), ServiceFixture.On(worker)));
            Assert.Equal("InvalidOperationException", Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
        });

    [Fact]
    public async Task Code_that_does_not_yield_is_reported_as_a_deadlock()
    {
        Stuck.Freezes = 1;
        await service.WithWorkerAsync(
            o => o.AddWorkflow<Stuck>(),
            async worker =>
            {
                var handle = await service.Client.StartWorkflowAsync((Stuck w) => w.RunAsync(), ServiceFixture.On(worker));
                Assert.Equal("moving", await handle.GetResultAsync());
                var failed = (await handle.FetchHistoryAsync()).Events.Single(e => e.EventType == EventType.WorkflowTaskFailed);
                Assert.Contains("[TMPRL1101]", failed.WorkflowTaskFailedEventAttributes.Failure.Message, StringComparison.Ordinal);
            });
    }

    [Fact]
    public Task Waiting_for_something_outside_fails_the_next_task() => service.WithWorkerAsync(
        o => o.AddWorkflow<LeavesItsScheduler>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((LeavesItsScheduler w) => w.RunAsync(), ServiceFixture.On(worker));
            Api.History.V1.HistoryEvent? failed = null;
            while (failed is null)
            {
                await handle.SignalAsync(w => w.PokeAsync());
                failed = (await handle.FetchHistoryAsync()).Events.FirstOrDefault(e => e.EventType == EventType.WorkflowTaskFailed);
            }
            Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.WorkflowTaskFailedEventAttributes.Cause);
            await handle.TerminateAsync();
        });

    [Fact]
    public Task Memo_changes_are_seen_at_once_and_kept() => service.WithWorkerAsync(
        o => o.AddWorkflow<Remembers>(),
        async worker =>
        {
            var options = ServiceFixture.On(worker);
            options.Memo = new Dictionary<string, object> { ["gone"] = "soon" };
            Assert.Equal("kept False", await service.Client.ExecuteWorkflowAsync((Remembers w) => w.RunAsync(), options));
        });

    [Fact]
    public Task A_mutex_is_given_in_turn() => service.WithWorkerAsync(
        o => o.AddWorkflow<TakesTurns>(),
        async worker => Assert.Equal(
            "in0 out0 in1 out1 in2 out2", await service.Client.ExecuteWorkflowAsync((TakesTurns w) => w.RunAsync(), ServiceFixture.On(worker))));

    [Fact]
    public Task The_constructor_may_take_the_arguments() => service.WithWorkerAsync(
        o => o.AddWorkflow<InitFromArguments>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((InitFromArguments w) => w.RunAsync("Ada"), ServiceFixture.On(worker));
            Assert.Equal("Hello, Ada, again Ada", await handle.GetResultAsync());
            Assert.Equal("Hello, Ada", await handle.QueryAsync(w => w.Greeting()));
        });

    [Fact]
    public Task A_dynamic_workflow_runs_any_name() => service.WithWorkerAsync(
        o => o.AddWorkflow<Anything>(),
        async worker => Assert.Equal(
            "Whatever(a,b)", await service.Client.ExecuteWorkflowAsync<string>("Whatever", ["a", "b"], ServiceFixture.On(worker))));

    [Fact]
    public Task An_unknown_query_and_an_unknown_update_name_the_known_ones() => service.WithWorkerAsync(
        o => o.AddWorkflow<Counter>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((Counter w) => w.RunAsync(0), ServiceFixture.On(worker));
            var query = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("Missing", []));
            Assert.Contains("Count CountPlus", query.Message, StringComparison.Ordinal);
            var update = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync("Missing", []));
            Assert.Contains("AddNow AddSlowly Fail", update.InnerException!.Message, StringComparison.Ordinal);
            await handle.TerminateAsync();
        });

    [Workflow]
    public class AlwaysBreaks
    {
        [WorkflowRun]
        public Task RunAsync() => throw new InvalidOperationException("broken for good");
    }
}
