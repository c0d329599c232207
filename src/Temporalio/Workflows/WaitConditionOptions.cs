namespace Temporalio.Workflows;

/// <summary>A condition to wait for. Without a time-out the wait only ends when the condition holds or is cancelled.</summary>
public class WaitConditionOptions : ICloneable
{
    public WaitConditionOptions()
    {
    }

    public WaitConditionOptions(
        Func<bool> conditionCheck, TimeSpan? timeout = null, string? timeoutSummary = null, CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    public Func<bool> ConditionCheck { get; set; } = static () => throw new InvalidOperationException("Condition not set");

    public TimeSpan? Timeout { get; set; }

    public string? TimeoutSummary { get; set; }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
