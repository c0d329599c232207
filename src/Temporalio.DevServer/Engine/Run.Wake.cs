using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>Everything of a run that happens because time passed.</summary>
internal sealed partial class Run
{
    /// <summary>Due whatever the clock says.</summary>
    private const long longAgoMs = 1;

    /// <summary>Acts on all timers that are due, the earliest first, and saves if any was.</summary>
    public void Wake()
    {
        armedMs = long.MaxValue;
        var now = NowMs;
        var acted = false;
        while (IsOpen && NextWake() is { } due && due <= now)
        {
            acted = true;
            Act(due);
        }
        if (acted)
            Save();
        else if (NextWake() is { } later)
            AfterSave(later);
    }

    /// <summary>Unix milliseconds of the next timer; null when nothing is awaited but the outside.</summary>
    public long? NextWake()
    {
        if (!IsOpen)
            return null;
        var next = long.MaxValue;
        Soonest(ref next, State.FirstTaskMs);
        Soonest(ref next, State.RunExpiresMs);
        Soonest(ref next, State.ExecutionExpiresMs);
        Soonest(ref next, TaskDueMs);
        foreach (var timer in State.Timers.Values)
            Soonest(ref next, timer.FiresMs);
        foreach (var activity in State.Activities.Values)
            Soonest(ref next, ActivityDue(activity).Ms);
        return next == long.MaxValue ? null : next;
    }

    private static void Soonest(ref long next, long candidateMs)
    {
        if (candidateMs > 0 && candidateMs < next)
            next = candidateMs;
    }

    /// <summary>0 when the task has no time-out now. A scheduled task has one only on a sticky queue.</summary>
    private long TaskDueMs => State.Task switch
    {
        null => 0,
        { StartedId: > 0 } task => core.IsOfDeadWorker(task.Epoch) ? longAgoMs : task.StartedMs + task.TimeoutMs,
        { IsSticky: true } task => core.IsOfDeadWorker(task.Epoch) ? longAgoMs : task.ScheduledMs + State.StickyTimeoutMs,
        _ => 0,
    };

    private void Act(long dueMs)
    {
        if (State.RunExpiresMs == dueMs || State.ExecutionExpiresMs == dueMs)
        {
            TimeOut();
            return;
        }
        if (State.FirstTaskMs == dueMs)
        {
            State.FirstTaskMs = 0;
            ScheduleTask();
            return;
        }
        if (TaskDueMs == dueMs)
        {
            TimeOutTask(State.Task!.StartedId > 0 ? TimeoutType.StartToClose : TimeoutType.ScheduleToStart);
            return;
        }
        foreach (var (id, timer) in State.Timers)
        {
            if (timer.FiresMs != dueMs)
                continue;
            FireTimer(id, timer.StartedId);
            return;
        }
        ActOnActivity(dueMs);
    }

    private void FireTimer(string timerId, long startedId)
    {
        State.Timers.Remove(timerId);
        var item = New(EventType.TimerFired);
        item.TimerFiredEventAttributes = new TimerFiredEventAttributes { TimerId = timerId, StartedEventId = startedId };
        AppendOrBuffer(item);
        ScheduleTask();
    }
}
