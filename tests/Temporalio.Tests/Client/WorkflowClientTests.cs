using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class WorkflowClientTests(ClientOnService on) : IClassFixture<ClientOnService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_workflow_is_started_signalled_queried_updated_and_awaited(bool overHttp)
    {
        var client = on.Client(overHttp);

        var handle = await client.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options($"whole-{overHttp}"));
        // The answer shows that the first task is done: what follows comes in a known order.
        Assert.Equal(1, await handle.QueryAsync(wf => wf.Count));
        await handle.SignalAsync(wf => wf.NoteAsync("called"));
        var count = await handle.ExecuteUpdateAsync(wf => wf.AddAsync("paid"));
        var queried = (await handle.QueryAsync(wf => wf.Count), await handle.QueryAsync(wf => wf.NoteAt(2)));
        await handle.SignalAsync(wf => wf.CloseAsync());

        Assert.Equal("open,called,paid", await handle.GetResultAsync());
        Assert.Equal(3, count);
        Assert.Equal((3, "paid"), queried);
        Assert.Null(handle.RunId);
        Assert.NotNull(handle.ResultRunId);
        Assert.Equal(handle.ResultRunId, handle.FirstExecutionRunId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_id_that_is_taken_is_a_fault_that_names_the_run(bool overHttp)
    {
        var client = on.Client(overHttp);
        var first = await client.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options($"twice-{overHttp}"));

        var fault = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => client.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options($"twice-{overHttp}")));

        Assert.Equal((first.Id, "CaseWorkflow", first.ResultRunId), (fault.WorkflowId, fault.WorkflowType, fault.RunId));
    }

    [Fact]
    public async Task Id_and_task_queue_are_required_to_start()
    {
        var noId = await Assert.ThrowsAsync<ArgumentException>(() => on.InProcess.StartWorkflowAsync("CaseWorkflow", [], new() { TaskQueue = "q" }));
        var noQueue = await Assert.ThrowsAsync<ArgumentException>(() => on.InProcess.StartWorkflowAsync("CaseWorkflow", [], new() { Id = "i" }));

        Assert.Equal("ID required to start workflow", noId.Message);
        Assert.Equal("Task queue required to start workflow", noQueue.Message);
        await Assert.ThrowsAsync<ArgumentException>(
            () => on.InProcess.StartWorkflowAsync("CaseWorkflow", [], new("i", "q") { StartSignalArgs = [1] }));
    }

    [Fact]
    public async Task Signal_with_start_starts_once_and_then_only_signals()
    {
        var options = ClientOnService.Options("signal-with-start");
        options.SignalWithStart((CaseWorkflow wf) => wf.NoteAsync("one"));

        var started = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), options);
        var signalled = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), options);

        Assert.Equal(started.ResultRunId, signalled.ResultRunId);
        Assert.Null(started.FirstExecutionRunId);
        await started.SignalAsync(wf => wf.CloseAsync());
        Assert.Equal(3, (await started.GetResultAsync()).Split(',').Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_workflow_tells_why(bool overHttp)
    {
        var handle = await on.Client(overHttp).StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("fail"), ClientOnService.Options($"fails-{overHttp}"));

        var fault = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        var inner = Assert.IsType<ApplicationFailureException>(fault.InnerException);
        Assert.Equal(("no stock", "OutOfStock", "sku-1"), (inner.Message, inner.ErrorType, inner.Details.ElementAt<string>(0)));
    }

    [Fact]
    public async Task A_continued_workflow_is_followed_or_not()
    {
        var handle = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("again"), ClientOnService.Options("continues"));

        var fault = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => handle.GetResultAsync(followRuns: false));
        Assert.Equal("finished", await handle.GetResultAsync());
        var next = on.InProcess.GetWorkflowHandle<CaseWorkflow, string>(handle.Id, fault.NewRunId);
        Assert.Equal("finished", await next.GetResultAsync(followRuns: false));
    }

    [Fact]
    public async Task A_cancelled_and_a_terminated_workflow_say_so()
    {
        var cancelled = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options("is-cancelled"));
        var terminated = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options("is-terminated"));

        await cancelled.CancelAsync();
        await terminated.TerminateAsync("customer left", new() { Details = ["d"] });

        var canceledFault = await Assert.ThrowsAsync<WorkflowFailedException>(() => cancelled.GetResultAsync());
        Assert.Equal("Workflow canceled", Assert.IsType<CanceledFailureException>(canceledFault.InnerException).Message);
        var terminatedFault = await Assert.ThrowsAsync<WorkflowFailedException>(() => terminated.GetResultAsync());
        var inner = Assert.IsType<TerminatedFailureException>(terminatedFault.InnerException);
        Assert.Equal(("customer left", "d"), (inner.Message, inner.Details!.ElementAt<string>(0)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_that_fails_is_told_by_its_handle(bool overHttp)
    {
        var handle = await on.Client(overHttp).StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("open"), ClientOnService.Options($"bad-update-{overHttp}"));

        var update = await handle.StartUpdateAsync(wf => wf.AddAsync("bad"), new(WorkflowUpdateStage.Completed));

        var fault = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => update.GetResultAsync());
        Assert.Equal("BadNote", Assert.IsType<ApplicationFailureException>(fault.InnerException).ErrorType);
        await Assert.ThrowsAsync<ArgumentException>(() => handle.StartUpdateAsync(wf => wf.AddAsync("x"), new(WorkflowUpdateStage.Admitted)));
        var later = await handle.StartUpdateAsync(wf => wf.AddAsync("good"), new("up-1", WorkflowUpdateStage.Accepted));
        Assert.Equal(2, await later.GetResultAsync());
        Assert.Equal(2, await handle.GetUpdateHandle<int>("up-1").GetResultAsync());
    }

    [Fact]
    public async Task An_update_starts_its_workflow_or_meets_the_running_one()
    {
        WithStartWorkflowOperation<WorkflowHandle<CaseWorkflow, string>> Operation()
        {
            var options = ClientOnService.Options("update-with-start");
            options.IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            return WithStartWorkflowOperation.Create((CaseWorkflow wf) => wf.RunAsync("open"), options);
        }
        var first = Operation();

        var count = await on.InProcess.ExecuteUpdateWithStartWorkflowAsync((CaseWorkflow wf) => wf.AddAsync("a"), new(first));
        var again = await on.InProcess.ExecuteUpdateWithStartWorkflowAsync((CaseWorkflow wf) => wf.AddAsync("b"), new(Operation()));

        // The first update comes with the first task, where handlers run before the main method notes its mode.
        Assert.Equal((1, 3), (count, again));
        Assert.Equal("update-with-start", (await first.GetHandleAsync()).Id);
        Assert.Equal(4, await on.InProcess.ExecuteUpdateWithStartWorkflowAsync((CaseWorkflow wf) => wf.AddAsync("c"), new(first)));
    }

    [Fact]
    public async Task Queries_fail_or_are_rejected_as_asked()
    {
        var handle = await on.InProcess.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("done"), ClientOnService.Options("queries"));
        await handle.GetResultAsync();

        await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync(wf => wf.NoteAt(9)));
        var rejected = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(
            () => handle.QueryAsync(wf => wf.Count, new() { RejectCondition = QueryRejectCondition.NotOpen }));
        Assert.Equal(WorkflowExecutionStatus.Completed, rejected.WorkflowStatus);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Descriptions_lists_counts_and_histories_show_the_workflow(bool overHttp)
    {
        var client = on.Client(overHttp);
        var stage = SearchAttributeKey.CreateKeyword("Stage");
        var id = $"shown-{overHttp}";
        var options = ClientOnService.Options(id);
        options.Memo = new Dictionary<string, object> { ["order"] = "o-1" };
        options.TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(stage, id).ToSearchAttributeCollection();
        options.StaticSummary = "a case";
        var handle = await client.StartWorkflowAsync((CaseWorkflow wf) => wf.RunAsync("done"), options);
        await handle.GetResultAsync();

        var description = await handle.DescribeAsync();
        var found = new List<WorkflowExecution>();
        await foreach (var one in client.ListWorkflowsAsync($"Stage = '{id}'"))
        {
            found.Add(one);
        }
        var count = await client.CountWorkflowsAsync($"Stage = '{id}'");
        var history = await handle.FetchHistoryAsync();

        Assert.Equal((id, "CaseWorkflow", WorkflowExecutionStatus.Completed), (description.Id, description.WorkflowType, description.Status));
        Assert.Equal("o-1", await description.Memo["order"].ToValueAsync<string>());
        Assert.Equal(id, description.TypedSearchAttributes.Get(stage));
        Assert.Equal("a case", await description.GetStaticSummaryAsync());
        Assert.Equal([id], found.Select(f => f.Id));
        Assert.Equal(1, count.Count);
        Assert.Equal(EventType.WorkflowExecutionStarted, history.Events.First().EventType);
        Assert.Equal(EventType.WorkflowExecutionCompleted, history.Events.Last().EventType);
        Assert.Equal(history.Events, WorkflowHistory.FromJson(id, history.ToJson()).Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_workflow_nobody_knows_is_not_found(bool overHttp)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => on.Client(overHttp).GetWorkflowHandle("nobody").DescribeAsync());

        Assert.Equal(RpcException.StatusCode.NotFound, fault.Code);
    }
}
