using System.Collections.Concurrent;

namespace Temporalio.Worker;

/// <summary>
/// Watches workflow code that runs right now. One timer for all workers; code that runs longer than two seconds is reported once,
/// while its thread may still be stuck.
/// </summary>
internal sealed class DeadlockWatch
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<DeadlockWatch, byte> Running = new();
    private static readonly Timer Clock = new(static _ => Check(), null, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));
    private readonly Action onDeadlock;
    private readonly long startedAtMs = Environment.TickCount64;
    private int isSettled;

    private DeadlockWatch(Action onDeadlock) => this.onDeadlock = onDeadlock;

    public static DeadlockWatch Begin(Action onDeadlock)
    {
        var watch = new DeadlockWatch(onDeadlock);
        Running.TryAdd(watch, 0);
        GC.KeepAlive(Clock);
        return watch;
    }

    /// <summary>False when the code had already been reported as stuck, so its work must be thrown away.</summary>
    public bool End()
    {
        Running.TryRemove(this, out _);
        return Interlocked.Exchange(ref isSettled, 1) == 0;
    }

    private static void Check()
    {
        var now = Environment.TickCount64;
        foreach (var (watch, _) in Running)
        {
            if (now - watch.startedAtMs >= (long)Limit.TotalMilliseconds && watch.End())
                watch.onDeadlock();
        }
    }
}
