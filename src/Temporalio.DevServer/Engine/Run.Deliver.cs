using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>What a worker is given.</summary>
internal sealed partial class Run
{
    /// <summary>A history of more bytes than this is given in pages.</summary>
    private const int pageBytes = 2 * 1024 * 1024;

    private readonly List<QueuedTask> offers = [];

    /// <summary>The started task with its history: only the new part when the worker still has the rest.</summary>
    public PollWorkflowTaskQueueResponse Deliver(WorkflowTask task, bool newPartOnly)
    {
        var reply = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new TaskToken
            {
                RunKey = State.RunKey,
                RunId = State.RunId,
                Namespace = State.Namespace,
                WorkflowId = State.WorkflowId,
                ScheduledId = task.ScheduledId,
                StartedId = task.StartedId,
                Attempt = task.Attempt,
                Nonce = task.Nonce,
            }.ToByteString(),
            WorkflowExecution = Execution,
            WorkflowType = new WorkflowType { Name = State.WorkflowType },
            PreviousStartedEventId = State.LastStartedId,
            StartedEventId = task.StartedId,
            Attempt = task.Attempt,
            WorkflowExecutionTaskQueue = new TaskQueue { Name = State.TaskQueue, Kind = TaskQueueKind.Normal },
            ScheduledTime = Instants.FromMs(task.ScheduledMs),
            StartedTime = Instants.FromMs(task.StartedMs),
            History = new History(),
        };
        AddHistory(reply, newPartOnly ? State.LastStartedId + 1 : 1, [.. VirtualEvents(task)]);
        foreach (var query in queries.Values)
            reply.Queries.Add(query.Id, query.Query);
        AddUpdateMessages(reply, task);
        return reply;
    }

    /// <summary>The first task of a run whose starter runs it at once.</summary>
    public PollWorkflowTaskQueueResponse DeliverEagerly(string identity)
    {
        offers.RemoveAll(o => o.Kind == TaskKind.Workflow);
        return Deliver(StartTask(identity, Guid.NewGuid().ToString()), newPartOnly: false);
    }

    /// <summary>A query of its own, without a workflow task.</summary>
    public PollWorkflowTaskQueueResponse DeliverQuery(PendingQuery query, bool newPartOnly)
    {
        var reply = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new TaskToken
            {
                RunKey = State.RunKey,
                RunId = State.RunId,
                Namespace = State.Namespace,
                WorkflowId = State.WorkflowId,
                QueryId = query.Number,
            }.ToByteString(),
            WorkflowExecution = Execution,
            WorkflowType = new WorkflowType { Name = State.WorkflowType },
            PreviousStartedEventId = State.LastStartedId,
            Attempt = 1,
            Query = query.Query,
            WorkflowExecutionTaskQueue = new TaskQueue { Name = State.TaskQueue, Kind = TaskQueueKind.Normal },
            History = new History(),
        };
        if (!newPartOnly)
            AddHistory(reply, 1, []);
        return reply;
    }

    public WorkflowExecution Execution => new() { WorkflowId = State.WorkflowId, RunId = State.RunId };

    /// <summary>Something waits to be handed to a worker or to another run.</summary>
    private bool IsReady => State.Task is { StartedId: 0 } || State.Outgoing.Count > 0
        || (IsOpen && State.Activities.Values.Any(a => a is { StartedMs: 0, IsWaiting: false, IsPaused: false }));

    /// <summary>What time skipping must wait for: tasks a worker has or is about to get.</summary>
    private int BusyCount
    {
        get
        {
            var count = (State.Task is null ? 0 : 1) + State.Outgoing.Count;
            foreach (var activity in State.Activities.Values)
                count += activity.IsWaiting ? 0 : 1;
            return IsOpen ? count : State.Outgoing.Count;
        }
    }

    /// <summary>After a restart: everything that was waiting is offered again.</summary>
    public void OfferAgain()
    {
        if (State.Task is { StartedId: 0 } task)
            OfferTask(task);
        foreach (var activity in State.Activities.Values.Where(a => a is { StartedMs: 0, IsWaiting: false, IsPaused: false }))
            OfferActivity(activity);
        core.Skipper?.Note(State.RunKey, BusyCount);
        HandOut();
    }

    /// <summary>Gives what the last transition made ready to the task queues and to other runs.</summary>
    private void HandOut()
    {
        foreach (var offer in offers)
        {
            var queue = offer.Kind == TaskKind.Activity
                ? core.Queues.Activity(State.Namespace, offer.Queue)
                : core.Queues.Workflow(State.Namespace, offer.Queue);
            queue.Offer(offer with { OfferedMs = core.Clock.NowMs });
        }
        offers.Clear();
        if (State.Outgoing.Count > 0)
            core.Errands.Add(State.Namespace, State.WorkflowId, State.RunKey);
    }

    private void AddHistory(PollWorkflowTaskQueueResponse reply, long firstId, HistoryEvent[] tail)
    {
        var items = EventsFrom(firstId);
        var taken = Pages.Fill(reply.History, items, pageBytes);
        if (taken == items.Count)
        {
            reply.History.Events.AddRange(tail);
            return;
        }
        var token = new PageToken
        {
            RunKey = State.RunKey,
            RunId = State.RunId,
            NextEventId = items[taken].EventId,
            LastEventId = State.NextEventId - 1,
        };
        token.Tail.AddRange(tail);
        reply.NextPageToken = token.ToByteString();
    }
}
