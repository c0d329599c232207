namespace Temporalio.Client;

/// <summary>A proxy reached by HTTP CONNECT.</summary>
public class HttpConnectProxyOptions : ICloneable
{
    public HttpConnectProxyOptions()
    {
    }

    public HttpConnectProxyOptions(string targetHost) => TargetHost = targetHost;

    public (string Username, string Password)? BasicAuth { get; set; }

    /// <summary>"host:port" of the proxy; required.</summary>
    public string? TargetHost { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
