using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>A number that goes up and down, told to a gauge at each change and in the order of the changes.</summary>
internal sealed class Level
{
    private readonly Lock gate = new();
    private readonly MetricGauge<long> gauge;
    private long value;

    public Level(MetricGauge<long> gauge, long value = 0)
    {
        this.gauge = gauge;
        this.value = value;
        gauge.Set(value);
    }

    public void Change(int by)
    {
        lock (gate)
        {
            value += by;
            gauge.Set(value);
        }
    }
}

/// <summary>What one kind of slot measures.</summary>
/// <param name="Available">Null when there is no fixed number of slots.</param>
internal sealed record SlotLevels(Level Used, Level? Available)
{
    public void Change(int used)
    {
        Used.Change(used);
        Available?.Change(-used);
    }
}
