using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>How to reach a Temporal service.</summary>
public class TemporalConnectionOptions : ICloneable
{
    public TemporalConnectionOptions()
    {
    }

    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>Sent as bearer token. Turns TLS on unless <see cref="Tls"/> says otherwise.</summary>
    public string? ApiKey { get; set; }

    public DnsLoadBalancingOptions? DnsLoadBalancing { get; set; }

    public GrpcCompression GrpcCompression { get; set; } = new GrpcCompression.Gzip();

    public HttpConnectProxyOptions? HttpConnectProxy { get; set; }

    /// <summary>Who is calling; null becomes "process@host" on connection.</summary>
    public string? Identity { get; set; }

    /// <summary>Null is no pings.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    public RpcRetryOptions? RpcRetry { get; set; }

    public TemporalRuntime? Runtime { get; set; }

    /// <summary>"host:port"; required.</summary>
    public string? TargetHost { get; set; }

    public TlsOptions? Tls { get; set; }

    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.DnsLoadBalancing = (DnsLoadBalancingOptions?)DnsLoadBalancing?.Clone();
        copy.HttpConnectProxy = (HttpConnectProxyOptions?)HttpConnectProxy?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        return copy;
    }
}
