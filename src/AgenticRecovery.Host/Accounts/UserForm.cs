using System.Globalization;
using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;

namespace AgenticRecovery.Host.Accounts;

/// <summary>Reads names, roles, limits and scopes as people type them, on the page and on the command line.</summary>
internal static class UserForm
{
    /// <exception cref="BadInputException">Says what was expected.</exception>
    public static string Name(string text) => AccountName.IsValid(text.Trim().ToLowerInvariant())
        ? text.Trim().ToLowerInvariant()
        : throw new BadInputException($"Name: expected {AccountName.Expected}, found '{text}'.");

    /// <exception cref="BadInputException">A role that does not exist; says the nearest that does.</exception>
    public static IReadOnlyList<string> Roles(IEnumerable<string> words) =>
        Known(words, Permissions.Roles, "role") is { Count: > 0 } roles ? roles : throw new BadInputException($"Roles: expected at least one of {string.Join(", ", Permissions.Roles)}.");

    /// <inheritdoc cref="Roles"/>
    public static IReadOnlyList<string> Scopes(IEnumerable<string> words) =>
        Known(words, Permissions.All, "scope") is { Count: > 0 } scopes ? scopes : throw new BadInputException($"Scopes: expected at least one of {string.Join(", ", Permissions.All)}.");

    /// <summary>Limits such as "approver=50EUR" or "finance=500.00 EUR", one each; none gives none.</summary>
    /// <exception cref="BadInputException">One that cannot be read; says what was expected.</exception>
    public static IReadOnlyList<AmountLimit> Limits(IEnumerable<string> texts) => [.. texts.Where(t => t.Trim().Length > 0).Select(Limit)];

    public static AmountLimit Limit(string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var amount = parts.Length == 2 ? parts[1] : "";
        var digits = amount.TrimEnd().Length > 3 ? amount[..^3].Trim() : "";
        var isRead = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000;
        if (!isRead || !Currency.TryParse(amount[^3..], out var currency) || number != Math.Round(number, currency.Exponent))
            throw new BadInputException($"Limit: expected ROLE=AMOUNT CURRENCY such as approver=50EUR, found '{text}'.");
        return new AmountLimit(Roles([parts[0]])[0], Money.FromDecimal(number, currency));
    }

    private static List<string> Known(IEnumerable<string> words, IReadOnlyList<string> valid, string what)
    {
        var given = words.SelectMany(w => w.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        return given.FirstOrDefault(w => !valid.Contains(w)) is { } wrong
            ? throw new BadInputException($"There is no {what} '{wrong}'{(Spelling.Nearest(wrong, valid) is { } near ? $"; did you mean '{near}'?" : $". Expected: {string.Join(", ", valid)}.")}")
            : given;
    }
}
