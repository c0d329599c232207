using System.Diagnostics;
using System.Globalization;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Queues;
using Spectre.Console;

namespace AgenticRecovery.Benchmarks.Load;

/// <summary>One measured run.</summary>
/// <param name="CpuMs">Processor time of this process for each case.</param>
/// <param name="PeakMb">The most memory the process had resident during the run.</param>
internal sealed record LoadFigure(int Cases, double Seconds, double CasesPerSecond, double CpuMs, double AllocatedKb, long PeakMb, long FilesMb);

/// <summary>The main job over made-up queues of growing length, in this process and with durable files.</summary>
internal static class CaseLoad
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var (counts, seed) = (new List<int>(), 1);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "--count")
                counts.Add(int.Parse(words[++i], CultureInfo.InvariantCulture));
            else if (words[i] == "--seed")
                seed = int.Parse(words[++i], CultureInfo.InvariantCulture);
            else
                throw new ArgumentException($"Unknown option {words[i]}");
        }

        // The first cases pay for compiling the program; they are measured with none of the runs.
        await OneAsync(MadeUpQueue.CasesPerCopy, seed);
        var figures = new List<LoadFigure>();
        foreach (var count in counts.DefaultIfEmpty(1_000))
            figures.Add(await OneAsync(count, seed));

        var people = Output.People(isJson: true);
        foreach (var f in figures)
            people.MarkupLineInterpolated($"{f.Cases} cases in {f.Seconds:0.0} s: {f.CasesPerSecond:0} cases/s, {f.CpuMs:0.0} ms CPU and {f.AllocatedKb:0} KB allocated a case, peak {f.PeakMb} MB, files {f.FilesMb} MB");
        if (figures.Count > 1)
            people.MarkupLineInterpolated($"cost of a case grows {figures[^1].CpuMs / figures[0].CpuMs:0.00} times");
        Output.Document(figures);
        return 0;
    }

    private static async Task<LoadFigure> OneAsync(int cases, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("recovery-load-");
        try
        {
            var file = Path.Combine(folder.FullName, "queue.jsonl");
            await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder.FullName, "load.db") }, isPublic: false, CancellationToken.None);
            foreach (var shop in MadeUpQueue.Write(file, cases, seed, TimeProvider.System))
                await ((SandboxShop)app.Shop).ImportAsync(shop, CancellationToken.None);
            ForgetPeak();
            await using var queue = File.OpenRead(file);
            using var process = Process.GetCurrentProcess();
            var (cpu, allocated, watch) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
            var report = await new QueueRun(app, silent).DriveAsync(QueueFile.ReadAsync(queue, file, TimeProvider.System, CancellationToken.None), CancellationToken.None);
            watch.Stop();
            process.Refresh();
            return new LoadFigure(
                (int)report.Cases, watch.Elapsed.TotalSeconds, report.Cases / watch.Elapsed.TotalSeconds,
                (process.TotalProcessorTime - cpu).TotalMilliseconds / report.Cases,
                (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / report.Cases,
                process.PeakWorkingSet64 >> 20, folder.EnumerateFiles("load.*").Sum(f => f.Length) >> 20);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What making the queue took is not the product's: the kernel measures the peak from here on (man 5 proc, clear_refs).</summary>
    private static void ForgetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }
}
