using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.DevServer.Engine;

/// <summary>The commands of a workflow: what each writes into history and begins.</summary>
internal sealed partial class Run
{
    private bool cancelledAtOnce;

    private void Apply(Command command, long completedId, Dictionary<string, Message> messages)
    {
        var first = events.Count;
        switch (command.CommandType)
        {
            case CommandType.ScheduleActivityTask:
                ScheduleActivity(command.ScheduleActivityTaskCommandAttributes, completedId);
                break;
            case CommandType.RequestCancelActivityTask:
                RequestCancelActivity(command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId, completedId);
                break;
            case CommandType.StartTimer:
                StartTimer(command.StartTimerCommandAttributes, completedId);
                break;
            case CommandType.CancelTimer:
                CancelTimer(command.CancelTimerCommandAttributes.TimerId, completedId);
                break;
            case CommandType.CompleteWorkflowExecution:
                DemandSize(command.CompleteWorkflowExecutionCommandAttributes.Result, "CompleteWorkflowExecutionCommandAttributes.Result",
                    WorkflowTaskFailedCause.Unspecified);
                Complete(command.CompleteWorkflowExecutionCommandAttributes.Result, completedId);
                break;
            case CommandType.FailWorkflowExecution:
                DemandSize(command.FailWorkflowExecutionCommandAttributes.Failure, "FailWorkflowExecutionCommandAttributes.Failure",
                    WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes);
                Fail(command.FailWorkflowExecutionCommandAttributes.Failure
                    ?? throw new BadCommand(WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand."), completedId);
                break;
            case CommandType.CancelWorkflowExecution:
                Cancel(command.CancelWorkflowExecutionCommandAttributes.Details, completedId);
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                DemandContinueAsNew(command.ContinueAsNewWorkflowExecutionCommandAttributes);
                ContinueAsNew(command.ContinueAsNewWorkflowExecutionCommandAttributes, completedId);
                break;
            case CommandType.RecordMarker:
                RecordMarker(command.RecordMarkerCommandAttributes, completedId);
                break;
            case CommandType.StartChildWorkflowExecution:
                StartChild(command.StartChildWorkflowExecutionCommandAttributes, completedId);
                break;
            case CommandType.SignalExternalWorkflowExecution:
                SignalExternal(command.SignalExternalWorkflowExecutionCommandAttributes, completedId);
                break;
            case CommandType.RequestCancelExternalWorkflowExecution:
                CancelExternal(command.RequestCancelExternalWorkflowExecutionCommandAttributes, completedId);
                break;
            case CommandType.UpsertWorkflowSearchAttributes:
                Upsert(command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes, completedId);
                break;
            case CommandType.ModifyWorkflowProperties:
                ModifyMemo(command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo, completedId);
                break;
            case CommandType.ProtocolMessage:
                ApplyMessage(command.ProtocolMessageCommandAttributes.MessageId, messages);
                break;
            default:
                throw new BadCommand(WorkflowTaskFailedCause.UnhandledCommand, $"Unknown command type: {command.CommandType}");
        }
        if (command.UserMetadata is { } metadata && events.Count > first)
            events[first].UserMetadata = metadata;
    }

    private void ApplyMessage(string messageId, Dictionary<string, Message> messages)
    {
        if (!messages.Remove(messageId, out var message))
            throw new BadCommand(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"ProtocolMessageCommand referenced absent message ID {messageId}.");
        Apply(message);
    }

    private void StartTimer(StartTimerCommandAttributes given, long completedId)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadStartTimerAttributes;
        if (given.TimerId.Length == 0)
            throw new BadCommand(cause, "TimerId is not set on StartTimerCommand.");
        if (given.StartToFireTimeout is null || Instants.ToMs(given.StartToFireTimeout) < 0)
            throw new BadCommand(cause, $"An invalid StartToFireTimeout is set on StartTimerCommand. TimerId={given.TimerId}");
        if (State.Timers.ContainsKey(given.TimerId))
            throw new BadCommand(WorkflowTaskFailedCause.StartTimerDuplicateId);
        var item = New(EventType.TimerStarted);
        item.TimerStartedEventAttributes = new TimerStartedEventAttributes
        {
            TimerId = given.TimerId,
            StartToFireTimeout = given.StartToFireTimeout,
            WorkflowTaskCompletedEventId = completedId,
        };
        Append(item);
        State.Timers[given.TimerId] = new PendingTimer
        {
            StartedId = item.EventId,
            FiresMs = NowMs + Math.Max(1, Instants.ToMs(given.StartToFireTimeout)),
        };
    }

    private void CancelTimer(string timerId, long completedId)
    {
        var startedId = 0L;
        if (State.Timers.TryGetValue(timerId, out var timer))
        {
            startedId = timer.StartedId;
            State.Timers.Remove(timerId);
        }
        else if (State.Buffered.FirstOrDefault(e => e.TimerFiredEventAttributes?.TimerId == timerId) is { } fired)
        {
            // It fired while the worker was thinking; the worker has not seen it, so the cancellation wins.
            startedId = fired.TimerFiredEventAttributes.StartedEventId;
            State.Buffered.Remove(fired);
        }
        else
        {
            throw new BadCommand(WorkflowTaskFailedCause.BadCancelTimerAttributes, $"Timer not found: {timerId}");
        }
        var item = New(EventType.TimerCanceled);
        item.TimerCanceledEventAttributes = new TimerCanceledEventAttributes
        {
            TimerId = timerId,
            StartedEventId = startedId,
            WorkflowTaskCompletedEventId = completedId,
            Identity = "history-service",
        };
        Append(item);
    }

    private void RecordMarker(RecordMarkerCommandAttributes given, long completedId)
    {
        if (given.MarkerName.Length == 0)
            throw new BadCommand(WorkflowTaskFailedCause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        DemandSize(given, "RecordMarkerCommandAttributes.Details", WorkflowTaskFailedCause.BadRecordMarkerAttributes);
        var item = New(EventType.MarkerRecorded);
        var details = new MarkerRecordedEventAttributes
        {
            MarkerName = given.MarkerName,
            WorkflowTaskCompletedEventId = completedId,
            Header = given.Header,
            Failure = given.Failure,
        };
        details.Details.Add(given.Details);
        item.MarkerRecordedEventAttributes = details;
        Append(item);
    }

    private void Upsert(SearchAttributes? given, long completedId)
    {
        if (given is null || given.IndexedFields.Count == 0)
            throw new BadCommand(WorkflowTaskFailedCause.BadSearchAttributes, "SearchAttributes is not set on UpsertWorkflowSearchAttributesCommand.");
        if (core.Namespaces.Get(State.Namespace).Fault(given) is { } fault)
            throw new BadCommand(WorkflowTaskFailedCause.BadSearchAttributes, fault);
        var item = New(EventType.UpsertWorkflowSearchAttributes);
        item.UpsertWorkflowSearchAttributesEventAttributes = new UpsertWorkflowSearchAttributesEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            SearchAttributes = given,
        };
        Append(item);
        var merged = State.SearchAttributes?.Clone() ?? new SearchAttributes();
        foreach (var (name, value) in given.IndexedFields)
            Merge(merged.IndexedFields, name, value);
        State.SearchAttributes = merged;
        isListed = false;
    }

    private void ModifyMemo(Memo? given, long completedId)
    {
        if (given is null || given.Fields.Count == 0)
            throw new BadCommand(WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes, "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        var item = New(EventType.WorkflowPropertiesModified);
        item.WorkflowPropertiesModifiedEventAttributes = new WorkflowPropertiesModifiedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            UpsertedMemo = given,
        };
        Append(item);
        var merged = State.Memo?.Clone() ?? new Memo();
        foreach (var (name, value) in given.Fields)
            Merge(merged.Fields, name, value);
        DemandSize(merged, "ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo", WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes, Limits.MemoBytes);
        State.Memo = merged;
        isListed = false;
    }

    /// <summary>A value without data takes the entry away, as binary/null and empty lists do in the service.</summary>
    private static void Merge(Google.Protobuf.Collections.MapField<string, Payload> fields, string name, Payload value)
    {
        if (value.Data.IsEmpty || value.Data.ToStringUtf8() is "null" or "[]")
            fields.Remove(name);
        else
            fields[name] = value;
    }

    private void DemandContinueAsNew(ContinueAsNewWorkflowExecutionCommandAttributes given)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadContinueAsNewAttributes;
        DemandSize(given.Input, "ContinueAsNewWorkflowExecutionCommandAttributes. Input", cause);
        if (Retries.Fault(given.RetryPolicy) is { } fault)
            throw new BadCommand(cause, fault);
        if (given.SearchAttributes is { } attributes && core.Namespaces.Get(State.Namespace).Fault(attributes) is { } refused)
            throw new BadCommand(WorkflowTaskFailedCause.BadSearchAttributes, refused);
    }

    private static TaskQueue QueueNamed(string name) => new() { Name = name, Kind = TaskQueueKind.Normal };
}
