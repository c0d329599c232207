using System.Globalization;

namespace AgenticRecovery.Benchmarks.Desk;

/// <param name="ThinkMs">Pause of a reader between two pages, on average.</param>
/// <param name="PaceMs">Pause of an approver between two verdicts, on average. Without one, fifty approvers measure only how long their own line is.</param>
/// <param name="Minutes">The program ends after so long, with the figures it has by then, and says that they are not whole.</param>
internal sealed record DeskLoadOptions(int Open, int Closed, int Clients, int Seconds, int ThinkMs, int Requests, int Approvers, int PaceMs, int Minutes)
{
    public static DeskLoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new DeskLoadOptions(100_000, 1_000_000, 20, 30, 200, 5_000, 50, 1_000, 40);
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i];
            if (i + 1 == words.Count || !int.TryParse(words[++i], CultureInfo.InvariantCulture, out var number) || number < 0)
                throw new ArgumentException($"{name} needs a whole number.");
            options = name switch
            {
                "--open" => options with { Open = number },
                "--closed" => options with { Closed = number },
                "--clients" => options with { Clients = Math.Max(1, number) },
                "--seconds" => options with { Seconds = number },
                "--think-ms" => options with { ThinkMs = number },
                "--requests" => options with { Requests = number },
                "--approvers" => options with { Approvers = Math.Max(1, number) },
                "--pace-ms" => options with { PaceMs = number },
                "--minutes" => options with { Minutes = Math.Max(1, number) },
                _ => throw new ArgumentException($"Unknown option {name}"),
            };
        }

        return options;
    }
}
