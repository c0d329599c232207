using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>What a worker's answer to a workflow task led to.</summary>
internal sealed class TaskAnswer
{
    public List<PollActivityTaskQueueResponse> Activities { get; } = [];

    public PollWorkflowTaskQueueResponse? NextTask { get; set; }

    /// <summary>0, or the event the worker must go back to because its speculative task left no trace.</summary>
    public long ResetEventId { get; set; }

    public required Task Saved { get; set; }
}

internal sealed partial class Run
{
    private readonly List<Action> afterAnswer = [];
    private readonly List<long> eagerActivities = [];

    /// <summary>Takes a worker's answer. Throws INVALID_ARGUMENT, after failing the task, when a command is not acceptable.</summary>
    public TaskAnswer CompleteTask(RespondWorkflowTaskCompletedRequest answer, WorkflowTask task)
    {
        try
        {
            afterAnswer.Clear();
            eagerActivities.Clear();
            return TryComplete(answer, task);
        }
        catch (BadCommand bad)
        {
            Restore();
            FailTask(bad.Cause, new Failure
            {
                Message = bad.Message,
                Source = "Server",
                ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
            }, answer.Identity, reschedule: !bad.Terminates);
            if (bad.Terminates)
                Terminate(bad.Message, null, "history-service");
            Save();
            throw Faults.Invalid(bad.Message);
        }
    }

    private TaskAnswer TryComplete(RespondWorkflowTaskCompletedRequest answer, WorkflowTask task)
    {
        if (task.IsSpeculative && LeavesNoTrace(answer))
            return Discard(answer, task);
        Materialise(task);
        var completedId = AppendTaskCompleted(answer, task);
        State.LastStartedId = task.StartedId;
        State.LastCompletedId = completedId;
        State.TaskAttempt = 1;
        State.Task = null;
        StickTo(answer);
        var messages = answer.Messages.ToDictionary(m => m.Id);
        if (State.Buffered.Count > 0 || HasUpdatesToSend)
        {
            if (answer.Commands.Any(c => Closes(c.CommandType)))
                throw new BadCommand(WorkflowTaskFailedCause.UnhandledCommand);
        }
        foreach (var command in answer.Commands)
        {
            if (!IsOpen)
                break;
            Apply(command, completedId, messages);
        }
        foreach (var message in messages.Values)
            Apply(message);
        RejectUnanswered();
        DemandWithinLimits();
        return Conclude(answer);
    }

    private TaskAnswer Conclude(RespondWorkflowTaskCompletedRequest answer)
    {
        foreach (var step in afterAnswer)
            step();
        AnswerQueries(answer.QueryResults);
        var result = new TaskAnswer { Saved = Task.CompletedTask };
        if (IsOpen)
        {
            foreach (var id in eagerActivities.Where(State.Activities.ContainsKey))
                result.Activities.Add(StartActivity(id, answer.Identity, Guid.NewGuid().ToString()));
            if (FlushBuffered() || answer.ForceCreateNewWorkflowTask || cancelledAtOnce)
                ScheduleTask();
            else if (HasUpdatesToSend || queries.Count > 0)
                ScheduleTask(speculative: true);
            cancelledAtOnce = false;
            if (answer.ReturnNewWorkflowTask && State.Task is { StartedId: 0 } next)
            {
                offers.RemoveAll(o => o.Kind == Matching.TaskKind.Workflow);
                result.NextTask = Deliver(StartTask(answer.Identity, Guid.NewGuid().ToString()), newPartOnly: State.StickyQueue.Length > 0);
            }
        }
        result.Saved = Save();
        return result;
    }

    private static bool LeavesNoTrace(RespondWorkflowTaskCompletedRequest answer) =>
        answer.Commands.Count == 0 && answer.Messages.All(m => m.Body.Is(Api.Update.V1.Rejection.Descriptor))
        && !answer.ForceCreateNewWorkflowTask;

    /// <summary>A task for updates that were all rejected vanishes, so that history does not grow by refusals.</summary>
    private TaskAnswer Discard(RespondWorkflowTaskCompletedRequest answer, WorkflowTask task)
    {
        foreach (var message in answer.Messages)
            Apply(message);
        RejectUnanswered();
        State.Task = null;
        StickTo(answer);
        var backTo = State.LastStartedId;
        _ = task;
        var result = Conclude(answer);
        result.ResetEventId = backTo;
        return result;
    }

    private long AppendTaskCompleted(RespondWorkflowTaskCompletedRequest answer, WorkflowTask task)
    {
        var item = New(EventType.WorkflowTaskCompleted);
        var details = new WorkflowTaskCompletedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            StartedEventId = task.StartedId,
            Identity = answer.Identity,
            SdkMetadata = answer.SdkMetadata,
            MeteringMetadata = answer.MeteringMetadata,
        };
#pragma warning disable CS0612 // Deprecated fields that workers still send and replay still reads.
        details.WorkerVersion = answer.WorkerVersionStamp;
        details.BinaryChecksum = answer.BinaryChecksum;
#pragma warning restore CS0612
        item.WorkflowTaskCompletedEventAttributes = details;
        // The buffer counts as behind this event, so it is appended past it.
        State.Task = null;
        return Append(item).EventId;
    }

    private void StickTo(RespondWorkflowTaskCompletedRequest answer)
    {
        var sticky = answer.StickyAttributes;
        State.StickyQueue = sticky?.WorkerTaskQueue?.Name ?? "";
        State.StickyTimeoutMs = sticky is null ? 0 : Time.Instants.ToMs(sticky.ScheduleToStartTimeout);
        if (State.StickyQueue.Length > 0 && State.StickyTimeoutMs == 0)
            State.StickyTimeoutMs = Limits.StickyTimeoutMs;
    }

    private void DemandWithinLimits()
    {
        if (!IsOpen)
            return;
        var events = State.NextEventId - 1;
        if (events >= Limits.HistoryEvents)
            Terminate("Workflow history count exceeds limit.", null, "history-service");
        else if (State.HistoryBytes >= Limits.HistoryBytes)
            Terminate("Workflow history size exceeds limit.", null, "history-service");
    }

    private static bool Closes(CommandType type) => type is CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    private static void DemandSize(IMessage? payload, string name, WorkflowTaskFailedCause cause, int limit = Limits.BlobBytes)
    {
        if (payload is not null && payload.CalculateSize() > limit)
            throw new BadCommand(cause, $"{name} exceeds size limit.", terminates: true);
    }
}
