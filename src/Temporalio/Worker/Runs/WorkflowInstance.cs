using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>
/// The code of one run. It is its own task scheduler: one task at a time, in the order queued, never inlined, so that the same events
/// always lead to the same commands.
/// </summary>
internal sealed partial class WorkflowInstance : TaskScheduler
{
    [ThreadStatic]
    private static WorkflowInstance? checkingConditions;

    private readonly WorkflowSetup setup;
    private readonly WorkflowMachines machines;
    private readonly WorkflowExecutionStartedEventAttributes started;
    private readonly DataConverter converter;
    private readonly Queue<Task> ready = new();
    private readonly LinkedList<(Func<bool> Check, TaskCompletionSource Met)> conditions = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly WorkflowInboundInterceptor inbound;
    private WorkflowOutboundInterceptor? outbound;
    private Exception? taskFailure;
    private object? instance;
    private object?[]? runArguments;
    private bool isMainQueued;
    private bool isReadOnly;
    private int activeThread;

    public WorkflowInstance(
        WorkflowSetup setup, WorkflowDefinition definition, WorkflowMachines machines, WorkflowExecutionStartedEventAttributes started, DateTime workflowStartedAt)
    {
        this.setup = setup;
        this.machines = machines;
        this.started = started;
        Definition = definition;
        converter = setup.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(setup.Namespace, machines.WorkflowId));
        Info = WorkflowInfoReader.Read(machines, started, workflowStartedAt, setup.TaskQueue, ToException);
        Random = new DeterministicRandom(SipHash.SeedOf(started.OriginalExecutionRunId));
        machines.CommandAdded = RefuseCommandWhenReadOnly;
        WorkflowInboundInterceptor chain = new WorkflowInboundRoot(this);
        for (var i = setup.Interceptors.Count - 1; i >= 0; i--)
            chain = setup.Interceptors[i].InterceptWorkflow(chain);
        inbound = chain;
        inbound.Init(new WorkflowOutboundRoot(this));
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The workflow whose code is running on this thread, or null.</summary>
    public static WorkflowInstance? CurrentOrNull => TaskScheduler.Current as WorkflowInstance ?? checkingConditions;

    public static new WorkflowInstance Current => CurrentOrNull ?? throw new InvalidOperationException("Not in workflow");

    public WorkflowDefinition Definition { get; }

    public WorkflowInfo Info { get; }

    /// <summary>Created on first use, inside the workflow's own scheduler.</summary>
    public object Instance => instance ??= Definition.CreateWorkflowInstance(Definition.InitTakesArguments ? RunArguments : []);

    private object?[] RunArguments => runArguments ??= Decode(Definition.RunParameters, started.Input, Definition.Dynamic);

    public Exception ToException(Failure failure) => converter.FailureConverter.ToException(failure, converter.PayloadConverter);

    public Failure ToFailure(Exception exception) => converter.FailureConverter.ToFailure(exception, converter.PayloadConverter);

    /// <summary>Called by the innermost interceptor with the outermost outbound one.</summary>
    public void SetOutbound(WorkflowOutboundInterceptor value) => outbound = value;

    /// <summary>Hands over the jobs and runs the code until nothing is left to do. Throws what must fail the workflow task.</summary>
    public void Activate(IReadOnlyList<Job> jobs)
    {
        Enter(() =>
        {
            foreach (var job in jobs)
                job.Apply();
            if (!isMainQueued)
            {
                isMainQueued = true;
                Queue(RunMainAsync);
            }
            RunUntilIdle();
        });
    }

    public void Cancel(string cause)
    {
        CancelCause = cause;
        cancellation.Cancel();
    }

    public void Reseed(ulong seed) => Random = new DeterministicRandom(seed);

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId == activeThread)
        {
            ready.Enqueue(task);
            return;
        }
        // Only a continuation of something outside the workflow (Task.Run, Task.Delay, a timer, I/O) arrives on a foreign thread.
        taskFailure ??= new InvalidWorkflowSchedulerException(
            $"Workflow {Info.WorkflowType} ({Info.WorkflowId}) waited for something outside the workflow; use Workflow.DelayAsync, Workflow.RunTaskAsync and activities instead of Task.Delay, Task.Run and I/O");
        Logger.LogError(taskFailure, "Workflow left its scheduler");
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => ready.ToArray();

    private static object?[] Decode(ParameterList parameters, Payloads? payloads, bool isDynamic, IPayloadConverter converter)
    {
        IReadOnlyList<Payload> list = payloads is null ? [] : payloads.Payloads_;
        return isDynamic
            ? [list.Select(p => (IRawValue)new RawValue(p)).ToArray()]
            : parameters.Decode(list, converter);
    }

    private object?[] Decode(ParameterList parameters, Payloads? payloads, bool isDynamic) =>
        Decode(parameters, payloads, isDynamic, converter.PayloadConverter);

    private void Enter(Action work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        activeThread = Environment.CurrentManagedThreadId;
        try
        {
            if (taskFailure is null)
                work();
        }
        finally
        {
            activeThread = 0;
            SynchronizationContext.SetSynchronizationContext(context);
        }
        if (taskFailure is { } failure)
            throw failure;
    }

    private void Queue(Func<Task> work) =>
        _ = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    private void RunUntilIdle()
    {
        do
        {
            while (taskFailure is null && ready.TryDequeue(out var task))
                TryExecuteTask(task);
        }
        while (taskFailure is null && MeetFirstCondition());
    }

    private bool MeetFirstCondition()
    {
        if (conditions.Count == 0)
            return false;
        checkingConditions = this;
        try
        {
            for (var node = conditions.First; node is not null; node = node.Next)
            {
                if (!node.Value.Check())
                    continue;
                conditions.Remove(node);
                node.Value.Met.TrySetResult();
                return true;
            }
            return false;
        }
        catch (Exception e)
        {
            taskFailure ??= e;
            return false;
        }
        finally
        {
            checkingConditions = null;
        }
    }

    private void FailTask(Exception exception) => taskFailure ??= exception;

    private void RefuseCommandWhenReadOnly()
    {
        if (isReadOnly)
            FailTask(new InvalidOperationException("Cannot issue commands in a query or update validator"));
    }
}
