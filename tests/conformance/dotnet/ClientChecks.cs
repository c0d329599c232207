using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Conformance;

/// <summary>What our client does with workflows that an official worker runs. Prints "ok - NAME" or "not ok - NAME" for each check.</summary>
internal sealed class ClientChecks(ITemporalClient client, string queue)
{
    public async Task<int> RunAsync()
    {
        var failed = 0;
        foreach (var (name, check) in All())
        {
            try
            {
                await check().WaitAsync(TimeSpan.FromSeconds(60));
                Console.WriteLine($"ok - {name}");
            }
            catch (Exception e)
            {
                // The edge of a check: whatever went wrong is its outcome.
                failed++;
                Console.WriteLine($"not ok - {name}");
                Console.WriteLine("#   " + e.ToString().ReplaceLineEndings("\n#   "));
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private static readonly string[] OneEntry = ["first"];

    private IEnumerable<(string Name, Func<Task> Check)> All() =>
    [
        ("a workflow gives its result", ResultAsync),
        ("signals, queries and updates reach a workflow", MessagesAsync),
        ("a validator's refusal is told", RefusedUpdateAsync),
        ("an update that fails tells type and details", FailedUpdateAsync),
        ("update-with-start starts and updates", UpdateWithStartAsync),
        ("signal-with-start starts and signals", SignalWithStartAsync),
        ("a failed workflow tells type and details", FailureAsync),
        ("cancel ends a workflow as cancelled", CancelAsync),
        ("terminate ends a workflow with its reason", TerminateAsync),
        ("a result is followed over continue-as-new", ContinuedAsync),
        ("a second start is refused", SecondStartAsync),
        ("a query that throws and one that is unknown fail", FailedQueriesAsync),
        ("an activity is completed from outside", AsyncActivityAsync),
        ("a run is described, listed and counted", DescribeAsync),
        ("a schedule starts a workflow", ScheduleAsync),
        ("histories of the official worker replay in ours", ReplayAsync),
    ];

    private WorkflowOptions New(string type) => new(id: $"{type}-{Guid.NewGuid():N}", taskQueue: queue);

    private Task<WorkflowHandle> StartAsync(string type, params object?[] args) => client.StartWorkflowAsync(type, args, New(type));

    private async Task ResultAsync()
    {
        Must.Equal("Hello Ada", await (await StartAsync("hello", "Ada")).GetResultAsync<string>());
        Must.Equal("Hello a,Hello b,Hello c", string.Join(',', await (await StartAsync("threeInOrder")).GetResultAsync<string[]>()));
        Must.Equal(20, await (await StartAsync("manyChildren", 20)).GetResultAsync<int>());
    }

    private async Task MessagesAsync()
    {
        var ledger = await StartAsync("ledger", [OneEntry]);
        await ledger.SignalAsync("add", ["b"]);
        Must.Equal(3, await ledger.ExecuteUpdateAsync<int>("put", ["c"]));
        var slow = await ledger.StartUpdateAsync<int>("putSlowly", ["d"], new(WorkflowUpdateStage.Accepted));
        Must.Equal(3, await ledger.QueryAsync<int>("count", [1]));
        Must.Equal(4, await slow.GetResultAsync());
        await ledger.SignalAsync("finish", []);
        Must.Equal("first,b,c,d", string.Join(',', await ledger.GetResultAsync<string[]>()));
        Must.Equal("first,b,c,d", string.Join(',', await ledger.QueryAsync<string[]>("entries", [])));
    }

    private async Task RefusedUpdateAsync()
    {
        var ledger = await StartAsync("ledger");
        var fault = await Must.ThrowAsync<WorkflowUpdateFailedException>(() => ledger.ExecuteUpdateAsync("put", ["bad"]));
        Must.Equal("bad entries are refused", fault.InnerException!.Message);
        await ledger.TerminateAsync();
    }

    private async Task FailedUpdateAsync()
    {
        var ledger = await StartAsync("ledger");
        var fault = await Must.ThrowAsync<WorkflowUpdateFailedException>(() => ledger.ExecuteUpdateAsync("putFails", []));
        var cause = (ApplicationFailureException)fault.InnerException!;
        Must.Equal(("PutFault", "could not be put", true), (cause.ErrorType, cause.Message, cause.NonRetryable));
        Must.Equal(0, cause.Details.ElementAt<Dictionary<string, int>>(0)["at"]);
        await ledger.TerminateAsync();
    }

    private async Task UpdateWithStartAsync()
    {
        var options = New("ledger");
        options.IdConflictPolicy = WorkflowIdConflictPolicy.Fail;
        var start = WithStartWorkflowOperation.Create("ledger", [OneEntry], options);
        Must.Equal(2, await client.ExecuteUpdateWithStartWorkflowAsync<int>("put", ["second"], new(start)));
        var ledger = await start.GetHandleAsync();
        Must.Equal("first,second", string.Join(',', await ledger.QueryAsync<string[]>("entries", [])));
        await ledger.TerminateAsync();
    }

    private async Task SignalWithStartAsync()
    {
        var options = New("ledger");
        options.SignalWithStart("add", ["second"]);
        var ledger = await client.StartWorkflowAsync("ledger", [OneEntry], options);
        Must.Equal("first,second", string.Join(',', await ledger.QueryAsync<string[]>("entries", [])));
        await ledger.TerminateAsync();
    }

    private async Task FailureAsync()
    {
        var run = await StartAsync("throws", "Lost");
        var fault = await Must.ThrowAsync<WorkflowFailedException>(() => run.GetResultAsync());
        var cause = (ApplicationFailureException)fault.InnerException!;
        Must.Equal(("Lost", "the run fails"), (cause.ErrorType, cause.Message));
        Must.Equal(("why", 3), (cause.Details.ElementAt<string>(0), cause.Details.ElementAt<int>(1)));
    }

    private async Task CancelAsync()
    {
        var run = await StartAsync("cleansUp");
        await run.QueryAsync<string>("__stack_trace", []);
        await run.CancelAsync();
        var fault = await Must.ThrowAsync<WorkflowFailedException>(() => run.GetResultAsync());
        Must.Equal(typeof(CanceledFailureException), fault.InnerException!.GetType());
    }

    private async Task TerminateAsync()
    {
        var run = await StartAsync("waitsForever");
        await run.TerminateAsync("enough");
        var fault = await Must.ThrowAsync<WorkflowFailedException>(() => run.GetResultAsync());
        Must.Equal((typeof(TerminatedFailureException), "enough"), (fault.InnerException!.GetType(), fault.InnerException.Message));
    }

    private async Task ContinuedAsync()
    {
        var run = await StartAsync("countsDown", 2);
        Must.Equal(3, await run.GetResultAsync<int>());
        await Must.ThrowAsync<WorkflowContinuedAsNewException>(() => run.GetResultAsync<int>(followRuns: false));
    }

    private async Task SecondStartAsync()
    {
        var options = New("waitsForever");
        var run = await client.StartWorkflowAsync("waitsForever", [], options);
        await Must.ThrowAsync<WorkflowAlreadyStartedException>(() => client.StartWorkflowAsync("waitsForever", [], options));
        await run.TerminateAsync();
    }

    private async Task FailedQueriesAsync()
    {
        var ledger = await StartAsync("ledger");
        var thrown = await Must.ThrowAsync<WorkflowQueryFailedException>(() => ledger.QueryAsync<int>("broken", []));
        Must.Equal(true, thrown.Message.Contains("cannot be asked", StringComparison.Ordinal));
        await Must.ThrowAsync<WorkflowQueryFailedException>(() => ledger.QueryAsync<int>("nothing", []));
        await ledger.TerminateAsync();
    }

    private async Task AsyncActivityAsync()
    {
        var run = await StartAsync("callOne", "completesLater", Array.Empty<object>(), new { startToCloseTimeout = "30s", activityId = "later" });
        var ask = new DescribeWorkflowExecutionRequest { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = run.Id } };
        await UntilAsync(async () => (await client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(ask))
            .PendingActivities.Any(a => a.State == PendingActivityState.Started));
        await client.GetAsyncActivityHandle(run.Id, run.ResultRunId!, "later").CompleteAsync("from outside");
        Must.Equal("from outside", await run.GetResultAsync<string>());
    }

    private async Task DescribeAsync()
    {
        var run = await StartAsync("hello", "Ada");
        await run.GetResultAsync<string>();
        var described = await run.DescribeAsync();
        Must.Equal((WorkflowExecutionStatus.Completed, "hello", queue), (described.Status, described.WorkflowType, described.TaskQueue));
        var query = $"WorkflowId = '{run.Id}'";
        await UntilAsync(async () => (await client.CountWorkflowsAsync(query)).Count == 1);
        await foreach (var listed in client.ListWorkflowsAsync(query))
            Must.Equal((run.Id, described.RunId), (listed.Id, listed.RunId));
    }

    private async Task ScheduleAsync()
    {
        var id = $"schedule-{Guid.NewGuid():N}";
        var schedule = await client.CreateScheduleAsync(
            id, new Schedule(ScheduleActionStartWorkflow.Create("hello", ["Ada"], New("scheduled")), new ScheduleSpec()), new() { TriggerImmediately = true });
        await UntilAsync(async () => (await schedule.DescribeAsync()).Info.RecentActions.Count == 1);
        var started = (ScheduleActionExecutionStartWorkflow)(await schedule.DescribeAsync()).Info.RecentActions.Single().Action;
        Must.Equal("Hello Ada", await client.GetWorkflowHandle(started.WorkflowId).GetResultAsync<string>());
        await schedule.DeleteAsync();
    }

    /// <summary>Each of these is written in both languages; a history that does not fit would throw.</summary>
    private async Task ReplayAsync()
    {
        var options = new WorkflowReplayerOptions();
        foreach (var type in Workflows.All)
            options.AddWorkflow(type);
        var replayer = new WorkflowReplayer(options);
        foreach (var (type, args) in new (string, object?[])[]
        {
            ("hello", ["Ada"]), ("threeInOrder", []), ("manyAtOnce", [10]), ("timers", [50, 10, 30]), ("timerRace", []), ("localRetries", []),
            ("patched", []), ("manyChildren", [5]), ("throws", ["X"]), ("tags", ["Assen", 1]), ("cancelsActivity", ["WAIT_CANCELLATION_COMPLETED"]),
        })
        {
            var run = await StartAsync(type, args);
            await ((Task)run.GetResultAsync<object>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await replayer.ReplayWorkflowAsync(await run.FetchHistoryAsync());
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> claim)
    {
        while (!await claim())
            await Task.Delay(50);
    }
}
