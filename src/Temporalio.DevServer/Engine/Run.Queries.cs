using Temporalio.Api.Query.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>Queries that travel with the next workflow task.</summary>
internal sealed partial class Run
{
    private readonly Dictionary<string, PendingQuery> queries = [];

    /// <summary>Whether a query must wait for the workflow task that is pending, to see what happened before it was asked.</summary>
    public bool HasPendingTask => State.Task is not null || State.Buffered.Count > 0;

    public void AttachQuery(PendingQuery query) => queries[query.Id] = query;

    public void DetachQuery(PendingQuery query) => queries.Remove(query.Id);

    private void AnswerQueries(IDictionary<string, WorkflowQueryResult> results)
    {
        foreach (var (id, result) in results)
        {
            if (queries.Remove(id, out var query))
                query.Resolve(result);
        }
    }

    /// <summary>Those who still wait ask again, outside a workflow task.</summary>
    private void EndQueries()
    {
        foreach (var query in queries.Values)
            query.Resolve(null);
        queries.Clear();
    }
}
