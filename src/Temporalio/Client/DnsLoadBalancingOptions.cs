namespace Temporalio.Client;

/// <summary>Looks the target host up again from time to time, so that connections spread over its addresses.</summary>
public class DnsLoadBalancingOptions : ICloneable
{
    public TimeSpan ResolutionInterval { get; set; } = TimeSpan.FromSeconds(30);

    public virtual object Clone() => MemberwiseClone();
}
