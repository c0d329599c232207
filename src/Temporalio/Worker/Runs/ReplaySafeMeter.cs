using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Counts nothing while history is replayed.</summary>
internal sealed class ReplaySafeMeter(MetricMeter inner, WorkflowInstance workflow) : MetricMeter
{
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new Counter<T>(inner.CreateCounter<T>(name, unit, description), workflow);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(inner.CreateGauge<T>(name, unit, description), workflow);

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new Histogram<T>(inner.CreateHistogram<T>(name, unit, description), workflow);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new ReplaySafeMeter(inner.WithTags(tags), workflow);

    private sealed class Counter<T>(MetricCounter<T> inner, WorkflowInstance workflow) : MetricCounter<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplayingHistoryEvents)
                inner.Add(value, extraTags);
        }

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Counter<T>(inner.WithTags(tags), workflow);
    }

    private sealed class Gauge<T>(MetricGauge<T> inner, WorkflowInstance workflow) : MetricGauge<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplayingHistoryEvents)
                inner.Set(value, extraTags);
        }

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Gauge<T>(inner.WithTags(tags), workflow);
    }

    private sealed class Histogram<T>(MetricHistogram<T> inner, WorkflowInstance workflow) : MetricHistogram<T>(inner.Name, inner.Unit, inner.Description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplayingHistoryEvents)
                inner.Record(value, extraTags);
        }

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Histogram<T>(inner.WithTags(tags), workflow);
    }
}
