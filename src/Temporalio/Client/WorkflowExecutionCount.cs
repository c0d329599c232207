using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>How many workflows a query finds; by group when the query groups them.</summary>
public class WorkflowExecutionCount
{
    protected internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(group => new AggregationGroup(group))];
    }

    public long Count { get; }

    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>One group.</summary>
    public class AggregationGroup
    {
        protected internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(SearchAttributePayload.ReadValue).OfType<object>()];
        }

        public long Count { get; }

        /// <summary>Values of the search attributes grouped by.</summary>
        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
