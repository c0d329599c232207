using System.Globalization;
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
        };
    }

    internal static int Number(IConfigurationSection section, string name, int otherwise, int least, int most) => section[name] switch
    {
        null => otherwise,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new BadInputException($"recovery.json, {section.Path}:{name}: expected a whole number from {least} to {most}, found '{text}'."),
    };
}
