namespace Temporalio.Runtime;

/// <summary>One metric of a custom meter.</summary>
public interface ICustomMetric<T>
    where T : struct
{
}

/// <summary>A sum that only grows.</summary>
public interface ICustomMetricCounter<T> : ICustomMetric<T>
    where T : struct
{
    /// <param name="tags">What <see cref="ICustomMetricMeter.CreateTags"/> returned.</param>
    void Add(T value, object tags);
}

/// <summary>A value that replaces the one before.</summary>
public interface ICustomMetricGauge<T> : ICustomMetric<T>
    where T : struct
{
    /// <param name="tags">What <see cref="ICustomMetricMeter.CreateTags"/> returned.</param>
    void Set(T value, object tags);
}

/// <summary>A distribution of values.</summary>
public interface ICustomMetricHistogram<T> : ICustomMetric<T>
    where T : struct
{
    /// <param name="tags">What <see cref="ICustomMetricMeter.CreateTags"/> returned.</param>
    void Record(T value, object tags);
}
