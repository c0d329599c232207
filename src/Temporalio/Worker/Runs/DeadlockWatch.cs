using System.Collections.Concurrent;

namespace Temporalio.Worker;

/// <summary>
/// Watches workflow code that runs right now, from one thread for all workers. Code that runs longer than two seconds is reported once,
/// while its thread may still be stuck. Time in which the watching thread itself got no turn does not count, so that a machine that
/// stands still makes no deadlock.
/// </summary>
internal sealed class DeadlockWatch
{
    private const int Watching = 0;
    private const int Ended = 1;
    private const int Stuck = 2;

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<DeadlockWatch, byte> Running = new();
    private static readonly Thread Watcher = StartWatcher();
    private readonly Action onDeadlock;
    private readonly long startedAtMs = Environment.TickCount64;
    private TimeSpan watched;
    private int state = Watching;

    private DeadlockWatch(Action onDeadlock) => this.onDeadlock = onDeadlock;

    public static DeadlockWatch Begin(Action onDeadlock)
    {
        var watch = new DeadlockWatch(onDeadlock);
        Running.TryAdd(watch, 0);
        GC.KeepAlive(Watcher);
        return watch;
    }

    /// <summary>False when the code had already been reported as stuck, so its work must be thrown away. May be asked twice.</summary>
    public bool End()
    {
        Running.TryRemove(this, out _);
        return Interlocked.CompareExchange(ref state, Ended, Watching) != Stuck;
    }

    /// <summary>How much of the time between two looks counts: a look that comes late shows that the process had no turn.</summary>
    internal static TimeSpan Counted(TimeSpan sinceLastLook) => sinceLastLook < 2 * Step ? sinceLastLook : 2 * Step;

    private static Thread StartWatcher()
    {
        var thread = new Thread(Watch) { IsBackground = true, Name = "Temporal deadlock watch" };
        thread.Start();
        return thread;
    }

    private static void Watch()
    {
        var lastLookMs = Environment.TickCount64;
        while (true)
        {
            Thread.Sleep(Step);
            var nowMs = Environment.TickCount64;
            foreach (var (watch, _) in Running)
                watch.Look(Counted(TimeSpan.FromMilliseconds(nowMs - Math.Max(lastLookMs, watch.startedAtMs))));
            lastLookMs = nowMs;
        }
    }

    private void Look(TimeSpan passed)
    {
        watched += passed;
        if (watched < Limit || Interlocked.CompareExchange(ref state, Stuck, Watching) != Watching)
            return;
        Running.TryRemove(this, out _);
        // What is reported may wait for the service, and the next look may not.
        ThreadPool.UnsafeQueueUserWorkItem(static stuck => stuck.onDeadlock(), this, preferLocal: false);
    }
}
