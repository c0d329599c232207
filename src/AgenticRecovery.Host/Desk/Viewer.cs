using System.Globalization;
using System.Security.Claims;
using AgenticRecovery.Host.Accounts;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Desk;

/// <summary>Who looks at a page, and how they like it: language, time zone, theme, keys. Preferences are cookies, so the first paint is right.</summary>
public sealed record Viewer
{
    public const string ThemeCookie = "theme";
    public const string LanguageCookie = "lang";
    public const string ZoneCookie = "tz";
    public const string KeysCookie = "keys";

    public required string Name { get; init; }
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>"system", "light" or "dark".</summary>
    public string Theme { get; init; } = "system";
    public CultureInfo Culture { get; init; } = Texts.English;
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
    public bool HasKeys { get; init; } = true;

    /// <summary>As others read it.</summary>
    public string Shown { get; init; } = "";

    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>The text in the viewer's language; the English text where it has none.</summary>
    public string this[string text] => Texts.In(Culture, text);

    public string this[string text, params object[] values] => string.Format(Culture, Texts.In(Culture, text), values);

    public string Initials => string.Concat((Shown.Length > 0 ? Shown : Name).Split(' ', '.', '-', '_').Where(p => p.Length > 0).Take(2).Select(p => char.ToUpperInvariant(p[0])));

    public static Viewer Of(HttpContext http)
    {
        var cookies = http.Request.Cookies;
        return new Viewer
        {
            Name = http.User.Identity?.Name ?? "",
            Roles = [.. http.User.FindAll(ClaimTypes.Role).Select(r => r.Value)],
            Theme = cookies[ThemeCookie] is "light" or "dark" ? cookies[ThemeCookie]! : "system",
            Culture = Texts.Pick(cookies[LanguageCookie], http.Request.Headers.AcceptLanguage.ToString()),
            Zone = cookies[ZoneCookie] is { Length: > 0 and < 64 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(Uri.UnescapeDataString(zone), out var found) ? found : TimeZoneInfo.Utc,
            HasKeys = cookies[KeysCookie] != "off",
            Shown = http.User.FindFirst(Sessions.DisplayClaim)?.Value ?? http.User.Identity?.Name ?? "",
        };
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>"14:05", or "Thu 14:05" on another day than the one seen from.</summary>
    public string Clock(DateTimeOffset at, DateTimeOffset now) =>
        Local(at).Date == Local(now).Date ? Hour(at) : Local(at).ToString("ddd HH:mm", Culture);

    public string Hour(DateTimeOffset at) => Local(at).ToString("HH:mm", Culture);

    public string Day(DateTimeOffset at) => Local(at).ToString("ddd d MMM", Culture);

    public string Moment(DateTimeOffset at) => Local(at).ToString("d MMM yyyy HH:mm", Culture);

    /// <summary>How old a fact is. One from the future says so: its source's clock runs ahead of ours.</summary>
    public string Age(TimeSpan age) => age < TimeSpan.FromMinutes(-1) ? this["{0} ahead of our clock", Words.Length(-age)] : Words.Length(age < TimeSpan.Zero ? TimeSpan.Zero : age);

    /// <summary>A fact's name in words: "order.promised" as "Order promised".</summary>
    public string FactName(string name) => this[Words.FactName(name)];

    /// <summary>A fact's value as people read it: moments in the viewer's own time, a yes or no in words, the beginning of a long text.</summary>
    public string FactValue(string value) => value switch
    {
        "true" => this["yes"],
        "false" => this["no"],
        [_, _, _, _, '-', _, _, '-', _, _, 'T', ..] when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => Moment(at),
        _ => Words.First(value, 300),
    };

    /// <summary>A move in the viewer's words. What an agent or a customer wrote in it stays as written.</summary>
    public string Move(Cases.Move move)
    {
        var (form, values) = Words.MoveForm(move);
        return this[form, values];
    }

    /// <summary>Minutes, hours or days until or since; late ones say so.</summary>
    public string Span(TimeSpan left) => left < TimeSpan.Zero ? this["late {0}", Words.Length(-left)] : Words.Length(left);
}
