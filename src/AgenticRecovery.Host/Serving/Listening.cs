using System.Net;
using AgenticRecovery.Host.Cli;

namespace AgenticRecovery.Host.Serving;

/// <summary>Where the desk may listen: loopback always; elsewhere only with TLS, or when told that something in front has it.</summary>
internal static class Listening
{
    public const string PlainFlag = "--allow-plain-http";

    /// <param name="urls">Addresses, parted by ';'; null for a free loopback port.</param>
    /// <exception cref="BadInputException">An address that cannot be listened on, or that would send passwords in clear over a network.</exception>
    public static string Check(string? urls, bool mayBePlain)
    {
        if (urls is null)
            return "http://127.0.0.1:0";
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            // '+' and '*' mean every address.
            var probe = url.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(probe, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw new BadInputException($"--urls: expected an address such as http://127.0.0.1:8080, found '{url}'.");
            if (!IsLoopback(uri) && uri.Scheme == "http" && !mayBePlain)
                throw new BadInputException(
                    $"--urls: '{url}' is not a loopback address, and without TLS passwords and customers' words would cross the network in clear. "
                    + $"Use https:// with a certificate (Kestrel:Certificates:Default in recovery.json), listen on loopback behind a TLS proxy, or say {PlainFlag}.");
        }

        return urls;
    }

    public static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
