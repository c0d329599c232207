namespace Temporalio.DevServer.Time;

/// <summary>When a run wants to be looked at again.</summary>
internal readonly record struct Alarm(string Namespace, string WorkflowId, long RunKey, Action? Callback = null);

/// <summary>
/// All timers of the service, soonest first. An entry may be out of date: whoever is woken looks at its own state.
/// </summary>
internal sealed class Alarms : IDisposable
{
    private readonly SkippableClock clock;
    private readonly Action<Alarm> ring;
    private readonly Lock gate = new();
    private readonly PriorityQueue<Alarm, long> queue = new();
    private readonly ITimer timer;
    private long armedMs = long.MaxValue;
    private bool stopped;

    public Alarms(SkippableClock clock, Action<Alarm> ring)
    {
        this.clock = clock;
        this.ring = ring;
        timer = clock.Provider.CreateTimer(_ => RingDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(long dueMs, Alarm alarm)
    {
        lock (gate)
        {
            queue.Enqueue(alarm, dueMs);
            Arm(dueMs);
        }
    }

    public void SetMany(IEnumerable<(Alarm Alarm, long DueMs)> entries)
    {
        lock (gate)
        {
            queue.EnqueueRange(entries);
            if (queue.TryPeek(out _, out var next))
                Arm(next);
        }
    }

    /// <summary>Null when nothing is set.</summary>
    public long? NextMs
    {
        get
        {
            lock (gate)
                return queue.TryPeek(out _, out var next) ? next : null;
        }
    }

    /// <summary>Looks at the clock again after it jumped.</summary>
    public void RingDue()
    {
        while (TryTake(out var alarm))
            ring(alarm);
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        timer.Dispose();
    }

    private bool TryTake(out Alarm alarm)
    {
        lock (gate)
        {
            alarm = default;
            if (stopped)
                return false;
            if (!queue.TryPeek(out _, out var due))
            {
                armedMs = long.MaxValue;
                return false;
            }
            if (due <= clock.NowMs)
            {
                alarm = queue.Dequeue();
                return true;
            }
            armedMs = long.MaxValue;
            Arm(due);
            return false;
        }
    }

    private void Arm(long dueMs)
    {
        if (stopped || dueMs >= armedMs)
            return;
        armedMs = dueMs;
        // Timers take at most about 49 days; a longer wait is armed again when this one rings.
        var waitMs = Math.Clamp(dueMs - clock.NowMs, 0, 24L * 3600 * 1000);
        timer.Change(TimeSpan.FromMilliseconds(waitMs), Timeout.InfiniteTimeSpan);
    }
}
