using System.CommandLine;
using System.Globalization;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Cli;

/// <summary>Looking back at the log of decisions: what a shadow book would have said, and whether every decision can be made again.</summary>
internal static class PolicyLogCommands
{
    private const int MostShown = 50;

    public static Command Shadow(Option<int> last)
    {
        var shadow = new Command("shadow", "What the shadow book said beside the enforced one.").With(last, CommonOptions.Json, CommonOptions.Policy);
        shadow.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, app => Shadow(app, PolicyVerbs.AtMost(parsed)), ct));
        return shadow;
    }

    public static Command Replay(Option<int> last)
    {
        var replay = new Command("replay", "Makes recorded decisions again, each with the book it was made with; exit 1 where one comes out otherwise.").With(last, CommonOptions.Json, CommonOptions.Policy);
        replay.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, app => Replay(app, PolicyVerbs.AtMost(parsed)), ct));
        return replay;
    }

    public static Command Budgets()
    {
        var budgets = new Command("budgets", "How every budget stands: its limit, what is reserved, what is spent, what is left.").With(CommonOptions.Json, CommonOptions.Policy);
        budgets.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, Budgets, ct));
        return budgets;
    }

    private static int Budgets(App app)
    {
        var all = app.Store.Budgets.All();
        if (app.Options.IsJson)
        {
            Output.Document(new { budgets = all });
            return CommandLine.Done;
        }
        foreach (var stand in all)
            Console.Out.WriteLine($"{stand.Id}: {stand.Left} left of {stand.Limit}; {stand.Committed} spent, {stand.Reserved} reserved");
        Console.Out.WriteLine(all.Count == 0 ? "No budget has been used." : $"{all.Count} budgets have been used.");
        return CommandLine.Done;
    }

    private static int Shadow(App app, int atMost)
    {
        var all = app.Store.PolicyLog.Shadows(atMost);
        var apart = all.Where(one => !one.Agrees).ToList();
        if (app.Options.IsJson)
        {
            Output.Document(new
            {
                decisions = all.Count,
                differ = apart.Count,
                byChange = apart.GroupBy(one => $"{one.Enforced} → {one.Shadow}").ToDictionary(group => group.Key, group => group.Count()),
                cases = apart,
            });
            return CommandLine.Done;
        }
        if (all.Count == 0)
            Console.Out.WriteLine("No shadow decision is recorded; 'recovery serve --shadow FILE' makes them.");
        else
            Console.Out.WriteLine($"{all.Count} decisions were also put to a shadow book; {apart.Count} would have come out otherwise. Nothing was done because of it.");
        foreach (var one in apart.Take(MostShown))
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.At.UtcDateTime:yyyy-MM-dd HH:mm}  {one.Case}  {one.Move}: {one.Enforced} by {one.EnforcedRule} → {one.Shadow} by {one.ShadowRule}"));
        return CommandLine.Done;
    }

    private static int Replay(App app, int atMost)
    {
        var books = new Dictionary<string, PolicyBook?>(StringComparer.Ordinal);
        var (made, budget, unknown, differ) = (0, 0, 0, new List<object>());
        foreach (var logged in app.Store.PolicyLog.Latest(atMost))
        {
            if (BookOf(app, books, logged.BookHash) is not { } book)
            {
                unknown++;
                continue;
            }
            made++;
            budget += logged.IsBudgetRefusal ? 1 : 0;
            var again = book.Decide(logged.Move, logged.Input().Restore());
            if (!logged.IsBudgetRefusal && (again.Word != logged.Word || again.Rule != logged.Rule))
                differ.Add(new { proposal = logged.Proposal, @case = logged.Case, logged.Move, was = $"{logged.Word} by {logged.Rule}", now = $"{again.Word} by {again.Rule}" });
        }
        if (app.Options.IsJson)
            Output.Document(new { decisions = made, refusedForBudget = budget, withoutBook = unknown, differ });
        else
            Console.Out.WriteLine($"{made} decisions made again: {made - differ.Count} come out alike ({budget} of them were refused for a budget), {differ.Count} do not; {unknown} have a book that was not kept.");
        foreach (var one in differ.Take(app.Options.IsJson ? 0 : MostShown))
            Console.Out.WriteLine("  " + one);
        return differ.Count > 0 ? CommandLine.Finding : CommandLine.Done;
    }

    private static PolicyBook? BookOf(App app, Dictionary<string, PolicyBook?> books, string hash)
    {
        if (!books.TryGetValue(hash, out var book))
            books[hash] = book = app.Store.PolicyLog.Book(hash) is { } kept ? PolicyBookReader.Read(kept.Source, kept.Name).Book : null;
        return book;
    }
}
