using System.Globalization;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Triage.Reading;

/// <summary>What a text says of who wrote it. Claims, not facts: the shop's record decides.</summary>
public sealed record Claims
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Name => FirstName is null || LastName is null ? null : $"{FirstName} {LastName}";

    /// <summary>In the order of the text; a person may name several.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];
    public string? PostalCode { get; init; }
    public string? UserId { get; init; }

    /// <summary>Order ids as the shop writes them, with "#" where the text or the shop's form has it.</summary>
    public IReadOnlyList<string> OrderIds { get; init; } = [];
    public string? CardLastFour { get; init; }
    public string? City { get; init; }
    public bool IsEmpty => Name is null && Emails.Count == 0 && UserId is null && OrderIds.Count == 0;
}

/// <summary>Finds who is writing. Only explicit forms count: a name is two capitalised words in a naming phrase or beside a postal code.</summary>
public static partial class Identity
{
    public static Claims Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var emails = EmailForm().Matches(text).Select(found => found.Value.TrimEnd('.')).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var plain = EmailForm().Replace(text, " ");
        var userId = UserIdForm().Matches(plain).Select(found => found.Value).FirstOrDefault(IsNoPaymentMethod);
        var name = NamingForm().Match(plain) is { Success: true } named ? named : LeadingNameForm().Match(plain);
        var zip = LabelledZipForm().Match(plain) is { Success: true } labelled ? labelled : ZipForm().Match(plain);
        return new Claims
        {
            FirstName = name.Success ? name.Groups["first"].Value : null,
            LastName = name.Success ? name.Groups["last"].Value : null,
            Emails = emails,
            PostalCode = zip.Success ? zip.Groups["zip"].Value : null,
            UserId = userId,
            OrderIds = OrdersIn(plain),
            CardLastFour = LastFourForm().Match(plain) is { Success: true } card ? card.Groups["four"].Value : null,
            City = CityForm().Match(plain) is { Success: true } city ? city.Groups["city"].Value.Trim() : null,
        };
    }

    /// <summary>
    /// True where the text holds what only the owner of the account is taken to know: its e-mail address, or the full name or the
    /// account id together with the postal code. An id or a name alone proves nothing.
    /// </summary>
    public static bool Proves(string text, Cases.Customer customer)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(customer);
        bool Holds(string value) => value.Length > 0 && Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(value)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return Holds(customer.Email) || ((Holds(customer.Id.Value) || Holds(customer.Name)) && Holds(customer.Address.PostalCode));
    }

    /// <summary>Order ids in the order of the text: "#W1234567", "W1234567", "#1042", "order 1042", "ORD-77812".</summary>
    public static IReadOnlyList<string> OrdersIn(string text)
    {
        var found = new List<string>();
        foreach (Match match in OrderForm().Matches(text))
        {
            var id = match.Groups["id"].Value;
            var isRetailForm = id.Length == 8 && id[0] == 'W';
            var whole = isRetailForm || match.Groups["hash"].Success ? "#" + id : id;
            if (!found.Contains(whole, StringComparer.OrdinalIgnoreCase))
                found.Add(whole);
        }

        return found;
    }

    private static bool IsNoPaymentMethod(string id) =>
        !id.StartsWith("credit_card", StringComparison.Ordinal) && !id.StartsWith("gift_card", StringComparison.Ordinal)
        && !id.StartsWith("paypal", StringComparison.Ordinal);

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"\b[a-z]+(_[a-z]+)+_\d{2,6}\b")]
    private static partial Regex UserIdForm();

    [GeneratedRegex(@"(?:[Nn]ame is|[Tt]his is|I am|I'm|You are|[Nn]ame:)\s+(?<first>\p{Lu}[\p{L}'\-]+)\s+(?<last>\p{Lu}[\p{L}'\-]+)")]
    private static partial Regex NamingForm();

    [GeneratedRegex(@"(?:^|\n)\s*(?:[Cc]ustomer(?:'s name)?:\s*)?(?<first>\p{Lu}[\p{Ll}'\-]+)\s+(?<last>\p{Lu}[\p{L}'\-]+)\s*(?:,|\(|\bin\b|\bfrom\b|\n|$)")]
    private static partial Regex LeadingNameForm();

    [GeneratedRegex(@"(?:zip\s*code|zipcode|zip|postal\s*code|postcode)\s*(?:is|:|of)?\s*(?<zip>\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})", RegexOptions.IgnoreCase)]
    private static partial Regex LabelledZipForm();

    [GeneratedRegex(@"(?<![#\w\-])(?<zip>\d{5})(?![\w\-])")]
    private static partial Regex ZipForm();

    [GeneratedRegex(@"(?<hash>#)(?<id>[A-Z]{0,4}-?\d{3,12})\b|\b(?<id>W\d{7})\b|\b(?<id>ORD-?\d{3,12})\b|\border\s+(?:number\s+|no\.?\s*|id\s+)?(?<id>[A-Z]{0,4}-?\d{3,12})\b")]
    private static partial Regex OrderForm();

    [GeneratedRegex(@"(?:ending|ends|last four|last 4)(?:\s+(?:in|with|digits|is|are|of))*\s+(?<four>\d{4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex LastFourForm();

    [GeneratedRegex(@"(?:live in|living in|lives in|residing in|reside in|located in)\s+(?<city>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*)|(?:^|\n)\s*[\p{L}'\-_\d]+(?:\s[\p{L}'\-]+)?,\s*(?<city>\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+)*)[,\s]+(?:[A-Z]{2}[,\s]+)?\d{5}")]
    private static partial Regex CityForm();
}
