using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.Worker;

/// <summary>
/// One run between history and code: takes the events in, checks each against the commands the code produced, and gathers what the
/// code must be told next. Used by one thread at a time.
/// </summary>
internal sealed partial class WorkflowMachines
{
    private readonly Func<WorkflowMachines, WorkflowExecutionStartedEventAttributes, DateTime, WorkflowInstance> createInstance;
    private readonly List<Job> jobs = [];
    private readonly Dictionary<long, Operation> byInitialEvent = [];
    private readonly List<Message> outbox = [];
    private long lastProcessedId;
    private long nextStartedId;
    private bool isClosed;

    public WorkflowMachines(
        string @namespace,
        string workflowId,
        string runId,
        string workflowType,
        Func<WorkflowMachines, WorkflowExecutionStartedEventAttributes, DateTime, WorkflowInstance> createInstance)
    {
        Namespace = @namespace;
        WorkflowId = workflowId;
        RunId = runId;
        WorkflowType = workflowType;
        this.createInstance = createInstance;
    }

    public string Namespace { get; }

    public string WorkflowId { get; }

    public string RunId { get; }

    public string WorkflowType { get; }

    /// <summary>Null until the first activation.</summary>
    public WorkflowInstance? Instance { get; private set; }

    public LocalActivityQueue Locals { get; } = new();

    public SdkFlags Flags { get; } = new();

    /// <summary>True while the events being applied were already worked on once.</summary>
    public bool IsReplaying { get; private set; }

    /// <summary>Workflow time, UTC; never goes back.</summary>
    public DateTime Now { get; private set; }

    public long LastProcessedId => lastProcessedId;

    public long CurrentStartedId { get; private set; }

    public WorkflowTaskStartedEventAttributes TaskStarted { get; private set; } = new();

    /// <summary>What the worker said of itself when it completed the task being replayed; null when not known.</summary>
    public WorkflowTaskCompletedEventAttributes? LastCompleted { get; private set; }

    public bool HasJobs => jobs.Count > 0;

    public bool HasMessages => outbox.Count > 0;

    public bool IsClosed => isClosed;

    public void Push(JobOrder order, Action apply) => jobs.Add(new(order, apply));

    /// <summary>Moves workflow time forward; an earlier time changes nothing.</summary>
    public void Advance(DateTime time)
    {
        if (time > Now)
            Now = time;
    }

    /// <summary>Messages are only sent by the run that first produced them.</summary>
    public void Send(Message message)
    {
        if (!IsReplaying)
            outbox.Add(message);
    }

    public Exception ToException(Failure failure) => Instance!.ToException(failure);

    public List<Job> TakeJobs()
    {
        var taken = jobs.Count > 1 ? jobs.OrderBy(j => j.Order).ToList() : [.. jobs];
        jobs.Clear();
        return taken;
    }

    public List<Message> TakeMessages()
    {
        var taken = outbox.ToList();
        outbox.Clear();
        return taken;
    }

    /// <summary>
    /// A task that only rejected updates leaves no events: the service takes its scheduled and started event back, and so does the worker.
    /// </summary>
    public void ForgetSpeculativeTask(long startedId)
    {
        CurrentStartedId = startedId;
        lastProcessedId -= 2;
    }
}
