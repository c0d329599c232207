using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.Worker;

/// <summary>Applying history, one workflow task at a time.</summary>
internal sealed partial class WorkflowMachines
{
    private readonly Dictionary<string, Request> admittedUpdates = [];
    private List<Message> inbox = [];
    private List<HistoryEvent> events = [];
    private int position;
    private long previousStartedId;

    public bool HasUnappliedEvents => position < events.Count;

    /// <summary>Hands over the events of a new task; those already applied are skipped.</summary>
    public void Feed(IEnumerable<HistoryEvent> history, long previousStarted, IEnumerable<Message> messages)
    {
        events = history.Where(e => e.EventId > lastProcessedId).ToList();
        position = 0;
        previousStartedId = previousStarted;
        inbox = messages.ToList();
        IsReplaying = previousStarted > 0;
    }

    /// <summary>Applies the events of the next workflow task, and reads ahead for what that task resolved at once.</summary>
    public void ApplyNextTask()
    {
        if (isClosed || !HasUnappliedEvents)
        {
            position = events.Count;
            IsReplaying = false;
            TakeMessagesUpTo(long.MaxValue);
            return;
        }
        var end = HistorySequence.EndOf(events, position);
        var isLast = end == events.Count - 1;
        ReadCompletion(end);
        if (events[end].EventType == EventType.WorkflowTaskStarted)
            nextStartedId = events[end].EventId;

        while (position <= end)
        {
            var e = events[position];
            if (e.EventId != lastProcessedId + 1)
                throw new InvalidOperationException($"History out of order: expected event {lastProcessedId + 1}, got {e.EventId}");
            if (IsReplaying && isLast && e.EventId > previousStartedId && e.EventType != EventType.WorkflowTaskCompleted && !e.IsCommandEvent())
                IsReplaying = false;
            TakeMessagesUpTo(e.EventId - 1);
            var settled = Apply(e, position < end ? events[position + 1] : null);
            position += 1 + settled;
            lastProcessedId = e.EventId + settled;
        }
        if (isLast)
            TakeMessagesUpTo(long.MaxValue);
        ReadAhead();
    }

    private int Apply(HistoryEvent e, HistoryEvent? next)
    {
        if (e.ClosesWorkflow())
            isClosed = true;
        if (e.IsCommandEvent())
            return ApplyCommandEvent(e, next);
        if (isMatching)
            RequireAllMatched(e);

        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                Start(e);
                break;
            case EventType.WorkflowTaskStarted:
                BeginTask(e);
                break;
            case EventType.WorkflowTaskCompleted:
                isMatching = true;
                break;
            case EventType.WorkflowTaskFailed when e.WorkflowTaskFailedEventAttributes.Cause == WorkflowTaskFailedCause.ResetWorkflow:
                var seed = SipHash.SeedOf(e.WorkflowTaskFailedEventAttributes.NewRunId);
                Push(JobOrder.Seed, () => Instance!.Reseed(seed));
                break;
            case EventType.WorkflowExecutionSignaled:
                var signal = e.WorkflowExecutionSignaledEventAttributes;
                Push(JobOrder.SignalOrUpdate, () => Instance!.Signal(signal));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                var cancel = e.WorkflowExecutionCancelRequestedEventAttributes;
                Push(JobOrder.Resolution, () => Instance!.Cancel(cancel.Cause));
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                Admit(e);
                break;
            default:
                ApplyToOperation(e);
                break;
        }
        return 0;
    }

    private void Start(HistoryEvent e)
    {
        var attributes = e.WorkflowExecutionStartedEventAttributes;
        var startedAt = e.EventTime.ToDateTime();
        Advance(startedAt);
        Push(JobOrder.Start, () => Instance = createInstance(this, attributes, startedAt));
    }

    private void BeginTask(HistoryEvent e)
    {
        TaskStarted = e.WorkflowTaskStartedEventAttributes;
        // A failed task before the one that counts must not set the clock.
        if (e.EventId < nextStartedId)
            return;
        CurrentStartedId = e.EventId;
        Advance(e.EventTime.ToDateTime());
        if (!IsReplaying)
            Locals.RunAwaiting();
    }

    private void Admit(HistoryEvent e)
    {
        var admitted = e.WorkflowExecutionUpdateAdmittedEventAttributes;
        if (IsReplaying)
            admittedUpdates[admitted.Request.Meta.UpdateId] = admitted.Request;
        else
            Update(UpdateRequest.From(e, admitted));
    }

    private void ApplyToOperation(HistoryEvent e)
    {
        var initial = e.InitialEventId();
        if (initial == 0)
            return;
        if (!byInitialEvent.TryGetValue(initial, out var operation))
            throw Nondeterminism.Unexpected(WorkflowType, e, $"there is no operation that began with event {initial}");
        if (operation.OnEvent(e) is { } detail)
            throw Nondeterminism.Unexpected(WorkflowType, e, detail);
    }

    private void TakeMessagesUpTo(long eventId)
    {
        if (inbox.Count == 0)
            return;
        foreach (var message in inbox.Where(m => m.EventId <= eventId).ToList())
        {
            inbox.Remove(message);
            Update(UpdateRequest.From(message));
        }
    }

    private void Update(UpdateRequest request)
    {
        var update = new UpdateOperation(this, request);
        Push(JobOrder.SignalOrUpdate, () => Instance!.Update(update));
    }

    private void ReadCompletion(int end)
    {
        for (var i = position; i <= Math.Min(end + 1, events.Count - 1); i++)
        {
            if (events[i].WorkflowTaskCompletedEventAttributes is not { } completed)
                continue;
            LastCompleted = completed;
            Flags.Read(completed.SdkMetadata);
        }
    }

    /// <summary>
    /// Patches, local activities and updates were decided within the task that now runs, but are written after it. The workflow must
    /// know them in the same activation as the first time.
    /// </summary>
    private void ReadAhead()
    {
        if (!HasUnappliedEvents)
            return;
        var end = HistorySequence.EndOf(events, position);
        for (var i = position; i <= end; i++)
        {
            var e = events[i];
            if (PatchOperation.Read(e) is { } patch)
            {
                if (patchesInHistory.Add(patch.Id))
                    Push(JobOrder.Patch, () => Instance!.NotifyPatch(patch.Id));
            }
            else if (LocalActivityMarker.Read(e) is { } marker)
            {
                Locals.Peeked(marker.Sequence, marker.Outcome);
            }
            else if (e.WorkflowExecutionUpdateAcceptedEventAttributes is { } accepted)
            {
                admittedUpdates.Remove(accepted.ProtocolInstanceId, out var admitted);
                Update(UpdateRequest.From(accepted, admitted));
            }
        }
    }
}
