using System.Runtime.InteropServices;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// One workflow run: its state, its history and everything that happens to it. All members are called under the lock of its
/// <see cref="Slot"/>. Changes are in memory until <see cref="Save"/> hands them to the commit log.
/// </summary>
internal sealed partial class Run
{
    private readonly Core core;
    private readonly Slot slot;
    private readonly List<HistoryEvent> events = [];
    private long firstInMemory;
    private int savedEvents;
    private byte[] savedState;
    private bool isNew;
    private bool isListed;
    private long armedMs = long.MaxValue;
    private TaskCompletionSource? changed;
    private TaskCompletionSource? closed;
    private Task lastCommit = Task.CompletedTask;
    private Action? afterClose;

    /// <summary>A run read from disk.</summary>
    public Run(Core core, Slot slot, RunState state, byte[] bytes)
    {
        this.core = core;
        this.slot = slot;
        State = state;
        savedState = bytes;
        firstInMemory = state.NextEventId;
        isListed = true;
        if (state.Task is { IsSpeculative: true })
            state.Task = null;
        RecallUpdates();
    }

    /// <summary>A run that begins now.</summary>
    public Run(Core core, Slot slot, RunState state)
    {
        this.core = core;
        this.slot = slot;
        State = state;
        savedState = [];
        state.NextEventId = 1;
        state.TaskAttempt = 1;
        firstInMemory = 1;
        isNew = true;
    }

    public RunState State { get; private set; }

    public Slot Slot => slot;

    /// <summary>Ends when everything this run has shown so far is on disk. A write that failed first and succeeded later counts.</summary>
    public Task LastCommit => lastCommit.IsFaulted && core.Log.Stalled is null ? Task.CompletedTask : lastCommit;

    public bool IsOpen => State.Status == WorkflowExecutionStatus.Running;

    /// <summary>Nothing of it lives in memory only.</summary>
    public bool IsIdle => LastCommit.IsCompletedSuccessfully && queries.Count == 0 && AreUpdatesIdle && State.Task is not { IsSpeculative: true };

    private long NowMs => core.Clock.NowMs;

    /// <summary>Ends at the next saved change.</summary>
    public Task NextChange() =>
        (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Ends when the run closes, or leaves memory: then ask again.</summary>
    public Task WhenClosed() =>
        (closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The run leaves memory: whoever waits on it must look it up again.</summary>
    public void LetGo()
    {
        changed?.TrySetResult();
        closed?.TrySetResult();
    }

    /// <summary>Events from this id on; reads older ones from disk.</summary>
    public IReadOnlyList<HistoryEvent> EventsFrom(long eventId)
    {
        if (eventId < firstInMemory)
            ReadOlder();
        var skip = (int)(eventId - firstInMemory);
        return skip <= 0 ? events.ToArray() : events.GetRange(Math.Min(skip, events.Count), Math.Max(0, events.Count - skip));
    }

    public HistoryEvent Event(long eventId)
    {
        if (eventId < firstInMemory)
            ReadOlder();
        return events[(int)(eventId - firstInMemory)];
    }

    /// <summary>Writes the state and the events added since the last save, together with a successor run that begins by it.</summary>
    public Task Save() => SaveTogether(null);

    /// <summary>As <see cref="Save"/>, with <paramref name="other"/> in the same commit. The task ends when all is durable.</summary>
    public Task SaveTogether(Run? other)
    {
        var saved = new List<Run> { this };
        if (other is not null)
            saved.Add(other);
        for (var i = 0; i < saved.Count; i++)
        {
            if (saved[i].successor is { } next)
            {
                saved.Add(next);
                saved[i].successor = null;
            }
        }
        var changes = new List<Change>(4);
        foreach (var run in saved)
            run.Collect(changes);
        var commit = core.Log.Append(CollectionsMarshal.AsSpan(changes));
        foreach (var run in saved)
        {
            run.lastCommit = commit;
            run.AfterSave(run.NextWake());
        }
        return commit;
    }

    private void Collect(List<Change> changes)
    {
        byte[]? blob = null;
        var firstId = 0L;
        if (events.Count > savedEvents)
        {
            firstId = events[savedEvents].EventId;
            var batch = new History();
            for (var i = savedEvents; i < events.Count; i++)
                batch.Events.Add(events[i]);
            blob = batch.ToByteArray();
            State.HistoryBytes += blob.Length;
            savedEvents = events.Count;
        }
        State.Transitions++;
        savedState = State.ToByteArray();
        changes.Add(new RunChange(State.RunKey)
        {
            IsNew = isNew,
            IsLive = IsOpen || IsReady,
            IsReady = IsReady,
            WakeMs = NextWake(),
            State = savedState,
            FirstEventId = firstId,
            Events = blob,
        });
        if (isNew)
            AddFirst(changes);
        if (!isListed)
            AddListing(changes);
        isNew = false;
        isListed = true;
    }

    /// <summary>Forgets everything since the last save.</summary>
    private void Restore()
    {
        events.RemoveRange(savedEvents, events.Count - savedEvents);
        State = RunState.Parser.ParseFrom(savedState);
        offers.Clear();
        successor = null;
        afterClose = null;
        cancelledAtOnce = false;
    }

    private void AddFirst(List<Change> changes)
    {
        slot.Runs[State.RunKey] = this;
        slot.CurrentKey = State.RunKey;
        slot.IsCurrentKnown = true;
        changes.Add(new CurrentChange(State.Namespace, State.WorkflowId, State.RunKey));
    }

    private void AfterSave(long? wake)
    {
        if (wake is { } dueMs && dueMs < armedMs)
        {
            armedMs = dueMs;
            core.Alarms.Set(dueMs, new Alarm(State.Namespace, State.WorkflowId, State.RunKey));
        }
        HandOut();
        afterClose?.Invoke();
        afterClose = null;
        core.Skipper?.Note(State.RunKey, BusyCount);
        if (!IsOpen)
            closed?.TrySetResult();
        if (changed is { } waiting)
        {
            changed = null;
            waiting.TrySetResult();
        }
    }

    private void ReadOlder()
    {
        var older = new List<HistoryEvent>();
        foreach (var batch in core.Reader.LoadEvents(State.RunKey))
        {
            foreach (var item in History.Parser.ParseFrom(batch).Events)
            {
                if (item.EventId < firstInMemory)
                    older.Add(item);
            }
        }
        events.InsertRange(0, older);
        savedEvents += older.Count;
        firstInMemory = older.Count > 0 ? older[0].EventId : firstInMemory;
    }

    /// <summary>Adds an event with the next id.</summary>
    private HistoryEvent Append(HistoryEvent item)
    {
        if (State.Task is { IsSpeculative: true, StartedId: 0 } && item.EventType != EventType.WorkflowTaskScheduled)
            Materialise(State.Task);
        item.EventId = State.NextEventId++;
        item.TaskId = (1 << 20) + item.EventId;
        events.Add(item);
        return item;
    }

    /// <summary>Adds an event that came from outside; while a workflow task runs it waits for the end of the task.</summary>
    private void AppendOrBuffer(HistoryEvent item)
    {
        if (State.Task is not { StartedId: > 0 } task)
        {
            Append(item);
            return;
        }
        if (task.IsSpeculative)
            Materialise(task);
        State.Buffered.Add(item);
    }

    private HistoryEvent New(EventType type) => new() { EventType = type, EventTime = Instants.FromMs(NowMs) };
}
