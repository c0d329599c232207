using AgenticRecovery.Host.Cli;
using Spectre.Console;

namespace AgenticRecovery.Benchmarks.Golden;

/// <summary>The verb: records the histories of today's workflow anew into a folder, in place of what is there.</summary>
internal static class GoldenCommand
{
    public static async Task<int> RunAsync(string folder)
    {
        var work = Directory.CreateTempSubdirectory("golden-");
        try
        {
            var set = await GoldenRecorder.RecordAsync(work.FullName, CancellationToken.None);
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateFiles(folder, "*.json"))
                File.Delete(old);
            foreach (var history in set.Chosen)
                await File.WriteAllTextAsync(Path.Combine(folder, history.Name + ".json"), history.Json);
            var sorted = set.HistoryBytes.Order().ToList();
            Output.People(isJson: true).MarkupLineInterpolated(
                $"{set.Chosen.Count} histories in {folder}; {sorted.Count} cases, history of {sorted[sorted.Count / 2]} bytes in the middle and {sorted[^1]} at most");
            return 0;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
