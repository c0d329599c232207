using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client.Wire;

/// <summary>HTTP/2 connections as the options want them.</summary>
internal static class HttpHandlers
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    public static SocketsHttpHandler Create(Endpoint endpoint, TemporalConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = ConnectWithin,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        if (options.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        }
        if (options.DnsLoadBalancing is { } dns)
        {
            // A new connection resolves the name again.
            handler.PooledConnectionLifetime = dns.ResolutionInterval;
        }
        if (options.HttpConnectProxy is { } proxy)
        {
            var tunnel = new ConnectProxyTunnel(proxy);
            handler.ConnectCallback = (context, ct) => tunnel.OpenAsync(context.DnsEndPoint, ct);
        }
        if (endpoint.UsesTls)
        {
            handler.SslOptions = SslOptionsFor(options.Tls);
        }
        return handler;
    }

    private static SslClientAuthenticationOptions SslOptionsFor(TlsOptions? tls)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (tls?.ServerRootCACert is { } roots)
        {
            ssl.CertificateChainPolicy = TrustOnly(roots);
        }
        if (tls?.ClientCert is { } certificate && tls.ClientPrivateKey is { } key)
        {
            ssl.ClientCertificateContext = ClientCertificate(certificate, key);
        }
        return ssl;
    }

    private static X509ChainPolicy TrustOnly(byte[] pemRoots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(pemRoots));
        return policy;
    }

    private static SslStreamCertificateContext ClientCertificate(byte[] pemCertificates, byte[] pemKey)
    {
        var pem = Encoding.UTF8.GetString(pemCertificates);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        using var withKey = X509Certificate2.CreateFromPem(pem, Encoding.UTF8.GetString(pemKey));
        // Some platforms cannot use a key that is in memory only, so the pair goes through PKCS #12.
        var usable = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(usable, chain, offline: true);
    }
}
