namespace Temporalio.Workflows;

/// <summary>A timer.</summary>
public class DelayOptions : ICloneable
{
    public DelayOptions()
    {
    }

    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    public TimeSpan Delay { get; set; }

    public string? Summary { get; set; }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
