using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Suites;

/// <summary>A suite with everything it names, read and checked.</summary>
internal sealed record LoadedSuite(EvalSuite Suite, StartTemplates Shop, IReadOnlyList<EvalCase> Cases, PolicyShelf Policy)
{
    public required string DatasetName { get; init; }
    public required string DatasetHash { get; init; }
    public required string SuiteHash { get; init; }
    public required string Model { get; init; }
    public required string PolicyName { get; init; }
    public required int Repeats { get; init; }
    public required ulong Seed { get; init; }

    /// <exception cref="EvalInputException">A fault of suite, shop, dataset or policy.</exception>
    public static LoadedSuite Of(string suiteName, EvalChoices choices)
    {
        var files = EvalFiles.Of(suiteName);
        var suiteText = files.Suite();
        var suite = SuiteFile.Read(suiteText, files.SuiteFile);
        var texts = suite.Datasets.Select(d => (Name: $"datasets/{d}", Text: files.Dataset(d))).ToList();
        var shopText = files.Dataset(suite.Shop);
        var shop = ShopOf(suite, shopText);
        var cases = Whole(texts, shop, suite.StartAt);
        foreach (var id in suite.Gate.Known.Keys.Where(id => cases.All(c => c.Id != id)))
            throw new EvalInputException(files.SuiteFile, $"gate.known: expected a case of {texts[0].Name}, found '{id}'{Near(id, cases)}");
        foreach (var id in (choices.Only ?? []).Where(id => cases.All(c => c.Id != id)))
            throw new EvalInputException("--case", $"expected a case of {texts[0].Name}, found '{id}'{Near(id, cases)}");
        return new LoadedSuite(suite, shop, choices.Only is { } only ? [.. cases.Where(c => only.Contains(c.Id))] : cases, PolicyOf(choices.Policy ?? suite.Policy))
        {
            DatasetName = texts[0].Name,
            DatasetHash = StoreJson.Sha256(string.Join('\n', texts.Select(t => t.Text).Append(shopText).Concat(choices.Only ?? []))),
            SuiteHash = StoreJson.Sha256(suiteText),
            Model = choices.Model ?? suite.Model,
            PolicyName = choices.Policy ?? suite.Policy,
            Repeats = choices.Repeats ?? suite.Repeats,
            Seed = choices.Seed ?? suite.Seed,
        };
    }

    /// <summary>All trials: every case once, then every case again, so that an early stop has seen them all.</summary>
    public IEnumerable<(EvalCase Case, int Repeat)> Trials() => Enumerable.Range(0, Repeats).SelectMany(r => Cases.Select(c => (c, r)));

    public RunHead Head(IReadOnlyList<Model> models, PromptBook prompts) => new()
    {
        Suite = Suite.Name,
        SuiteHash = SuiteHash,
        DatasetHash = DatasetHash,
        Model = string.Join(", ", models.Select(m => m.Name)),
        Policy = PolicyName,
        PolicyHash = Policy.Current.Hash,
        PromptsHash = StoreJson.Hash(prompts.All.Select(p => p.Reference).Order(StringComparer.Ordinal).ToList()),
        Seed = Seed,
        Repeats = Repeats,
        Graders = Suite.Graders,
        Gate = Suite.Gate,
        Planned = [.. Trials().Select(t => TrialLine.KeyOf(t.Case.Id, t.Repeat))],
    };

    /// <summary>Cases of several files are one dataset: an id may stand in one of them only.</summary>
    private static List<EvalCase> Whole(List<(string Name, string Text)> texts, StartTemplates shop, DateTimeOffset startAt)
    {
        var cases = new List<EvalCase>();
        foreach (var (name, text) in texts)
            foreach (var one in DatasetFile.Read(text, name, shop, startAt))
                cases.Add(cases.TrueForAll(c => c.Id != one.Id)
                    ? one
                    : throw new EvalInputException([new BookFault(name, one.Line, 1, $"id: expected an id of its own, found '{one.Id}' of another file again")]));
        return cases;
    }

    private static StartTemplates ShopOf(EvalSuite suite, string text)
    {
        try
        {
            return StartTemplates.Read(text, suite.StartAt);
        }
        catch (FormatException e)
        {
            throw new EvalInputException($"datasets/{suite.Shop}", e.Message);
        }
    }

    internal static PolicyShelf PolicyOf(string pathOrName)
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

    private static string Near(string wrong, List<EvalCase> cases) => Spelling.Nearest(wrong, cases.Select(c => c.Id)) is { } near ? $" (did you mean {near}?)" : "";
}
