using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents.Training;

/// <summary>One sentence a customer might write, with the failure mode it means.</summary>
public sealed record TriageExample(FailureMode Mode, string Language, string Text)
{
    /// <summary>What all copies of one phrasing share, so that none is judged by a model that saw another; null for a line that has no copies.</summary>
    public string? Phrasing { get; init; }
}

/// <summary>The hand-written corpus of the triage classifier.</summary>
public static class TriageCorpus
{
    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "fr", "es", "pt"];

    /// <summary>The shipped corpus, in the order of its files.</summary>
    public static IReadOnlyList<TriageExample> Shipped() => [.. Languages.SelectMany(language => Read(Text(language), language))];

    /// <summary>First 16 hex digits of SHA-256 over all lines.</summary>
    public static string HashOf(IEnumerable<TriageExample> examples) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', examples.Select(example => $"{example.Mode}\t{example.Language}\t{example.Text}")))))[..16];

    private static IEnumerable<TriageExample> Read(string tsv, string language)
    {
        foreach (var line in tsv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
                continue;
            var tab = line.IndexOf('\t');
            yield return tab > 0 && Enum.TryParse<FailureMode>(line[..tab], out var mode)
                ? new TriageExample(mode, language, line[(tab + 1)..])
                : throw new InvalidDataException($"triage/{language}.tsv: '{line}' is no line of mode, tab and text.");
        }
    }

    private static string Text(string language)
    {
        using var reader = new StreamReader(typeof(TriageCorpus).Assembly.GetManifestResourceStream($"triage/{language}.tsv")!);
        return reader.ReadToEnd();
    }
}
