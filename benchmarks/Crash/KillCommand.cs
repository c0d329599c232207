using System.Globalization;
using AgenticRecovery.Host.Cli;
using Spectre.Console;

namespace AgenticRecovery.Benchmarks.Crash;

/// <summary>The verb: kills, compares, prints a table for people and JSON for programs. Exit code 1 on any difference.</summary>
internal static class KillCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var (times, seed) = (50, 1);
        for (var i = 0; i < words.Count; i++)
            _ = words[i] switch
            {
                "--times" => times = int.Parse(words[++i], CultureInfo.InvariantCulture),
                "--seed" => seed = int.Parse(words[++i], CultureInfo.InvariantCulture),
                var word => throw new ArgumentException($"Unknown option {word}"),
            };

        var folder = Directory.CreateTempSubdirectory("recovery-kill-");
        var people = Output.People(isJson: true);
        var plan = new KillPlan(Path.Combine(AppContext.BaseDirectory, "recovery.dll"), folder.FullName, times, seed);
        var report = await KillRun.RunAsync(plan, one => people.MarkupLineInterpolated($"killed after {string.Join(", ", one.AfterMs)} ms: {one.Differences.Count} differences"), CancellationToken.None);

        var table = new Table().AddColumns("killed after ms", "differences", "first of them");
        foreach (var run in report.Runs.Where(r => r.Differences.Count > 0))
            table.AddRow(string.Join(", ", run.AfterMs), $"{run.Differences.Count}", Markup.Escape(string.Join('\n', run.Differences.Take(8))));
        if (table.Rows.Count > 0)
            people.Write(table);
        people.MarkupLineInterpolated($"{report.Kills} kills in {report.Databases} runs of {report.UsualMs} ms: {report.Differences} differences");
        Output.Document(report);
        // What differs can be looked at afterwards.
        if (report.Differences > 0)
            return 1;
        folder.Delete(recursive: true);
        return 0;
    }
}
