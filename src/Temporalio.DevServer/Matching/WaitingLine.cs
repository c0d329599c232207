namespace Temporalio.DevServer.Matching;

/// <summary>One task queue of one kind: tasks wait for pollers or pollers for tasks, first come first served.</summary>
internal sealed class WaitingLine(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly LinkedList<QueuedTask> backlog = new();
    private readonly LinkedList<Poller> pollers = new();
    private readonly Dictionary<string, DateTimeOffset> seen = [];
    private DateTimeOffset lastPollAt = DateTimeOffset.MinValue;

    public int BacklogCount
    {
        get
        {
            lock (gate)
                return backlog.Count;
        }
    }

    /// <summary>Real time the oldest waiting task was offered; null when none waits.</summary>
    public long? OldestOfferedMs
    {
        get
        {
            lock (gate)
                return backlog.First?.Value.OfferedMs;
        }
    }

    /// <summary>Identities that polled in the last five minutes, and when.</summary>
    public IReadOnlyList<(string Identity, DateTimeOffset At)> RecentPollers
    {
        get
        {
            lock (gate)
                return [.. seen.Where(p => p.Value > clock.GetUtcNow().AddMinutes(-5)).Select(p => (p.Key, p.Value))];
        }
    }

    /// <summary>Whether somebody polls now or did within the last ten seconds.</summary>
    public bool IsAttended
    {
        get
        {
            lock (gate)
                return pollers.Count > 0 || lastPollAt > clock.GetUtcNow().AddSeconds(-10);
        }
    }

    /// <summary>Its worker said it is going away.</summary>
    public void Abandon()
    {
        lock (gate)
            lastPollAt = DateTimeOffset.MinValue;
    }

    public void Offer(QueuedTask task, bool first = false)
    {
        while (true)
        {
            Poller poller;
            lock (gate)
            {
                if (pollers.First is not { } node)
                {
                    if (first)
                        backlog.AddFirst(task);
                    else
                        backlog.AddLast(task);
                    return;
                }
                poller = node.Value;
                pollers.Remove(node);
            }
            if (poller.Source.TrySetResult(task))
                return;
        }
    }

    /// <summary>The next task, or null when none came within <paramref name="patience"/>.</summary>
    public async ValueTask<QueuedTask?> TakeAsync(string identity, TimeSpan patience, CancellationToken ct)
    {
        Poller poller;
        lock (gate)
        {
            lastPollAt = clock.GetUtcNow();
            seen[identity] = lastPollAt;
            if (backlog.First is { } waiting)
            {
                backlog.RemoveFirst();
                return waiting.Value;
            }
            poller = new Poller();
            pollers.AddLast(poller);
        }
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(patience);
        using (timeout.Token.UnsafeRegister(static state => ((Poller)state!).Source.TrySetResult(null), poller))
        {
            var task = await poller.Source.Task;
            if (task is null)
                Forget(poller);
            return task;
        }
    }

    private void Forget(Poller poller)
    {
        lock (gate)
        {
            pollers.Remove(poller);
            lastPollAt = clock.GetUtcNow();
        }
    }

    private sealed class Poller
    {
        public TaskCompletionSource<QueuedTask?> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
