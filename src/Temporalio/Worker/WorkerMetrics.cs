using Google.Protobuf.WellKnownTypes;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>
/// What a worker measures, under the names of the official core (there with the prefix "temporal_"): latencies as
/// histograms, tags namespace, task_queue, and workflow_type or activity_type.
/// </summary>
internal sealed class WorkerMetrics
{
    private readonly MetricCounter<long> workflowPolls;
    private readonly MetricCounter<long> emptyWorkflowPolls;
    private readonly MetricCounter<long> emptyActivityPolls;
    private readonly MetricCounter<long> failedTasks;
    private readonly MetricHistogram<TimeSpan> taskWait;
    private readonly MetricHistogram<TimeSpan> taskTime;
    private readonly MetricHistogram<TimeSpan> replayTime;
    private readonly MetricCounter<long> activities;
    private readonly MetricCounter<long> failedActivities;
    private readonly MetricHistogram<TimeSpan> activityWait;
    private readonly MetricHistogram<TimeSpan> activityTime;
    private readonly MetricHistogram<TimeSpan> activityEndToEnd;
    private readonly MetricCounter<long> localActivities;
    private readonly MetricCounter<long> failedLocalActivities;
    private readonly MetricCounter<long> cancelledLocalActivities;
    private readonly MetricHistogram<TimeSpan> localActivityTime;
    private readonly MetricHistogram<TimeSpan> localActivityEndToEnd;
    private readonly MetricCounter<long> cacheHits;
    private readonly MetricCounter<long> cacheMisses;
    private readonly MetricCounter<long> evictions;
    private readonly MetricGauge<long> cacheSize;
    private readonly MetricCounter<long> starts;
    private readonly MetricGauge<long> pollers;
    private readonly MetricGauge<long> slotsUsed;
    private readonly MetricGauge<long> slotsAvailable;

    public WorkerMetrics(MetricMeter core, string ns, string taskQueue)
    {
        var meter = core.WithTags([new("namespace", ns), new("task_queue", taskQueue)]);
        MetricCounter<long> Count(string name) => meter.CreateCounter<long>(name);
        MetricHistogram<TimeSpan> Time(string name) => meter.CreateHistogram<TimeSpan>(name);
        Ends = new WorkflowEndMetrics(meter);
        workflowPolls = Count("workflow_task_queue_poll_succeed");
        emptyWorkflowPolls = Count("workflow_task_queue_poll_empty");
        emptyActivityPolls = Count("activity_poll_no_task");
        failedTasks = Count("workflow_task_execution_failed");
        taskWait = Time("workflow_task_schedule_to_start_latency");
        taskTime = Time("workflow_task_execution_latency");
        replayTime = Time("workflow_task_replay_latency");
        activities = Count("activity_task_received");
        failedActivities = Count("activity_execution_failed");
        activityWait = Time("activity_schedule_to_start_latency");
        activityTime = Time("activity_execution_latency");
        activityEndToEnd = Time("activity_succeed_endtoend_latency");
        localActivities = Count("local_activity_total");
        failedLocalActivities = Count("local_activity_execution_failed");
        cancelledLocalActivities = Count("local_activity_execution_cancelled");
        localActivityTime = Time("local_activity_execution_latency");
        localActivityEndToEnd = Time("local_activity_succeed_endtoend_latency");
        cacheHits = Count("sticky_cache_hit");
        cacheMisses = Count("sticky_cache_miss");
        evictions = Count("sticky_cache_total_forced_eviction");
        cacheSize = meter.CreateGauge<long>("sticky_cache_size");
        starts = Count("worker_start");
        pollers = meter.CreateGauge<long>("num_pollers");
        slotsUsed = meter.CreateGauge<long>("worker_task_slots_used");
        slotsAvailable = meter.CreateGauge<long>("worker_task_slots_available");
    }

    public WorkflowEndMetrics Ends { get; }

    public void WorkerStarted() => starts.Add(1);

