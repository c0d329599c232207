using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Api;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Serving;

/// <summary>
/// Answers only to names that are the desk's own, so that a page of another site cannot reach it by a name that it points here
/// (DNS rebinding), and no link is built on a made-up name.
/// </summary>
internal sealed class HostGuard
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];
    private readonly HashSet<string> _names;
    private readonly bool _isAny;

    private HostGuard(IEnumerable<string> names, bool isAny) =>
        (_names, _isAny) = (new HashSet<string>(names, StringComparer.OrdinalIgnoreCase), isAny);

    /// <param name="listen">Where the desk listens, parted by ';'. On every address it answers to any name until one is set.</param>
    public static HostGuard Of(string listen, DeskSettings settings)
    {
        var hosts = listen.Split(';', StringSplitOptions.TrimEntries).Select(HostOf).ToList();
        List<string> named = [.. settings.Hosts];
        if (settings.PublicUrl is { } url)
            named.Add(url.Host);
        var isEverywhere = hosts.Exists(host => host is "+" or "*" or "0.0.0.0" or "[::]");
        return new HostGuard([.. Loopback, .. hosts, .. named], isEverywhere && named.Count == 0);
    }

    public bool Knows(HostString host) => _isAny || _names.Contains(host.Host);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) => Knows(context.Request.Host)
        ? next(context)
        : Problems.WriteAsync(
            context, StatusCodes.Status421MisdirectedRequest, "Not this desk",
            "The desk does not answer to the name this request was sent to. If it is right, add it to Desk:Hosts or Desk:PublicUrl in recovery.json.");

    /// <summary>The host of "scheme://host:port/"; it may be '+' or '*', which no URI has.</summary>
    private static string HostOf(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf(']') ? rest[..colon] : rest;
    }
}
