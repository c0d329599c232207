using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>Reset: a new run that takes over the history up to a workflow task, fails that task, and goes on from there.</summary>
internal sealed partial class Run
{
    /// <summary>The new run, not saved. <paramref name="finishId"/> is the event that ended the workflow task, or may have.</summary>
    public static Run Reset(Run from, long finishId, string reason, string requestId, string identity, ResetReplay replay)
    {
        var core = from.core;
        var history = from.EventsFrom(1);
        if (finishId <= 3 && finishId < 3 || finishId > from.State.NextEventId)
            throw Faults.Invalid("Workflow task finish ID must be > 1 && <= workflow last event ID.");
        var started = history[(int)finishId - 2].WorkflowTaskStartedEventAttributes is { } task && finishId >= 3
            ? task
            : throw Faults.Invalid($"reset event {finishId} does not follow a started workflow task");
        var now = core.Clock.NowMs;
        var key = core.NewRunKey();
        var run = new Run(core, from.slot, new RunState
        {
            Namespace = from.State.Namespace,
            WorkflowId = from.State.WorkflowId,
            RunKey = key,
            RunId = RunId.For(key, now),
            StartRequestId = requestId,
            StartMs = now,
            Status = WorkflowExecutionStatus.Running,
        });
        foreach (var item in history.Take((int)finishId - 1))
            run.Adopt(item);
        run.State.FirstRunId = from.State.FirstRunId;
        run.State.OriginalRunId = from.State.OriginalRunId;
        run.State.StartRequestId = requestId;
        run.State.UserMetadata = from.State.UserMetadata;
        run.State.LastResetMs = now;
        run.FailForReset(from, finishId, started.ScheduledEventId, reason, identity);
        run.Rearm(now);
        run.Reapply(history.Skip((int)finishId - 1), replay);
        run.ScheduleTask();
        return run;
    }

    public void MarkReset(string newRunId) => State.ResetRunId = newRunId;

    private void FailForReset(Run from, long finishId, long scheduledId, string reason, string identity)
    {
        State.Task = null;
        var item = New(EventType.WorkflowTaskFailed);
        item.WorkflowTaskFailedEventAttributes = new WorkflowTaskFailedEventAttributes
        {
            ScheduledEventId = scheduledId,
            StartedEventId = finishId - 1,
            Cause = WorkflowTaskFailedCause.ResetWorkflow,
            Identity = identity,
            BaseRunId = from.State.RunId,
            NewRunId = State.RunId,
            Failure = new Failure { Message = reason, Source = "Server", ResetWorkflowFailureInfo = new ResetWorkflowFailureInfo() },
        };
        Append(item);
        State.TaskAttempt = 1;
    }

    /// <summary>Timers and time-outs begin anew; what was pending is handed out again.</summary>
    private void Rearm(long now)
    {
        State.RunExpiresMs = State.RunTimeoutMs > 0 ? now + State.RunTimeoutMs : 0;
        State.ExecutionMs = now;
        foreach (var activity in State.Activities.Values)
        {
            activity.ScheduledMs = activity.AttemptScheduledMs = now;
            OfferActivity(activity);
        }
    }

    private void Reapply(IEnumerable<HistoryEvent> later, ResetReplay replay)
    {
        foreach (var item in later)
        {
            if (item.WorkflowExecutionSignaledEventAttributes is { } signal && replay.Signals)
                AppendSignal(signal, item.Links);
            else if (item.WorkflowExecutionCancelRequestedEventAttributes is { } cancel && replay.Cancels && !State.CancelRequested)
                RequestCancel(cancel.Cause, cancel.Identity, "", null, 0);
            else if (item.WorkflowExecutionUpdateAcceptedEventAttributes is { AcceptedRequest: { } request } && replay.Updates)
                Readmit(request);
            else if (item.WorkflowExecutionUpdateAdmittedEventAttributes is { Request: { } admitted } && replay.Updates)
                Readmit(admitted);
        }
    }

    private void Readmit(Api.Update.V1.Request request)
    {
        var item = New(EventType.WorkflowExecutionUpdateAdmitted);
        item.WorkflowExecutionUpdateAdmittedEventAttributes = new WorkflowExecutionUpdateAdmittedEventAttributes
        {
            Request = request,
            Origin = UpdateAdmittedEventOrigin.Reapply,
        };
        Append(item);
        updates[request.Meta.UpdateId] = new UpdateTicket(request);
    }

