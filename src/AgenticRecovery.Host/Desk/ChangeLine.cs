using System.Text.RegularExpressions;

namespace AgenticRecovery.Host.Desk;

/// <summary>One fact that moved, as the reopened request words it: "what: was → is (tolerates bound)".</summary>
/// <param name="Was">Null where the words have another form; then <paramref name="What"/> is all of them.</param>
public sealed partial record ChangeLine(string What, string? Was, string? Is, string? Tolerates)
{
    public static IReadOnlyList<ChangeLine> Read(string words) => [.. words.Split("; ").Select(part => Form().Match(part) is { Success: true } m
        ? new ChangeLine(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value)
        : new ChangeLine(part, null, null, null))];

    [GeneratedRegex(@"^(.+?): (.*?) → (.*?) \(tolerates (.*)\)$")]
    private static partial Regex Form();
}
