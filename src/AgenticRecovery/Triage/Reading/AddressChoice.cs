using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Finds the address the words mean: one the customer already has, or a new one written out in full.</summary>
internal static partial class AddressChoice
{
    // Short names of cities that customers write; the long names stand in addresses.
    private static readonly Dictionary<string, string> CityShort = new(StringComparer.Ordinal)
    { ["nyc"] = "new york", ["la"] = "los angeles", ["sf"] = "san francisco", ["dc"] = "washington", ["philly"] = "philadelphia", ["vegas"] = "las vegas" };

    /// <returns>The address, or null with a question.</returns>
    public static (Address? Address, string? Question) Find(RequestContext context, MarkedText text, (int From, int To) words, bool forOrder)
    {
        var customer = context.Customer!;
        if (words.To <= words.From)
            return (null, "Which address shall it be?");
        var span = Usual(text.Text[text.Words[words.From].Start..text.Words[words.To - 1].End]);
        if (Written(span, customer.Name) is { } written)
            return (written, null);
        if (OrderNamed(context, text, words) is { } order)
            return (order.ShipTo, null);
        var known = Known(context);
        var named = known.Where(address => IsNamed(address, text, words)).ToList();
        if (named.Count == 1)
            return (named[0], null);
        var isProfile = text.Marks.Any(mark => mark.Kind == MarkKind.ProfileWord && mark.From >= words.From && mark.To <= words.To);
        if (isProfile && forOrder && (named.Count == 0 ? !HasCity(text, words, context) : named.Contains(customer.Address)))
            return (customer.Address, null);
        return (null, named.Count > 1
            ? $"Which of these addresses shall it be: {string.Join("; ", named.Select(address => address.Street))}?"
            : "Which address shall it be? Please write it out in full.");
    }

    /// <summary>The one new address that is written out anywhere in the text; null where there is none, or more than one.</summary>
    public static Address? OnlyWritten(RequestContext context, MarkedText text)
    {
        var written = AddressForm().Matches(Spaces().Replace(text.Text, " ")).Select(match => Written(match.Value, context.Customer!.Name)).OfType<Address>()
            .Where(address => !Known(context).Exists(known => Same(known, address))).Distinct().Take(2).ToList();
        return written is [var only] ? only : null;
    }

    /// <summary>Profile and order addresses, each once.</summary>
    public static List<Address> Known(RequestContext context) =>
        context.Orders.Select(order => order.ShipTo).Prepend(context.Customer!.Address)
            .DistinctBy(address => (address.Street, address.Street2, address.PostalCode)).ToList();

    public static bool Same(Address left, Address right) =>
        (left.Street, left.Street2 ?? "", left.City, left.PostalCode) == (right.Street, right.Street2 ?? "", right.City, right.PostalCode);

    private static Order? OrderNamed(RequestContext context, MarkedText text, (int From, int To) words)
    {
        var mark = text.Marks.FirstOrDefault(mark => mark.Kind == MarkKind.OrderRef && mark.From >= words.From && mark.To <= words.To);
        return mark is null ? null : context.Orders.FirstOrDefault(order => OrderShelf.SameId(order.Id.Value, mark.Value));
    }

    private static bool IsNamed(Address address, MarkedText text, (int From, int To) words) =>
        Stands(Words.Stems(address.Street), text, words) || IsStreetNamed(address, text, words) || IsCityNamed(address, text, words);

    // "the Maple Drive address"
    private static bool IsStreetNamed(Address address, MarkedText text, (int From, int To) words) =>
        Words.Stems(address.Street) is [var number, _, _, ..] stems && number.All(char.IsDigit) && Stands(stems[1..], text, words);

    private static bool IsCityNamed(Address address, MarkedText text, (int From, int To) words)
    {
        if (Stands(Words.Stems(address.City), text, words))
            return true;
        var city = address.City.ToLowerInvariant();
        for (var at = words.From; at < words.To; at++)
        {
            if (CityShort.TryGetValue(text.Words[at].Text, out var meant) && city == meant)
                return true;
        }

        return false;
    }

    // A city that none of the known addresses has: then "my default address in X" is not understood.
    private static bool HasCity(MarkedText text, (int From, int To) words, RequestContext context)
    {
        for (var at = words.From; at < words.To; at++)
        {
            var word = text.Words[at];
            if (char.IsUpper(text.Text[word.Start]) && text.Marks.Any(mark => mark.From == at && mark.Kind == MarkKind.Unknown))
                return !Known(context).Exists(address => Words.Stems(address.City).Contains(word.Stem));
        }

        return false;
    }

    private static bool Stands(string[] stems, MarkedText text, (int From, int To) words)
    {
        for (var at = words.From; at + stems.Length <= words.To; at++)
        {
            var same = true;
            for (var i = 0; i < stems.Length && same; i++)
                same = text.Words[at + i].Stem == stems[i];
            if (same && stems.Length > 0)
                return true;
        }

        return false;
    }

    // One space between words; an address written in one case only gets the usual one.
    private static string Usual(string span)
    {
        var spaced = Spaces().Replace(span, " ");
        if (spaced.Any(char.IsLower) && spaced.Any(char.IsUpper))
            return spaced;
        var titled = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(spaced.ToLowerInvariant());
        return StateForm().Replace(titled, found => found.Value.ToUpperInvariant());
    }

    private static Address? Written(string span, string name)
    {
        if (FieldForm().Matches(span) is { Count: > 3 } fields)
        {
            var byName = fields.DistinctBy(field => field.Groups["name"].Value).ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value);
            if (byName.TryGetValue("address1", out var street) && byName.TryGetValue("city", out var city) && byName.TryGetValue("zip", out var zip))
                return new Address(name, street, byName.GetValueOrDefault("address2", ""), city, byName.GetValueOrDefault("state"), zip, byName.GetValueOrDefault("country", "USA"));
        }

        var match = AddressForm().Match(span);
        if (!match.Success)
            return null;
        var region = match.Groups["state"].Success ? match.Groups["state"].Value : UsZip.State(match.Groups["zip"].Value);
        return region is null ? null : new Address(name, match.Groups["street"].Value.Trim(), match.Groups["unit"].Value.Trim(), match.Groups["city"].Value.Trim(), region, match.Groups["zip"].Value, "USA");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b[A-Z][a-z](?=,?\s*\d{5}\b)")]
    private static partial Regex StateForm();

    [GeneratedRegex(@"'(?<name>address1|address2|city|state|zip|country)'\s*:\s*'(?<value>[^']*)'")]
    private static partial Regex FieldForm();

    [GeneratedRegex(@"(?<street>\d+\s+[\p{L}\d .'\-]+?),\s*(?:(?<unit>(?:Suite|Apt\.?|Apartment|Unit|Floor|#)\s*[\w\-]+),\s*)?(?<city>\p{Lu}[\p{L} .'\-]+?),\s*(?:(?<state>[A-Z]{2}),?\s*)?(?<zip>\d{5})\b")]
    private static partial Regex AddressForm();
}
