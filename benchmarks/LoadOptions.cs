using System.Globalization;

namespace AgenticRecovery.Benchmarks;

/// <summary>What a load run does. Unknown words throw <see cref="ArgumentException"/>.</summary>
internal sealed record LoadOptions(int Workflows, int InFlight, string Transport, bool FullSync)
{
    public static LoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LoadOptions(2000, 50, "in-process", true);
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--workflows" => options with { Workflows = int.Parse(words[++i], CultureInfo.InvariantCulture) },
                "--in-flight" => options with { InFlight = int.Parse(words[++i], CultureInfo.InvariantCulture) },
                "--transport" => options with { Transport = words[++i] },
                "--no-fsync" => options with { FullSync = false },
                var word => throw new ArgumentException($"Unknown option {word}"),
            };
        }
        return options;
    }
}
