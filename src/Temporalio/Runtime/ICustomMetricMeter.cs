namespace Temporalio.Runtime;

/// <summary>Receives the metrics of this library. Called from many threads.</summary>
public interface ICustomMetricMeter
{
    ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct;

    ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct;

    ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes the tag set given to metrics later.</summary>
    /// <param name="appendFrom">A tag set this returned before, to extend; null starts anew.</param>
    object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags);
}
