using System.Globalization;

namespace Temporalio.Client.Wire;

/// <summary>Where a service is and whether to use TLS.</summary>
internal sealed record Endpoint(string Host, int Port, bool UsesTls)
{
    /// <summary>Throws <see cref="ArgumentException"/> when the options cannot work.</summary>
    public static Endpoint Of(TemporalConnectionOptions options)
    {
        var (host, port) = ReadHost(options.TargetHost);
        var tls = options.Tls;
        if (tls is not null && (tls.ClientCert is null) != (tls.ClientPrivateKey is null))
        {
            throw new ArgumentException("Client certificate and client private key go together");
        }
        return new(host, port, tls is null ? options.ApiKey is not null : !tls.Disabled);
    }

    /// <summary>Reads "host:port"; the host may be an IPv6 address in brackets.</summary>
    public static (string Host, int Port) ReadHost(string? targetHost)
    {
        if (string.IsNullOrEmpty(targetHost))
        {
            throw new ArgumentException("TargetHost is required");
        }
        if (targetHost.Contains("://", StringComparison.Ordinal))
        {
            throw new ArgumentException("TargetHost cannot contain ://, it is host:port");
        }
        var colon = targetHost.LastIndexOf(':');
        return colon > 0 && int.TryParse(targetHost.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (targetHost[..colon], port)
            : throw new ArgumentException($"TargetHost must be host:port, not {targetHost}");
    }

    public Uri ToUri() => new(string.Create(CultureInfo.InvariantCulture, $"{(UsesTls ? "https" : "http")}://{Host}:{Port}/"));
}
