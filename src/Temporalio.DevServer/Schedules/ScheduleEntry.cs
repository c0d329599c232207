using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Schedules;

/// <summary>One schedule. All members are called under <see cref="Gate"/>.</summary>
internal sealed class ScheduleEntry
{
    private const int recentKept = 10;
    private const int futureShown = 10;
    private const long defaultCatchupMs = 365L * 24 * 3600 * 1000;
    private const long leastCatchupMs = 10_000;

    /// <summary>Throws <see cref="FormatException"/> when the times cannot be read.</summary>
    public ScheduleEntry(ScheduleRecord record)
    {
        Record = record;
        Times = new Timetable(record.Schedule.Spec ?? new ScheduleSpec());
    }

    public object Gate { get; } = new();

    public ScheduleRecord Record { get; }

    public Timetable Times { get; private set; }

    public bool IsDeleted { get; set; }

    public Schedule Schedule => Record.Schedule;

    private ScheduleState State => Schedule.State ??= new ScheduleState();

    public ScheduleOverlapPolicy Overlap(ScheduleOverlapPolicy asked)
    {
        var policy = asked == ScheduleOverlapPolicy.Unspecified ? Schedule.Policies?.OverlapPolicy ?? ScheduleOverlapPolicy.Unspecified : asked;
        return policy == ScheduleOverlapPolicy.Unspecified ? ScheduleOverlapPolicy.Skip : policy;
    }

    public void Replace(Schedule schedule, long nowMs)
    {
        Times = new Timetable(schedule.Spec ?? new ScheduleSpec());
        Record.Schedule = schedule;
        Record.Info.UpdateTime = Instants.FromMs(nowMs);
        Record.ConflictToken++;
        SetNext(nowMs);
    }

    public void SetNext(long afterMs)
    {
        Record.LastProcessedMs = afterMs;
        Record.NextActionMs = Times.NextAfter(afterMs) ?? 0;
    }

    /// <summary>Unix milliseconds at which this schedule wants to be looked at, null when never.</summary>
    public long? DueMs => Record.NextActionMs == 0 ? null : Times.Jittered(Record.NextActionMs, Record.ScheduleId);

    /// <summary>Puts every time that is due among the waiting starts, and moves on.</summary>
    public void Collect(long nowMs)
    {
        while (DueMs is { } due && due <= nowMs)
        {
            var nominal = Record.NextActionMs;
            if (!State.Paused)
            {
                var window = Instants.ToMs(Schedule.Policies?.CatchupWindow) is > 0 and var given ? Math.Max(leastCatchupMs, given) : defaultCatchupMs;
                if (nowMs - due > window)
                    Record.Info.MissedCatchupWindow++;
                else if (TakeAction())
                    Record.Buffered.Add(new BufferedStart { NominalMs = nominal, ActualMs = due, Overlap = (int)Overlap(ScheduleOverlapPolicy.Unspecified) });
            }
            SetNext(nominal);
        }
    }

    public void AddManual(long nominalMs, ScheduleOverlapPolicy overlap)
    {
        if (overlap == ScheduleOverlapPolicy.Unspecified)
            overlap = Overlap(overlap);
        Record.Buffered.Add(new BufferedStart { NominalMs = nominalMs, ActualMs = nominalMs, Overlap = (int)overlap, Manual = true });
    }

    /// <summary>The waiting starts that may happen now; the others are kept, or dropped by their policy.</summary>
    public List<BufferedStart> TakeStarts(out bool cancelsOthers, out bool terminatesOthers)
    {
        cancelsOthers = terminatesOthers = false;
        var starts = new List<BufferedStart>();
        var kept = new List<BufferedStart>();
        var isBusy = Record.Info.RunningWorkflows.Count > 0;
        foreach (var waiting in Record.Buffered)
        {
            var overlap = (ScheduleOverlapPolicy)waiting.Overlap;
            if (overlap == ScheduleOverlapPolicy.AllowAll || !isBusy)
            {
                starts.Add(waiting);
                isBusy |= overlap != ScheduleOverlapPolicy.AllowAll;
                continue;
            }
            cancelsOthers |= overlap == ScheduleOverlapPolicy.CancelOther;
            terminatesOthers |= overlap == ScheduleOverlapPolicy.TerminateOther;
            var keeps = overlap switch
            {
                ScheduleOverlapPolicy.BufferAll => true,
                ScheduleOverlapPolicy.BufferOne or ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther => kept.Count == 0,
                _ => false,
            };
            if (keeps)
                kept.Add(waiting);
            else
                Record.Info.OverlapSkipped++;
        }
        Record.Buffered.Clear();
        Record.Buffered.AddRange(kept);
        return starts;
    }

    public void Started(BufferedStart start, WorkflowExecution execution, long nowMs)
    {
        Record.Info.ActionCount++;
        Record.Info.RunningWorkflows.Add(execution);
        Record.Info.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = Instants.FromMs(start.NominalMs),
            ActualTime = Instants.FromMs(nowMs),
            StartWorkflowResult = execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        });
        while (Record.Info.RecentActions.Count > recentKept)
            Record.Info.RecentActions.RemoveAt(0);
    }

    /// <summary>A workflow it started has ended; false when it is none of its.</summary>
    public bool Ended(string workflowId, WorkflowExecutionStatus status, Payloads? result, Failure? failure)
    {
        if (Record.Info.RunningWorkflows.FirstOrDefault(r => r.WorkflowId == workflowId) is not { } running)
            return false;
        Record.Info.RunningWorkflows.Remove(running);
        foreach (var action in Record.Info.RecentActions.Where(a => a.StartWorkflowResult.WorkflowId == workflowId))
            action.StartWorkflowStatus = status;
        if (result is not null)
            Record.LastResult = result;
        Record.LastFailure = failure;
        var isFailure = status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut;
        if (isFailure && Schedule.Policies is { PauseOnFailure: true } && !State.Paused)
        {
            State.Paused = true;
            State.Notes = status == WorkflowExecutionStatus.Failed ? $"paused due to workflow failure: {workflowId}: {failure?.Message}" : $"paused due to workflow timeout: {workflowId}";
            Record.ConflictToken++;
        }
        return true;
    }

    public void Pause(bool isPaused, string notes)
    {
        State.Paused = isPaused;
        State.Notes = notes;
        Record.ConflictToken++;
    }

    /// <summary>What a description shows: a copy with the next times.</summary>
    public ScheduleInfo Describe(long nowMs)
    {
        var shown = Record.Info.Clone();
        shown.FutureActionTimes.Clear();
        if (!State.Paused)
            shown.FutureActionTimes.AddRange(Future(nowMs).Take(futureShown).Select(Instants.FromMs));
        shown.BufferSize = Record.Buffered.Count;
        return shown;
    }

    public Schedule Shown()
    {
        var shown = Schedule.Clone();
        shown.Spec = Times.Spec.Clone();
        shown.State ??= new ScheduleState();
        shown.Policies ??= new SchedulePolicies();
        shown.Policies.OverlapPolicy = Overlap(ScheduleOverlapPolicy.Unspecified);
        shown.Policies.CatchupWindow ??= Instants.ToDuration(defaultCatchupMs);
        return shown;
    }

    private IEnumerable<long> Future(long fromMs)
    {
        var at = Math.Max(fromMs, Record.LastProcessedMs);
        while (Times.NextAfter(at) is { } next)
        {
            yield return next;
            at = next;
        }
    }

    private bool TakeAction()
    {
        if (!State.LimitedActions)
            return true;
        if (State.RemainingActions <= 0)
            return false;
        State.RemainingActions--;
        return true;
    }
}
