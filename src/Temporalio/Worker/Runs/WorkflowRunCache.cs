namespace Temporalio.Worker;

/// <summary>The runs in memory. The one used longest ago leaves first; a run that is being worked on stays.</summary>
/// <param name="changed">Told the number of runs in memory, and how many had to leave for others.</param>
internal sealed class WorkflowRunCache(int capacity, Action<int, int> changed)
{
    private readonly Dictionary<string, LinkedListNode<WorkflowRun>> byRunId = [];
    private readonly LinkedList<WorkflowRun> byUse = new();
    private readonly Lock gate = new();

    public int Count
    {
        get
        {
            lock (gate)
                return byUse.Count;
        }
    }

    /// <summary>Takes the run for use; every take needs a <see cref="Return"/>.</summary>
    public WorkflowRun Take(string runId)
    {
        lock (gate)
        {
            if (byRunId.TryGetValue(runId, out var node))
            {
                byUse.Remove(node);
            }
            else
            {
                node = new LinkedListNode<WorkflowRun>(new WorkflowRun(runId));
                byRunId.Add(runId, node);
            }
            byUse.AddLast(node);
            node.Value.Users++;
            return node.Value;
        }
    }

    public void Return(WorkflowRun run)
    {
        lock (gate)
        {
            run.Users--;
            var forced = 0;
            for (var node = byUse.First; node is not null && byUse.Count > capacity;)
            {
                var next = node.Next;
                if (node.Value.Users == 0)
                {
                    Remove(node);
                    forced++;
                }
                node = next;
            }
            changed(byUse.Count, forced);
        }
    }

    public void Evict(WorkflowRun run)
    {
        lock (gate)
        {
            if (byRunId.TryGetValue(run.RunId, out var node) && node.Value == run)
                Remove(node);
        }
    }

    private void Remove(LinkedListNode<WorkflowRun> node)
    {
        byUse.Remove(node);
        byRunId.Remove(node.Value.RunId);
        node.Value.IsEvicted = true;
        node.Value.Machines?.Locals.CancelAll();
    }
}
