using System.Globalization;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Serving;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Host.Notifications;

/// <summary>The section <c>Notifications</c> of recovery.json.</summary>
internal sealed record NotificationSettings
{
    public MailSettings? Mail { get; init; }
    public Uri? Slack { get; init; }
    public Uri? Teams { get; init; }

    /// <summary>How long before its deadline a waiting request is told again.</summary>
    public TimeSpan NearWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>When the daily digest goes out, in <see cref="Zone"/>.</summary>
    public TimeOnly DigestAt { get; init; } = new(7, 30);
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public IReadOnlyList<string> Channels =>
        [.. new[] { ("mail", Mail is not null), ("slack", Slack is not null), ("teams", Teams is not null) }.Where(c => c.Item2).Select(c => c.Item1)];

    /// <exception cref="BadInputException">A value that cannot be used; names it.</exception>
    public static NotificationSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Notifications");
        var standard = new NotificationSettings();
        return new NotificationSettings
        {
            Mail = MailSettings.Read(section.GetSection("Mail")),
            Slack = Hook(section, "Slack"),
            Teams = Hook(section, "Teams"),
            NearWithin = TimeSpan.FromMinutes(DeskSettings.Number(section, "NearMinutes", (int)standard.NearWithin.TotalMinutes, 1, 1440)),
            DigestAt = section["DigestAt"] switch
            {
                null => standard.DigestAt,
                var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => at,
                var text => throw new BadInputException($"recovery.json, Notifications:DigestAt: expected a time such as 07:30, found '{text}'."),
            },
            Zone = section["Zone"] is not { } zone ? standard.Zone
                : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
                : throw new BadInputException($"recovery.json, Notifications:Zone: expected a time zone such as Europe/Berlin, found '{zone}'."),
        };
    }

    private static Uri? Hook(IConfigurationSection section, string name) => section[name] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && Listening.IsLoopback(uri))) => uri,
        // The address is a secret: who knows it can write into the room.
        _ => throw new BadInputException($"recovery.json, Notifications:{name}: expected the https address of an incoming webhook."),
    };
}

/// <summary>A mail server that takes our notifications. Its password comes from the environment: <c>Notifications__Mail__Password</c>.</summary>
internal sealed record MailSettings(string Host, int Port, string From, string? User, string? Password, bool UsesTls)
{
    public static MailSettings? Read(IConfigurationSection section)
    {
        if (section["Host"] is not { Length: > 0 } host)
            return null;
        if (section["From"] is not { } from || !System.Net.Mail.MailAddress.TryCreate(from, out _))
            throw new BadInputException($"recovery.json, Notifications:Mail:From: expected a mail address, found '{section["From"]}'.");
        var usesTls = !string.Equals(section["Tls"], "false", StringComparison.OrdinalIgnoreCase);
        if (!usesTls && !Listening.IsLoopback(new UriBuilder("smtp", host).Uri))
            throw new BadInputException("recovery.json, Notifications:Mail:Tls: only a mail server on this machine may be used without TLS.");
        return new MailSettings(host, DeskSettings.Number(section, "Port", 587, 1, 65535), from, section["User"], section["Password"], usesTls);
    }
}
