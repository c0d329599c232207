using System.Collections.Concurrent;

namespace Temporalio.Worker;

/// <summary>
/// Watches workflow code that runs right now. One timer for all workers; code that runs longer than two seconds is reported once,
/// while its thread may still be stuck.
/// </summary>
internal sealed class DeadlockWatch
{
    private const int Watching = 0;
    private const int Ended = 1;
    private const int Stuck = 2;

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<DeadlockWatch, byte> Running = new();
    private static readonly Timer Clock = new(static _ => Check(), null, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));
    private readonly Action onDeadlock;
    private readonly long startedAtMs = Environment.TickCount64;
    private int state = Watching;

    private DeadlockWatch(Action onDeadlock) => this.onDeadlock = onDeadlock;

    public static DeadlockWatch Begin(Action onDeadlock)
    {
        var watch = new DeadlockWatch(onDeadlock);
        Running.TryAdd(watch, 0);
        GC.KeepAlive(Clock);
        return watch;
    }

    /// <summary>False when the code had already been reported as stuck, so its work must be thrown away. May be asked twice.</summary>
    public bool End()
    {
        Running.TryRemove(this, out _);
        return Interlocked.CompareExchange(ref state, Ended, Watching) != Stuck;
    }

    private static void Check()
    {
        var now = Environment.TickCount64;
        foreach (var (watch, _) in Running)
        {
            var isOver = now - watch.startedAtMs >= (long)Limit.TotalMilliseconds;
            if (!isOver || Interlocked.CompareExchange(ref watch.state, Stuck, Watching) != Watching)
                continue;
            Running.TryRemove(watch, out _);
            watch.onDeadlock();
        }
    }
}
