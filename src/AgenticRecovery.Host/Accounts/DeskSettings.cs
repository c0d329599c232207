using System.Globalization;
using System.Net;
using AgenticRecovery.Host.Cli;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Host.Accounts;

/// <summary>The section <c>Desk</c> of recovery.json (or of the environment: <c>Desk__SessionIdleMinutes</c>).</summary>
public sealed record DeskSettings
{
    /// <summary>Without a request for so long, a session ends.</summary>
    public TimeSpan SessionIdlesAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A session ends so long after signing in, whatever happens.</summary>
    public TimeSpan SessionEndsAfter { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Requests of one account, or of one address without an account, in any minute.</summary>
    public int RequestsPerMinute { get; init; } = 6_000;

    /// <summary>Tries to sign in from one address in any minute.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Where people reach the desk, for links in notifications and for signing in elsewhere; null for the address it listens on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Names the desk answers to besides its own address, loopback and <see cref="PublicUrl"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Proxies that are believed when they say who asks and by which scheme.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <exception cref="BadInputException">A value that is out of range; names it.</exception>
    public static DeskSettings Read(IConfiguration configuration)
    {
        var desk = configuration.GetSection("Desk");
        var standard = new DeskSettings();
        return standard with
        {
            SessionIdlesAfter = TimeSpan.FromMinutes(Number(desk, "SessionIdleMinutes", (int)standard.SessionIdlesAfter.TotalMinutes, 1, 1440)),
            SessionEndsAfter = TimeSpan.FromHours(Number(desk, "SessionHours", (int)standard.SessionEndsAfter.TotalHours, 1, 168)),
            RequestsPerMinute = Number(desk, "RequestsPerMinute", standard.RequestsPerMinute, 10, 10_000_000),
            SignInsPerMinute = Number(desk, "SignInsPerMinute", standard.SignInsPerMinute, 1, 10_000),
            PublicUrl = desk["PublicUrl"] is not { Length: > 0 } url ? null
                : Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" ? at
                : throw new BadInputException($"recovery.json, Desk:PublicUrl: expected an address such as https://desk.example, found '{url}'."),
            Hosts = [.. List(desk, "Hosts").Select(name => Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown ? name
                : throw new BadInputException($"recovery.json, Desk:Hosts: expected names such as desk.example, found '{name}'."))],
            Proxies = [.. List(desk, "Proxies").Select(Network)],
        };
    }

    /// <summary>A JSON list, or one text with commas, as the environment gives it.</summary>
    private static IEnumerable<string> List(IConfigurationSection desk, string name) =>
        (desk[name] is { } text ? text.Split(',') : desk.GetSection(name).GetChildren().Select(c => c.Value ?? ""))
            .Select(part => part.Trim()).Where(part => part.Length > 0);

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var ip) ? new IPNetwork(ip, ip.GetAddressBytes().Length * 8)
        : throw new BadInputException($"recovery.json, Desk:Proxies: expected addresses such as 10.0.0.5 or 10.0.0.0/24, found '{text}'.");

    internal static int Number(IConfigurationSection section, string name, int otherwise, int least, int most) => section[name] switch
    {
        null => otherwise,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new BadInputException($"recovery.json, {section.Path}:{name}: expected a whole number from {least} to {most}, found '{text}'."),
    };
}
