using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Children and other workflows.</summary>
internal sealed partial class WorkflowInstance
{
    public async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
    {
        var options = input.Options;
        var token = options.CancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Child cancelled before scheduled");
        var id = options.Id ?? NewGuid().ToString();
        var operation = new ChildWorkflowOperation(
            machines,
            new()
            {
                WorkflowId = id,
                WorkflowType = new() { Name = input.Workflow },
                TaskQueue = new TaskQueue { Name = options.TaskQueue ?? Info.TaskQueue },
                Input = ToPayloads(input.Args),
                WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
                WorkflowRunTimeout = ToDuration(options.RunTimeout),
                WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
                ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)(int)options.ParentClosePolicy,
                WorkflowIdReusePolicy = options.IdReusePolicy,
                RetryPolicy = options.RetryPolicy?.ToProto(),
                CronSchedule = options.CronSchedule ?? "",
                Header = ToHeader(input.Headers),
                Memo = options.Memo is { Count: > 0 } memo ? ToMemo(memo) : null,
                SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
                Priority = options.Priority?.ToProto(),
            },
            options.CancellationType,
            Metadata(options.StaticSummary, options.StaticDetails));
        var registration = token.Register(operation.Cancel);
        try
        {
            var runId = await operation.Started.Task;
            // Cancelling must reach the child for as long as it runs, so the registration outlives the start.
            _ = operation.Outcome.Task.ContinueWith(
                static (_, state) => ((CancellationTokenRegistration)state!).Dispose(),
                registration,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                this);
            return new ChildHandle<TWorkflow, TResult>(this, operation, id, runId);
        }
        catch (Exception)
        {
            registration.Dispose();
            throw;
        }
    }

    public Task SignalChildAsync(SignalChildWorkflowInput input) => SignalAsync(
        new SignalExternalWorkflowExecutionCommandAttributes
        {
            Execution = new() { WorkflowId = input.Id },
            SignalName = input.Signal,
            Input = ToPayloads(input.Args),
            Header = ToHeader(input.Headers),
            ChildWorkflowOnly = true,
        },
        input.Options?.CancellationToken);

    public Task SignalExternalAsync(SignalExternalWorkflowInput input) => SignalAsync(
        new SignalExternalWorkflowExecutionCommandAttributes
        {
            Execution = new() { WorkflowId = input.Id, RunId = input.RunId ?? "" },
            SignalName = input.Signal,
            Input = ToPayloads(input.Args),
            Header = ToHeader(input.Headers),
        },
        input.Options?.CancellationToken);

    public Task CancelExternalAsync(CancelExternalWorkflowInput input) =>
        new ExternalCancelOperation(machines, input.Id, input.RunId).Outcome.Task;

    /// <summary>Sixteen bytes of the run's own random numbers, marked as a version 4 id.</summary>
    public Guid NewGuid()
    {
        var bytes = new byte[16];
        Random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    public ExternalWorkflowHandle<TWorkflow> ExternalHandle<TWorkflow>(string id, string? runId) => new ExternalHandle<TWorkflow>(this, id, runId);

    public Task RunTaskAsync(Func<Task> function, CancellationToken token)
    {
        RequireWritable("run a task");
        return Task.Factory.StartNew(function, token, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    public Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken token)
    {
        RequireWritable("run a task");
        return Task.Factory.StartNew(function, token, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    internal Task<TResult> ChildResultAsync<TResult>(ChildWorkflowOperation child) =>
        ChildResultAsync<TResult>(child.Outcome.Task);

    private async Task<TResult> ChildResultAsync<TResult>(Task<Payload?> outcome) =>
        ToResult<TResult>(await outcome, converter.PayloadConverter);

    private async Task SignalAsync(SignalExternalWorkflowExecutionCommandAttributes attributes, CancellationToken? cancellationToken)
    {
        var token = cancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Signal cancelled before scheduled");
        var operation = new ExternalSignalOperation(machines, attributes);
        using (token.Register(operation.Cancel))
            await operation.Outcome.Task;
    }
}
