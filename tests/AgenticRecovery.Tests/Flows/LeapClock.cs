namespace AgenticRecovery.Tests.Flows;

/// <summary>
/// Starts at a given moment, runs at the usual pace, and leaps when told; every timer looks at the clock again after a leap.
/// For services whose timers ask the clock whether they are due.
/// </summary>
internal sealed class LeapClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<Timer> timers = [];
    private TimeSpan offset = start - System.GetUtcNow();

    /// <summary>A Wednesday noon in Berlin: nobody's quiet hours, everybody at the desk.</summary>
    public static LeapClock AtNoon() => new(new DateTimeOffset(2026, 11, 18, 11, 0, 0, TimeSpan.Zero));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state, base.CreateTimer(callback, state, dueTime, period));
        lock (timers)
            timers.Add(timer);
        return timer;
    }

    public void Leap(TimeSpan ahead)
    {
        offset += ahead;
        List<Timer> all;
        lock (timers)
            all = [.. timers];
        foreach (var timer in all)
            timer.Ring();
    }

    private sealed class Timer(TimerCallback callback, object? state, ITimer real) : ITimer
    {
        private bool gone;

        public void Ring()
        {
            if (!gone)
                callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(dueTime, period);

        public void Dispose()
        {
            gone = true;
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            gone = true;
            return real.DisposeAsync();
        }
    }
}
