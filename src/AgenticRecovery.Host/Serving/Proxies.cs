using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace AgenticRecovery.Host.Serving;

/// <summary>A TLS proxy in front: who asks and by which scheme, as it says in X-Forwarded-For and -Proto.</summary>
internal static class Proxies
{
    /// <param name="known">Only these are believed; anybody else could write such headers to pass for another address.</param>
    public static ForwardedHeadersOptions Believed(IReadOnlyList<System.Net.IPNetwork> known)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
            options.KnownIPNetworks.Add(network);
        return options;
    }
}
