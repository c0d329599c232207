using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Desk;

/// <summary>The queue's filter as its address carries it. Unknown names and values are left out, never an error.</summary>
public sealed record QueueQuery
{
    private static readonly string[] Names = ["queue", "mode", "brand", "risk", "owner", "sla", "move", "over"];
    private readonly IReadOnlyDictionary<string, string> _values;

    private QueueQuery(IReadOnlyDictionary<string, string> values) => _values = values;

    public QueuePlace? After { get; private init; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public bool IsAll => _values.Count == 0;

    public static QueueQuery Of(IQueryCollection query)
    {
        var values = Names.Where(name => query[name].ToString() is { Length: > 0 and <= 80 })
            .ToDictionary(name => name, name => query[name].ToString(), StringComparer.Ordinal);
        return new QueueQuery(values) { After = PlaceOf(query["after"].ToString()) };
    }

    public static QueueQuery Of(string query) => Of(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));

    public QueueFilter Filter(Viewer viewer, DateTimeOffset now) => new()
    {
        Now = now,
        Queue = this["queue"],
        Mode = Enum.TryParse<FailureMode>(this["mode"], out var mode) ? mode.ToString() : null,
        Brand = this["brand"],
        Risk = this["risk"] is "low" or "mid" or "high" ? this["risk"] : null,
        Move = this["move"],
        Owner = this["owner"] == "me" ? viewer.Name : this["owner"],
        DueBefore = this["sla"] switch { "late" => now, "hour" => now.AddHours(1), "day" => now.AddDays(1), _ => null },
        Over = long.TryParse(this["over"], NumberStyles.None, CultureInfo.InvariantCulture, out var over) ? over * 100 : null,
        After = After,
    };

    /// <summary>The query without its place, canonical, for links and saved views.</summary>
    public string Text => string.Join('&', Names.Where(_values.ContainsKey).Select(name => $"{name}={Uri.EscapeDataString(_values[name])}"));

    public string Link(QueuePlace? after)
    {
        var parts = Text.Length > 0 ? [Text] : new List<string>();
        if (after is not null)
            parts.Add($"after={after.RateMinor.ToString(CultureInfo.InvariantCulture)}:{Uri.EscapeDataString(after.Proposal)}");
        return parts.Count == 0 ? "/" : "/?" + string.Join('&', parts);
    }

    private static QueuePlace? PlaceOf(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rate)
            ? new QueuePlace(rate, text[(colon + 1)..]) : null;
}
