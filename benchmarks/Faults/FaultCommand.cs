using System.Globalization;
using AgenticRecovery.Host.Cli;
using Spectre.Console;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>The verb: kills, checks, prints one JSON document. Exit code 1 when anything was lost or happened twice.</summary>
internal static class FaultCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var plan = new FaultPlan(Kills: 200, Open: 50, Workers: 2, Seed: 1);
        for (var i = 0; i < words.Count; i++)
        {
            int Number() => int.Parse(words[++i], CultureInfo.InvariantCulture);
            plan = words[i] switch
            {
                "--kills" => plan with { Kills = Number() },
                "--open" => plan with { Open = Number() },
                "--workers" => plan with { Workers = Number() },
                "--seed" => plan with { Seed = Number() },
                var word => throw new ArgumentException($"Unknown option {word}"),
            };
        }

        var folder = Directory.CreateTempSubdirectory("temporal-faults-");
        var people = Output.People(isJson: true);
        var report = await FaultRun.RunAsync(plan, folder.FullName, (kills, who) =>
        {
            if (kills % 10 == 0)
                people.MarkupLineInterpolated($"{kills} of {plan.Kills} kills, the last: {who}");
        }, CancellationToken.None);
        Output.Document(report);
        // What went wrong can be looked at afterwards.
        if (report.Faults.Count > 0)
            return 1;
        folder.Delete(recursive: true);
        return 0;
    }
}
