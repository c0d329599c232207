using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>Reads what stands before the rules: currency, rates, roles, working hours, freshness.</summary>
internal static class PolicyHeadReader
{
    public static Rates Rates(PolicyYaml walk, Dictionary<string, YamlNode> entries, YamlNode root)
    {
        var perHome = new Dictionary<Currency, decimal>();
        if (entries.TryGetValue("rates", out var node))
        {
            foreach (var (code, rate) in walk.Entries(node, "rates"))
            {
                if (!Currency.TryParse(code, out var currency))
                    walk.Fault(node, $"'{code}' is no currency we know", "a known ISO code", Spelling.Nearest(code, Currency.Known));
                else if (decimal.TryParse((rate as YamlScalarNode)?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0.000001m and <= 1_000_000m)
                    perHome[currency] = value;
                else
                    walk.Fault(rate, $"the rate of {code} is no rate", "how much of it one unit of the book's currency is worth, from 0.000001 to 1000000");
            }
        }
        var home = walk.Text(entries, "currency", root, "the book") ?? "EUR";
        if (Currency.TryParse(home, out var known))
            return new Rates(known, perHome);
        walk.Fault(entries["currency"], $"'{home}' is no currency we know", "a known ISO code", Spelling.Nearest(home, Currency.Known));
        return new Rates(Currency.Eur, perHome);
    }

    public static IReadOnlyList<string> Roles(PolicyYaml walk, Dictionary<string, YamlNode> entries) =>
        entries.TryGetValue("roles", out var node)
            ? [.. walk.Words(node, "roles").Select(word => word.Value!)]
            : ["approver", "operations", "risk", "finance", "admin"];

    public static DeskHours Calendar(PolicyYaml walk, Dictionary<string, YamlNode> entries)
    {
        if (!entries.TryGetValue("calendar", out var node))
            return DeskHours.Default;
        var keys = walk.Entries(node, "a calendar", "zone", "opens", "closes", "closed");
        var zone = DeskHours.Default.Zone;
        if (walk.Text(keys, "zone") is { } id && !TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone!))
        {
            walk.Fault(keys["zone"], $"'{id}' is no time zone", "an IANA name such as Europe/Berlin");
            zone = TimeZoneInfo.Utc;
        }
        var opens = Time(walk, keys, "opens", new TimeOnly(9, 0));
        var closes = Time(walk, keys, "closes", new TimeOnly(17, 0));
        if (closes <= opens)
            walk.Fault(node, "the day closes before it opens", "'opens' before 'closes'");
        var closed = new HashSet<DateOnly>();
        foreach (var word in keys.TryGetValue("closed", out var list) ? walk.Words(list, "closed") : [])
        {
            if (DateOnly.TryParseExact(word.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                closed.Add(date);
            else
                walk.Fault(word, $"'{word.Value}' is no date", "a date such as 2026-12-25");
        }
        return DeskHours.Weekdays(zone, opens, closes, closed);
    }

    public static IReadOnlyDictionary<PublishedFact, TimeSpan> Freshness(PolicyYaml walk, Dictionary<string, YamlNode> entries)
    {
        var ages = new Dictionary<PublishedFact, TimeSpan>();
        if (!entries.TryGetValue("freshness", out var node))
            return ages;
        foreach (var (name, age) in walk.Entries(node, "freshness"))
        {
            if (!Published.TryFind(name, out var fact))
                walk.Fault(node, $"there is no fact '{name}'", "a published fact", Spelling.Nearest(name, Published.Names));
            else if (Span.TryParse((age as YamlScalarNode)?.Value ?? "", out var span) && !span.IsBusiness)
                ages[fact] = span.Length;
            else
                walk.Fault(age, $"the age of {name} is no duration", "a duration such as 6h");
        }
        return ages;
    }

    private static TimeOnly Time(PolicyYaml walk, Dictionary<string, YamlNode> keys, string key, TimeOnly otherwise)
    {
        if (walk.Text(keys, key) is not { } text)
            return otherwise;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        walk.Fault(keys[key], $"'{text}' is no time of day", "a time such as \"09:00\"");
        return otherwise;
    }
}
