using System.Globalization;
using AgenticRecovery.Host.Cli;
using Spectre.Console;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks.Peers;

/// <param name="Times">Workflows a second, as a multiple of the first setting's.</param>
internal sealed record PeerResult(string Setting, double PerSecond, double Times, double P50Ms, double P95Ms, IReadOnlyList<double> Rounds);

/// <param name="RoundTripP50Ms">One activity as its workflow sees it, in process and with nothing else going on.</param>
internal sealed record PeerReport(int Workflows, int InFlight, int Cores, IReadOnlyList<PeerResult> Settings, double RoundTripP50Ms);

/// <summary>The same load on the same durable service, with up to four workers; medians of rounds that alternate.</summary>
internal static class PeerCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var (workflows, inFlight, rounds, script, official) = (500, 50, 5, (string?)null, (string?)null);
        for (var i = 0; i < words.Count; i++)
        {
            int Number() => int.Parse(words[++i], CultureInfo.InvariantCulture);
            _ = words[i] switch
            {
                "--workflows" => workflows = Number(),
                "--in-flight" => inFlight = Number(),
                "--rounds" => rounds = Number(),
                "--typescript" => (script = words[++i]).Length,
                "--official" => (official = words[++i]).Length,
                var word => throw new ArgumentException($"Unknown option {word}"),
            };
        }

        var people = Output.People(isJson: true);
        var folder = Directory.CreateTempSubdirectory("temporal-peers-");
        var settings = new List<PeerSetting>();
        try
        {
            if (script is not null)
                settings.Add(await PeerSetting.TypeScriptAsync(folder.FullName, Path.GetFullPath(script)));
            if (official is not null)
                settings.Add(await PeerSetting.OfficialAsync(folder.FullName, Path.GetFullPath(official)));
            settings.Add(await PeerSetting.LoopbackAsync(folder.FullName));
            settings.Add(await PeerSetting.InProcessAsync(folder.FullName));
            foreach (var setting in settings)
                await setting.MeasureAsync("warm", Math.Min(300, workflows), inFlight);
            settings.ForEach(s => s.Figures.Clear());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var setting in settings)
                {
                    await setting.MeasureAsync($"round-{round}", workflows, inFlight);
                    people.MarkupLineInterpolated($"{setting.Name}: {setting.Figures[^1].PerSecond:0} workflows/s, p95 {setting.Figures[^1].P95Ms:0} ms");
                }
            }

            var first = Median(settings[0].Figures.Select(f => f.PerSecond));
            var results = settings.ConvertAll(s => new PeerResult(
                s.Name, Median(s.Figures.Select(f => f.PerSecond)), Median(s.Figures.Select(f => f.PerSecond)) / first,
                Median(s.Figures.Select(f => f.P50Ms)), Median(s.Figures.Select(f => f.P95Ms)), s.Figures.ConvertAll(f => Math.Round(f.PerSecond))));
            Output.Document(new PeerReport(workflows, inFlight, Environment.ProcessorCount, results, await RoundTripAsync(settings[^1].Client)));
            return 0;
        }
        finally
        {
            foreach (var setting in settings)
                await setting.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> RoundTripAsync(ITemporalClient client)
    {
        var tookUs = await client.ExecuteWorkflowAsync((PeerRoundTrips w) => w.RunAsync(300), new WorkflowOptions("round-trips", PeerWorker.Queue));
        return Median(tookUs.Select(t => (double)t)) / 1000;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