    /// <summary>Polls that are open right now.</summary>
    /// <param name="pollerType">workflow_task, sticky_workflow_task or activity_task.</param>
    public Level Pollers(string pollerType) => new(pollers.WithTags([new("poller_type", pollerType)]));

    /// <summary>Slots with a task in them; a slot that waits for its task counts as available.</summary>
    /// <param name="size">Null when the number of slots is not fixed: then none is said to be available.</param>
    public SlotLevels Slots(SlotType type, int? size)
    {
        KeyValuePair<string, object>[] tags = [new("worker_type", $"{type}Worker")];
        return new(new(slotsUsed.WithTags(tags)), size is { } all ? new Level(slotsAvailable.WithTags(tags), all) : null);
    }

    public bool WorkflowPolled(bool isEmpty)
    {
        (isEmpty ? emptyWorkflowPolls : workflowPolls).Add(1);
        return isEmpty;
    }

    public bool ActivityPolled(bool isEmpty)
    {
        if (isEmpty)
            emptyActivityPolls.Add(1);
        return isEmpty;
    }

    public void TaskStarted(string workflowType, Timestamp? scheduled, Timestamp? started)
    {
        if (scheduled is not null && started is not null)
            taskWait.Record((started - scheduled).ToTimeSpan(), [new("workflow_type", workflowType)]);
    }

    public void TaskEnded(string workflowType, TimeSpan took) => taskTime.Record(took, [new("workflow_type", workflowType)]);

    public void TaskFailed(string workflowType, Exception exception) => failedTasks.Add(1, [
        new("workflow_type", workflowType),
        new("failure_reason", exception is WorkflowNondeterminismException ? "NonDeterminismError" : "WorkflowError")]);

    /// <summary>A later task of a run, not its first.</summary>
    /// <param name="isPartial">The service sent only what is new, because it believes the run to be in memory.</param>
    /// <param name="took">To bring the run back to where it was; next to nothing when it was in memory, and recorded as well, as by the official core.</param>
    public void Loaded(string workflowType, bool isCached, bool isPartial, TimeSpan took)
    {
        if (isCached)
            cacheHits.Add(1);
        else if (isPartial)
            cacheMisses.Add(1);
        replayTime.Record(took, [new("workflow_type", workflowType)]);
    }

    public void CacheChanged(int size, int forced)
    {
        cacheSize.Set(size);
        if (forced > 0)
            evictions.Add(forced);
    }

    /// <param name="isEager">It came with the answer to a workflow task, not by a poll.</param>
    public void ActivityStarted(string activityType, string workflowType, bool isEager, Timestamp? scheduled, Timestamp? started)
    {
        activities.Add(1, [new("activity_type", activityType), new("workflow_type", workflowType), new("eager", isEager)]);
        if (scheduled is not null && started is not null)
            activityWait.Record((started - scheduled).ToTimeSpan(), [new("activity_type", activityType)]);
    }

    /// <param name="sinceScheduled">From the first time it was scheduled to its success; null when it did not succeed.</param>
    public void ActivityEnded(string activityType, TimeSpan took, bool hasFailed, TimeSpan? sinceScheduled)
    {
        KeyValuePair<string, object>[] tags = [new("activity_type", activityType)];
        activityTime.Record(took, tags);
        if (hasFailed)
            failedActivities.Add(1, tags);
        if (sinceScheduled is { } whole)
            activityEndToEnd.Record(whole, tags);
    }

    /// <param name="sinceScheduled">From the call in the workflow to the success; null when it did not succeed.</param>
    public void LocalActivityEnded(string activityType, TimeSpan took, bool hasFailed, bool isCancelled, TimeSpan? sinceScheduled)
    {
        KeyValuePair<string, object>[] tags = [new("activity_type", activityType)];
        localActivities.Add(1, tags);
        localActivityTime.Record(took, tags);
        if (isCancelled)
            cancelledLocalActivities.Add(1, tags);
        else if (hasFailed)
            failedLocalActivities.Add(1, tags);
        if (sinceScheduled is { } whole)
            localActivityEndToEnd.Record(whole, tags);
    }
}
