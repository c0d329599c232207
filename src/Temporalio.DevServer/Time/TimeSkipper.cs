using System.Collections.Concurrent;

namespace Temporalio.DevServer.Time;

/// <summary>
/// Test mode: while nobody holds a lock and no task is being worked on, the clock jumps to the next timer.
/// </summary>
internal sealed class TimeSkipper : IDisposable
{
    /// <summary>Real time everything must be at rest before the clock jumps; lets a reply on its way arrive.</summary>
    private static readonly TimeSpan restFor = TimeSpan.FromMilliseconds(5);

    private readonly SkippableClock clock;
    private readonly Alarms alarms;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<long, int> busyRuns = [];
    private readonly Timer timer;
    private int busy;
    private int locks = 1;
    private long version;
    private long seenVersion = -1;

    public TimeSkipper(SkippableClock clock, Alarms alarms)
    {
        this.clock = clock;
        this.alarms = alarms;
        timer = new Timer(_ => TrySkip(), null, restFor, restFor);
    }

    public void Lock()
    {
        lock (gate)
        {
            locks++;
            version++;
        }
    }

    /// <summary>False when nothing is locked.</summary>
    public bool TryUnlock()
    {
        lock (gate)
        {
            if (locks == 0)
                return false;
            locks--;
            version++;
            return true;
        }
    }

    /// <summary>How many tasks of a run are scheduled or running now.</summary>
    public void Note(long runKey, int count)
    {
        lock (gate)
        {
            version++;
            var before = busyRuns.TryGetValue(runKey, out var known) ? known : 0;
            busy += count - before;
            if (count == 0)
                busyRuns.TryRemove(runKey, out _);
            else
                busyRuns[runKey] = count;
        }
    }

    public void Dispose() => timer.Dispose();

    private void TrySkip()
    {
        lock (gate)
        {
            var isAtRest = locks == 0 && busy == 0 && seenVersion == version;
            seenVersion = version;
            if (!isAtRest || alarms.NextMs is not { } next)
                return;
            var aheadMs = next - clock.NowMs;
            if (aheadMs > 0)
                clock.Skip(aheadMs);
            version++;
        }
        alarms.RingDue();
    }
}