    /// <summary>Takes over one event of another run, and what it means for the state.</summary>
    private void Adopt(HistoryEvent item)
    {
        events.Add(item);
        State.NextEventId = item.EventId + 1;
        switch (item.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes:
                Remember(item.WorkflowExecutionStartedEventAttributes, NowMs);
                State.FirstTaskMs = 0;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowTaskCompletedEventAttributes:
                State.LastStartedId = item.WorkflowTaskCompletedEventAttributes.StartedEventId;
                State.LastCompletedId = item.EventId;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes:
                State.SignalCount++;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCancelRequestedEventAttributes:
                State.CancelRequested = true;
                break;
            case HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes:
                var timer = item.TimerStartedEventAttributes;
                State.Timers[timer.TimerId] = new PendingTimer
                {
                    StartedId = item.EventId,
                    FiresMs = Math.Max(NowMs, Instants.ToMs(item.EventTime) + Instants.ToMs(timer.StartToFireTimeout)),
                };
                break;
            case HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes:
                State.Timers.Remove(item.TimerFiredEventAttributes.TimerId);
                break;
            case HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes:
                State.Timers.Remove(item.TimerCanceledEventAttributes.TimerId);
                break;
            case HistoryEvent.AttributesOneofCase.UpsertWorkflowSearchAttributesEventAttributes:
                var attributes = State.SearchAttributes?.Clone() ?? new SearchAttributes();
                foreach (var (name, value) in item.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields)
                    Merge(attributes.IndexedFields, name, value);
                State.SearchAttributes = attributes;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowPropertiesModifiedEventAttributes:
                var memo = State.Memo?.Clone() ?? new Memo();
                foreach (var (name, value) in item.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo.Fields)
                    Merge(memo.Fields, name, value);
                State.Memo = memo;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes:
                var accepted = item.WorkflowExecutionUpdateAcceptedEventAttributes;
                State.Updates.Add(new UpdateRecord { UpdateId = accepted.ProtocolInstanceId, ProtocolId = accepted.ProtocolInstanceId, AcceptedId = item.EventId });
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateCompletedEventAttributes:
                var done = item.WorkflowExecutionUpdateCompletedEventAttributes;
                State.Updates.First(u => u.UpdateId == done.Meta.UpdateId).CompletedId = item.EventId;
                break;
            default:
                AdoptActivity(item);
                AdoptChild(item);
                break;
        }
    }

    private void AdoptActivity(HistoryEvent item)
    {
        if (item.ActivityTaskScheduledEventAttributes is { } scheduled)
        {
            State.Activities[item.EventId] = new PendingActivity
            {
                ScheduledId = item.EventId,
                ActivityId = scheduled.ActivityId,
                ActivityType = scheduled.ActivityType.Name,
                Queue = scheduled.TaskQueue.Name,
                Attempt = 1,
                RetryPolicy = scheduled.RetryPolicy,
                ScheduleToCloseMs = Instants.ToMs(scheduled.ScheduleToCloseTimeout),
                ScheduleToStartMs = Instants.ToMs(scheduled.ScheduleToStartTimeout),
                StartToCloseMs = Instants.ToMs(scheduled.StartToCloseTimeout),
                HeartbeatTimeoutMs = Instants.ToMs(scheduled.HeartbeatTimeout),
            };
        }
        else if (item.ActivityTaskCancelRequestedEventAttributes is { } cancel && State.Activities.TryGetValue(cancel.ScheduledEventId, out var activity))
        {
            activity.CancelRequestedId = item.EventId;
        }
        else
        {
            State.Activities.Remove(item.ActivityTaskCompletedEventAttributes?.ScheduledEventId ?? item.ActivityTaskFailedEventAttributes?.ScheduledEventId
                ?? item.ActivityTaskTimedOutEventAttributes?.ScheduledEventId ?? item.ActivityTaskCanceledEventAttributes?.ScheduledEventId ?? 0);
        }
    }

    private void AdoptChild(HistoryEvent item)
    {
        if (item.StartChildWorkflowExecutionInitiatedEventAttributes is { } initiated)
        {
            State.Children[item.EventId] = new PendingChild
            {
                InitiatedId = item.EventId,
                Namespace = initiated.Namespace,
                WorkflowId = initiated.WorkflowId,
                WorkflowType = initiated.WorkflowType.Name,
                ParentClosePolicy = initiated.ParentClosePolicy,
                RequestId = Guid.NewGuid().ToString(),
            };
        }
        else if (item.ChildWorkflowExecutionStartedEventAttributes is { } started && State.Children.TryGetValue(started.InitiatedEventId, out var child))
        {
            child.RunId = started.WorkflowExecution.RunId;
            child.StartedId = item.EventId;
        }
        else
        {
            State.Children.Remove(item.StartChildWorkflowExecutionFailedEventAttributes?.InitiatedEventId
                ?? item.ChildWorkflowExecutionCompletedEventAttributes?.InitiatedEventId ?? item.ChildWorkflowExecutionFailedEventAttributes?.InitiatedEventId
                ?? item.ChildWorkflowExecutionCanceledEventAttributes?.InitiatedEventId ?? item.ChildWorkflowExecutionTimedOutEventAttributes?.InitiatedEventId
                ?? item.ChildWorkflowExecutionTerminatedEventAttributes?.InitiatedEventId ?? 0);
        }
    }
}

/// <summary>What happens again in the new run of what came after the reset point.</summary>
internal readonly record struct ResetReplay(bool Signals, bool Updates, bool Cancels);
