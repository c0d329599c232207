namespace Temporalio.Client;

/// <summary>Sizes, in bytes, from which a warning is logged. The service has hard limits of its own.</summary>
public class PayloadLimitsOptions : ICloneable
{
    public int MemoWarnSize { get; set; } = 2 * 1024;

    public int PayloadsWarnSize { get; set; } = 512 * 1024;

    public virtual object Clone() => MemberwiseClone();
}
