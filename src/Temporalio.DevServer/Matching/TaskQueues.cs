using System.Collections.Concurrent;

namespace Temporalio.DevServer.Matching;

/// <summary>All task queues, made when first named.</summary>
internal sealed class TaskQueues(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Namespace, string Name, bool IsActivity), WaitingLine> queues = [];

    public WaitingLine Workflow(string ns, string name) => Get(ns, name, isActivity: false);

    public WaitingLine Activity(string ns, string name) => Get(ns, name, isActivity: true);

    private WaitingLine Get(string ns, string name, bool isActivity)
    {
        var key = (ns, name, isActivity);
        return queues.TryGetValue(key, out var queue) ? queue : queues.GetOrAdd(key, static (_, c) => new WaitingLine(c), clock);
    }
}
