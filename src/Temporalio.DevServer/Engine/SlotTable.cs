using System.Collections.Concurrent;

namespace Temporalio.DevServer.Engine;

/// <summary>The workflow ids in memory. Idle ones are dropped and read again from disk when needed.</summary>
internal sealed class SlotTable
{
    private readonly ConcurrentDictionary<(string Namespace, string WorkflowId), Slot> slots = [];

    public int Count => slots.Count;

    /// <summary>Runs <paramref name="use"/> under the lock of the workflow id. It must not block on other locks of this table.</summary>
    public T Use<T>(string ns, string workflowId, Func<Slot, T> use)
    {
        while (true)
        {
            var slot = slots.GetOrAdd((ns, workflowId), static key => new Slot(key.Namespace, key.WorkflowId));
            lock (slot.Gate)
            {
                if (slot.IsDropped)
                    continue;
                slot.IsTouched = true;
                return use(slot);
            }
        }
    }

    /// <summary>Drops what was not used since the last sweep and has nothing that lives in memory only.</summary>
    public int Sweep()
    {
        var dropped = 0;
        foreach (var (key, slot) in slots)
        {
            lock (slot.Gate)
            {
                if (slot.IsTouched)
                {
                    slot.IsTouched = false;
                    continue;
                }
                if (!slot.Runs.Values.All(run => run.IsIdle))
                    continue;
                slot.IsDropped = true;
                slots.TryRemove(key, out _);
                foreach (var run in slot.Runs.Values)
                    run.LetGo();
                dropped++;
            }
        }
        return dropped;
    }
}
