using System.Diagnostics;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Evals.Blaming;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals;

/// <summary>What a caller chooses instead of the suite's own.</summary>
/// <param name="Model">Name of the model; null for the suite's.</param>
/// <param name="Policy">A policy book, or the name of a shipped one; null for the suite's.</param>
/// <param name="Models">Makes models by name; null knows the built-in one only.</param>
public sealed record EvalChoices(string? Model = null, string? Policy = null, Func<string, IReadOnlyList<Model>>? Models = null)
{
    /// <summary>Folder that keeps the run; an unfinished one of the same configuration is gone on with. Null keeps nothing.</summary>
    public string? Out { get; init; }

    /// <summary>Trials of each case; null for the suite's.</summary>
    public int? Repeats { get; init; }

    /// <summary>Of the intervals; null for the suite's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Folder of prompts that replace shipped ones; null for the shipped ones.</summary>
    public string? Prompts { get; init; }

    /// <summary>Trials at the same time; null for four times the processors: most of a trial is waiting.</summary>
    public int? Parallel { get; init; }

    /// <summary>Only these cases; null for all.</summary>
    public IReadOnlyList<string>? Only { get; init; }
    public IProgress<EvalProgress>? Progress { get; init; }
}

/// <param name="Done">Trials finished so far, those of an earlier start included.</param>
public sealed record EvalProgress(int Done, int Planned, int Passed, long CostMicros);

/// <summary>Runs a suite from its files to its report.</summary>
public static class EvalRun
{
    /// <param name="suite">The name of a shipped suite, or a YAML file.</param>
    /// <exception cref="EvalInputException">A fault of suite, shop or dataset; nothing was run.</exception>
    public static Task<EvalReport> RunAsync(string suite, CancellationToken ct) => RunAsync(suite, new EvalChoices(), ct);

    /// <inheritdoc cref="RunAsync(string, CancellationToken)"/>
    public static async Task<EvalReport> RunAsync(string suiteName, EvalChoices choices, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("recovery-eval-").FullName;
        try
        {
            var loaded = LoadedSuite.Of(suiteName, choices);
            var files = await TrialFiles.MakeAsync(folder, loaded.Shop.Whole.Products, new EvalClock(loaded.Suite.StartAt), ct);
            var right = await ReferenceRun.RunAsync(loaded.Cases, files, loaded.DatasetName, ct);
            var models = (choices.Models ?? BuiltIn)(loaded.Model);
            var prompts = PromptBook.Load(choices.Prompts);
            using var run = RunFolder.Open(choices.Out ?? Path.Combine(folder, "run"), loaded.Head(models, prompts));
            var trials = new TrialRun(new TrialParts(models, loaded.Policy, loaded.Suite.StartAt, files) { Responses = run.Responses, Prompts = prompts });
            await new Runner(loaded, right, trials, run, choices).RunAsync(ct);
            return Reporting.Of(new RunReading(run.Head, run.Done), watch.Elapsed.TotalSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<Model> BuiltIn(string name) => name is "playbook" or PlaybookModel.Name
        ? [new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free)]
        : throw new EvalInputException("--model", $"expected 'playbook', found '{name}'");

    internal static PolicyShelf Policy(string pathOrName) => LoadedSuite.PolicyOf(pathOrName);

    /// <summary>Runs what is left of the plan, some trials at a time.</summary>
    private sealed class Runner(
        LoadedSuite loaded, IReadOnlyDictionary<string, EndState> right, TrialRun trials, RunFolder run, EvalChoices choices)
    {
        private readonly BlameCheck _blame = new(loaded, right, trials);

        public async Task RunAsync(CancellationToken ct)
        {
            var done = run.Done.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
            var left = loaded.Trials().Where(t => !done.Contains(TrialLine.KeyOf(t.Case.Id, t.Repeat))).ToList();
            var together = choices.Parallel ?? Environment.ProcessorCount * 4;
            Tell();
            await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = ct }, async (t, stop) =>
            {
                run.Add(await OneAsync(t.Case, t.Repeat, stop));
                Tell();
            });
        }

        private async Task<TrialLine> OneAsync(EvalCase one, int repeat, CancellationToken ct)
        {
            try
            {
                var line = Grading.Line(loaded.Suite, await trials.RunAsync(one, repeat, right[one.Id], ct));
                return line.Passed ? line : line with { Blame = await _blame.OfAsync(one, line, ct) };
            }
            // The edge of a trial: whatever breaks it is on its record, and the run goes on.
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                return Grading.Broken(one, repeat, $"the trial broke: {e.GetType().Name}: {e.Message}") with { Blame = new Blame("tool", e.Message, false) };
            }
        }

        private void Tell()
        {
            if (choices.Progress is null)
                return;
            var done = run.Done;
            choices.Progress.Report(new EvalProgress(done.Count, run.Head.Planned.Count, done.Count(t => t.Passed), done.Sum(t => t.Use.CostMicros)));
        }
    }
}
