namespace Temporalio.Worker;

/// <summary>The local activities of one run: those to start, and the markers replay has read ahead.</summary>
internal sealed class LocalActivityQueue
{
    private readonly Dictionary<int, LocalActivityOperation> all = [];
    private readonly List<LocalActivityOperation> toStart = [];
    private readonly Queue<(int Sequence, LocalActivityOutcome Outcome)> markers = new();

    /// <summary>Started and not yet ended.</summary>
    public int RunningCount { get; set; }

    public bool HasWork => toStart.Count > 0 || RunningCount > 0;

    public void Add(LocalActivityOperation operation, bool isQueued)
    {
        all[operation.Request.Sequence] = operation;
        if (isQueued)
            toStart.Add(operation);
    }

    public void Queue(LocalActivityOperation operation) => toStart.Add(operation);

    /// <summary>True when it had not been started yet.</summary>
    public bool Unqueue(LocalActivityOperation operation) => toStart.Remove(operation);

    public List<LocalActivityOperation> TakeQueued()
    {
        var taken = toStart.ToList();
        toStart.Clear();
        return taken;
    }

    public LocalActivityOperation? Find(int sequence) => all.GetValueOrDefault(sequence);

    public void RunAwaiting()
    {
        foreach (var operation in all.Values.Where(o => o.AwaitsMarker).ToList())
            operation.RunAfterReplay();
    }

    public void CancelAll()
    {
        toStart.Clear();
        foreach (var operation in all.Values)
            operation.Stop.Cancel();
    }

    /// <summary>A marker found ahead. Ignored when its activity already runs for real.</summary>
    public void Peeked(int sequence, LocalActivityOutcome outcome)
    {
        if (Find(sequence) is { AwaitsMarker: false })
            return;
        markers.Enqueue((sequence, outcome));
        ApplyMarkers();
    }

    /// <summary>Resolves in marker order, up to the first marker whose activity is not scheduled yet.</summary>
    public void ApplyMarkers()
    {
        while (markers.TryPeek(out var marker) && Find(marker.Sequence) is { } operation)
        {
            markers.Dequeue();
            operation.Resolve(marker.Outcome);
        }
    }
}
