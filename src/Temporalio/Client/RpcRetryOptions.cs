namespace Temporalio.Client;

/// <summary>How calls are tried again after passing faults.</summary>
public class RpcRetryOptions : ICloneable
{
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No attempt starts later than this after the first; null is no limit.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most attempts, the first among them, as the official client counts; 0 is no limit.</summary>
    public int MaxRetries { get; set; } = 10;

    public float Multiplier { get; set; } = 1.5f;

    /// <summary>Share by which an interval is shortened or lengthened at random.</summary>
    public float RandomizationFactor { get; set; } = 0.2f;

    public virtual object Clone() => MemberwiseClone();
}
