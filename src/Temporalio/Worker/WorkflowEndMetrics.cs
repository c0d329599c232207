using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How workflows of a worker end, and how long they took.</summary>
internal sealed class WorkflowEndMetrics(MetricMeter meter)
{
    private readonly MetricCounter<long> completed = meter.CreateCounter<long>("workflow_completed");
    private readonly MetricCounter<long> failed = meter.CreateCounter<long>("workflow_failed");
    private readonly MetricCounter<long> cancelled = meter.CreateCounter<long>("workflow_canceled");
    private readonly MetricCounter<long> continued = meter.CreateCounter<long>("workflow_continue_as_new");
    private readonly MetricHistogram<TimeSpan> endToEnd = meter.CreateHistogram<TimeSpan>("workflow_endtoend_latency");

    /// <summary>Counts the commands of an accepted task that end its run.</summary>
    public void Note(string workflowType, IEnumerable<Command> commands, DateTime? startTime)
    {
        var ending = commands.Select(c => Of(c.CommandType)).FirstOrDefault(counter => counter is not null);
        if (ending is null)
            return;
        KeyValuePair<string, object>[] tags = [new("workflow_type", workflowType)];
        ending.Add(1, tags);
        if (startTime is { } from && TimeProvider.System.GetUtcNow().UtcDateTime - from is var took && took > TimeSpan.Zero)
            endToEnd.Record(took, tags);
    }

    private MetricCounter<long>? Of(CommandType type) => type switch
    {
        CommandType.CompleteWorkflowExecution => completed,
        CommandType.FailWorkflowExecution => failed,
        CommandType.CancelWorkflowExecution => cancelled,
        CommandType.ContinueAsNewWorkflowExecution => continued,
        _ => null,
    };
}
