using System.Text.RegularExpressions;

namespace AgenticRecovery.Accounts;

/// <summary>Which names an account may have.</summary>
public static partial class AccountName
{
    public const string Expected = "2 to 64 lower-case letters, digits, '.', '-', '_' or '@', beginning with a letter or digit";

    // Proposals name their origin: these would look like a person and could pass four-eyes.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal) { "workflow", "model", "system", "recovery", "console", "customer" };

    public static bool IsValid(string name) => Form().IsMatch(name) && !Taken.Contains(name);

    /// <summary>The nearest valid name to words of another system ("Nora Weiß" gives "nora-wei"); null when nothing is left.</summary>
    public static string? From(string words)
    {
        var name = Other().Replace(words.Trim().ToLowerInvariant(), "-").Trim('-', '.', '_', '@');
        name = name.Length > 64 ? name[..64] : name;
        return IsValid(name) ? name : null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._@-]{1,63}$")]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9._@-]+")]
    private static partial Regex Other();
}
