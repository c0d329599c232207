namespace Temporalio.Tests.Server;

/// <summary>A clock that stands still until it is moved; its timers ring while it moves.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (timers)
            return now;
    }

    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (timers)
        {
            now += span;
            due = [.. timers.Where(t => t.DueAt <= now)];
            foreach (var timer in due)
                timer.DueAt = DateTimeOffset.MaxValue;
        }
        foreach (var timer in due)
            timer.Ring();
    }

    /// <summary>The machine's clock is set to another time: timers that count a span do not notice.</summary>
    public void Jump(TimeSpan span)
    {
        lock (timers)
        {
            now += span;
            foreach (var timer in timers.Where(t => t.DueAt != DateTimeOffset.MaxValue))
                timer.DueAt += span;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (timers)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.timers)
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock.timers)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
