using System.Diagnostics;
using System.Text;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Connectors;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;
using AgenticRecovery.Queues;

namespace AgenticRecovery.Evals;

/// <summary>What a caller chooses instead of the suite's own.</summary>
/// <param name="Model">Name of the model; null for the suite's.</param>
/// <param name="Policy">A policy book, or the name of a shipped one; null for the suite's.</param>
/// <param name="Models">Makes models by name; null knows the built-in one only.</param>
public sealed record EvalChoices(string? Model = null, string? Policy = null, Func<string, IReadOnlyList<Model>>? Models = null);

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
            var files = EvalFiles.Of(suiteName);
            var suite = SuiteFile.Read(files.Suite(), files.SuiteFile);
            var model = choices.Model ?? suite.Model;
            var policy = Policy(choices.Policy ?? suite.Policy);
            var clock = new EvalClock(suite.StartAt);
            var seed = Shop(suite, files.Dataset(suite.Shop));
            var cases = DatasetFile.Read(files.Dataset(suite.Dataset), $"datasets/{suite.Dataset}", suite.StartAt);
            foreach (var id in suite.Gate.Known.Keys.Where(id => cases.All(c => c.Id != id)))
                throw new EvalInputException(files.SuiteFile, $"gate.known: expected a case of datasets/{suite.Dataset}, found '{id}'");
            var right = await ReferenceRun.RunAsync(cases, seed, new ReferencePlace(folder, $"datasets/{suite.Dataset}", clock), ct);
            var models = (choices.Models ?? BuiltIn)(model);
            var trials = await new TrialRun(new TrialParts(seed, models, policy, clock, folder) { Right = right }).RunAsync(cases, ct);
            return Grading.Report(suite, trials, (string.Join(", ", models.Select(m => m.Name)), policy.Current.Hash, Math.Round(watch.Elapsed.TotalSeconds, 1)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<Model> BuiltIn(string name) => name is "playbook" or PlaybookModel.Name
        ? [new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free)]
        : throw new EvalInputException("--model", $"expected 'playbook', found '{name}'");

    internal static PolicyShelf Policy(string pathOrName)
    {
        try
        {
            return PolicyShelf.Open(pathOrName);
        }
        catch (PolicyBookException e)
        {
            throw new EvalInputException(e.Message, e);
        }
    }

    private static ShopSeed Shop(EvalSuite suite, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        try
        {
            return SampleShop.Load(stream, suite.StartAt);
        }
        catch (FormatException e)
        {
            throw new EvalInputException($"datasets/{suite.Shop}", e.Message);
        }
    }
}
