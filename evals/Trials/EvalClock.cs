namespace AgenticRecovery.Evals.Trials;

/// <summary>
/// The time of one trial. It stands still until a timer rings, which moves it to that timer's moment: whoever looks at the
/// hour sees the same in every run, however fast the machine is. Timers ring after their real time, or at once when the
/// trial jumps ahead.
/// </summary>
public sealed class EvalClock(DateTimeOffset startAt) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<Bell> _bells = [];
    private DateTimeOffset _now = startAt;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer rings; null when none is set.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            lock (_gate)
                return _bells.Select(b => b.DueAt).Where(d => d is not null).Min();
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var bell = new Bell(this, callback, state);
        bell.Change(dueTime, period);
        return bell;
    }

    /// <summary>Moves on and rings what is due by then, soonest first. Never moves back.</summary>
    public void JumpTo(DateTimeOffset at)
    {
        while (Due(at) is { } bell)
            bell.Ring();
        MoveTo(at);
    }

    private Bell? Due(DateTimeOffset by)
    {
        lock (_gate)
            return _bells.Where(b => b.DueAt <= by).MinBy(b => b.DueAt);
    }

    private void MoveTo(DateTimeOffset at)
    {
        lock (_gate)
            _now = at > _now ? at : _now;
    }

    private sealed class Bell : ITimer
    {
        // Longer waits than this are only ever jumped over.
        private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

        private readonly EvalClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Timer _real;

        public Bell(EvalClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _real = new Timer(_ => Ring());
        }

        /// <summary>Null while it is not set.</summary>
        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("A timer of a trial rings once.");
            lock (_clock._gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock._now + dueTime;
                _ = DueAt is null ? _clock._bells.Remove(this) : _clock._bells.Add(this);
            }

            return _real.Change(dueTime > Longest ? Timeout.InfiniteTimeSpan : dueTime, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Once per setting, whether its real time came or the trial jumped.</summary>
        public void Ring()
        {
            lock (_clock._gate)
            {
                if (DueAt is not { } dueAt)
                    return;
                DueAt = null;
                _clock._bells.Remove(this);
                _clock.MoveTo(dueAt);
            }

            _callback(_state);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                DueAt = null;
                _clock._bells.Remove(this);
            }

            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
