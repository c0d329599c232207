using System.Globalization;

namespace Temporalio.Client.Wire;

/// <summary>Where a service is and whether to use TLS.</summary>
internal sealed record Endpoint(string Host, int Port, bool UsesTls)
{
    /// <summary>Throws <see cref="ArgumentException"/> or <see cref="InvalidOperationException"/> when the options cannot work.</summary>
    public static Endpoint Of(TemporalConnectionOptions options)
    {
        var tls = options.Tls;
        if (tls is not null && (tls.ClientCert is null) != (tls.ClientPrivateKey is null))
        {
            throw new ArgumentException("Client certificate and client private key go together");
        }
        var usesTls = tls is null ? options.ApiKey is not null : !tls.Disabled;
        var (host, port) = ReadHost(options.TargetHost, usesTls ? 443 : 80);
        return new(host, port, usesTls);
    }

    /// <summary>Reads "host:port" or "host"; the host may be an IPv6 address in brackets.</summary>
    public static (string Host, int Port) ReadHost(string? targetHost, int usualPort)
    {
        if (string.IsNullOrEmpty(targetHost))
        {
            throw new ArgumentException("TargetHost is required");
        }
        if (targetHost.Contains("://", StringComparison.Ordinal))
        {
            throw new ArgumentException("TargetHost cannot have ://");
        }
        var colon = targetHost.LastIndexOf(':');
        if (colon < 0 || targetHost.EndsWith(']'))
        {
            return (targetHost, usualPort);
        }
        if (colon == 0)
        {
            throw new InvalidOperationException("Invalid options: empty host");
        }
        return ushort.TryParse(targetHost.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (targetHost[..colon], port)
            : throw new InvalidOperationException("Invalid options: invalid port number");
    }

    public Uri ToUri() => new(string.Create(CultureInfo.InvariantCulture, $"{(UsesTls ? "https" : "http")}://{Host}:{Port}/"));
}
