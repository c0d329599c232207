using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class StartTests
{
    [Fact]
    public async Task The_same_request_starts_one_run()
    {
        await using var service = await RawServer.StartAsync();

        var first = await service.StartWorkflowAsync("w", r => r.RequestId = "r");
        var second = await service.StartWorkflowAsync("w", r => r.RequestId = "r");

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_second_start_of_an_open_workflow_names_the_run_that_is_there()
    {
        await using var service = await RawServer.StartAsync();
        var runId = await service.StartWorkflowAsync("w", r => r.RequestId = "r");

        var fault = await RawServer.FaultAsync(() => service.StartWorkflowAsync("w"));

        Assert.Equal(RpcException.StatusCode.AlreadyExists, fault.Code);
        Assert.Equal($"Workflow execution is already running. WorkflowId: w, RunId: {runId}.", fault.Message);
        var detail = Assert.Single(fault.GrpcStatus.Value!.Details).Unpack<WorkflowExecutionAlreadyStartedFailure>();
        Assert.Equal(("r", runId), (detail.StartRequestId, detail.RunId));
    }

    [Fact]
    public async Task Conflict_policies_use_or_end_the_open_run()
    {
        await using var service = await RawServer.StartAsync();
        var first = await service.StartWorkflowAsync("w");

        var used = await service.StartWorkflowAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        var replaced = await service.StartWorkflowAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        Assert.Equal(first, used);
        Assert.NotEqual(first, replaced);
        Assert.Equal(EventType.WorkflowExecutionTerminated, (await service.LastEventAsync("w", first)).EventType);
    }

    [Fact]
    public async Task Reuse_policies_look_at_how_the_last_run_ended()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Fail("no"));

        await RawServer.FaultAsync(() => service.StartWorkflowAsync("w", r => r.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate));
        await service.StartWorkflowAsync("w", r => r.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
        await service.StepAsync(Commands.Complete());
        var fault = await RawServer.FaultAsync(() =>
            service.StartWorkflowAsync("w", r => r.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly));

        Assert.StartsWith("Workflow execution already finished successfully.", fault.Message, StringComparison.Ordinal);
        await service.StartWorkflowAsync("w");
    }

    [Fact]
    public async Task A_signal_with_start_stands_before_the_first_task()
    {
        await using var service = await RawServer.StartAsync();
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = "w",
            WorkflowType = new() { Name = "Order" },
            TaskQueue = new TaskQueue { Name = RawServer.Queue },
            SignalName = "go",
            RequestId = "1",
        };
        var started = await service.CallAsync<SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", request);
        var again = request.Clone();
        again.RequestId = "2";
        var signalled = await service.CallAsync<SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", again);

        Assert.Equal((true, false, started.RunId), (started.Started, signalled.Started, signalled.RunId));
        Assert.Equal("WorkflowExecutionStarted WorkflowExecutionSignaled WorkflowTaskScheduled WorkflowExecutionSignaled", await service.StoryAsync("w"));
    }

    [Fact]
    public async Task The_same_signal_request_counts_once()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");

        await service.SignalAsync("w", "go", "r");
        await service.SignalAsync("w", "go", "r");

        Assert.Single(await service.HistoryAsync("w"), e => e.EventType == EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public async Task An_unknown_namespace_workflow_or_method_is_said_so()
    {
        await using var service = await RawServer.StartAsync();

        var ns = await RawServer.FaultAsync(() => service.StartWorkflowAsync("w", r => r.Namespace = "nowhere"));
        var workflow = await RawServer.FaultAsync(() => service.DescribeAsync("nobody"));
        var method = await RawServer.FaultAsync(() => service.CallAsync<StartWorkflowExecutionResponse>("Fly", new StartWorkflowExecutionRequest()));

        Assert.Equal((RpcException.StatusCode.NotFound, "Namespace nowhere is not found."), (ns.Code, ns.Message));
        Assert.Equal((RpcException.StatusCode.NotFound, "workflow not found for ID: nobody"), (workflow.Code, workflow.Message));
        Assert.Equal(RpcException.StatusCode.Unimplemented, method.Code);
    }

    [Fact]
    public async Task A_payload_over_two_megabytes_is_refused()
    {
        await using var service = await RawServer.StartAsync();

        var fault = await RawServer.FaultAsync(() => service.StartWorkflowAsync("w", r => r.Input = RawServer.Text(new string('x', 2 * 1024 * 1024))));

        Assert.Equal((RpcException.StatusCode.InvalidArgument, "Blob data size exceeds limit."), (fault.Code, fault.Message));
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_by_its_retry_policy()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        var first = await service.StartWorkflowAsync("w", r => r.RetryPolicy = new() { InitialInterval = Commands.Seconds(5), MaximumAttempts = 2 });
        await service.StepAsync(Commands.Fail("once"));
        clock.Advance(TimeSpan.FromSeconds(5));
        await service.StepAsync(Commands.Fail("twice"));

        var failed = (await service.LastEventAsync("w", first)).WorkflowExecutionFailedEventAttributes;
        var second = await service.HistoryAsync("w", failed.NewExecutionRunId);
        var start = second[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((2, ContinueAsNewInitiator.Retry, "once", first), (start.Attempt, start.Initiator, start.ContinuedFailure.Message, start.FirstExecutionRunId));
        Assert.Equal(RetryState.MaximumAttemptsReached, second[^1].WorkflowExecutionFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task A_run_continues_as_new_with_new_input()
    {
        await using var service = await RawServer.StartAsync();
        var first = await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.ContinueAsNew());

        var end = (await service.LastEventAsync("w", first)).WorkflowExecutionContinuedAsNewEventAttributes;
        HistoryEvent start = (await service.HistoryAsync("w"))[0];
        Assert.Equal(first, start.WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId);
        Assert.Equal("\"again\"", start.WorkflowExecutionStartedEventAttributes.Input.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(end.NewExecutionRunId, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Execution.RunId);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_times_out()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w", r => r.WorkflowRunTimeout = Commands.Seconds(60));
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(EventType.WorkflowExecutionTimedOut, (await service.LastEventAsync("w")).EventType);
    }
}
