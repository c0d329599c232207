using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

internal static class PolicyBudgetReader
{
    private const decimal MostLimit = 1_000_000_000_000m;

    private static readonly Dictionary<string, BudgetPeriod> Periods = new(StringComparer.Ordinal)
    {
        ["day"] = BudgetPeriod.Day,
        ["week"] = BudgetPeriod.Week,
        ["month"] = BudgetPeriod.Month,
        ["year"] = BudgetPeriod.Year,
    };

    /// <summary>Short words for the facts a budget may be split by.</summary>
    private static readonly Dictionary<string, PublishedFact> Scopes = new(StringComparer.Ordinal)
    {
        ["brand"] = Published.Brand,
        ["campaign"] = Published.Campaign,
        ["sku-family"] = Published.ProductFamily,
        ["lane"] = Published.CourierLane,
        ["customer"] = Published.CustomerKey,
        ["household"] = Published.Household,
        ["order"] = Published.OrderKey,
        ["market"] = Published.Market,
        ["mode"] = Published.CaseMode,
        ["category"] = Published.LineCategory,
    };

    public static List<Budget> Budgets(PolicyYaml walk, YamlNode? node, Rates rates, IReadOnlyList<Rule> rules)
    {
        var budgets = new List<Budget>();
        foreach (var item in walk.Items(node, "budgets"))
        {
            if (Budget(walk, item, rates) is not { } budget)
                continue;
            if (budgets.Any(other => other.Id == budget.Id) || rules.Any(rule => rule.Id == budget.Id))
                walk.Fault(item, $"'{budget.Id}' is taken", "an id of its own");
            budgets.Add(budget);
        }
        return budgets;
    }

    private static Budget? Budget(PolicyYaml walk, YamlNode item, Rates rates)
    {
        var entries = walk.Entries(item, "a budget", "id", "over", "per", "limit", "pace", "because");
        var id = walk.Text(entries, "id", item, "the budget");
        if (!entries.TryGetValue("over", out var over))
            walk.Fault(item, "the budget does not say what it covers", "'over: concessions'");
        var moves = over is null ? null : PolicyMoves.Read(walk, over, "over");
        var limit = Limit(walk, entries, item, rates);
        var (scopes, period) = Per(walk, entries);
        var pace = Pace(walk, entries);
        return id is null || moves is null || limit is null ? null : new Budget
        {
            Id = id,
            Moves = moves.Value.Set,
            Over = moves.Value.Over,
            Scopes = scopes,
            Period = period,
            Limit = limit.Value,
            Pace = pace,
            Because = walk.Text(entries, "because") ?? "",
            Line = (int)item.Start.Line,
        };
    }

    private static Money? Limit(PolicyYaml walk, Dictionary<string, YamlNode> entries, YamlNode item, Rates rates)
    {
        if (walk.Text(entries, "limit", item, "the budget") is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= MostLimit && decimal.Round(amount, rates.Home.Exponent) == amount)
            return Money.FromDecimal(amount, rates.Home);
        walk.Fault(entries["limit"], $"'{text}' is no amount of {rates.Home}", $"an amount such as 500.00, at most {MostLimit}");
        return null;
    }

    private static (List<PublishedFact>, BudgetPeriod) Per(PolicyYaml walk, Dictionary<string, YamlNode> entries)
    {
        var scopes = new List<PublishedFact>();
        BudgetPeriod? period = null;
        foreach (var word in entries.TryGetValue("per", out var per) ? walk.Words(per, "per") : [])
        {
            if (Scopes.TryGetValue(word.Value!, out var fact))
                scopes.Add(fact);
            else if (!Periods.TryGetValue(word.Value!, out var named))
                walk.Fault(word, $"'{word.Value}' splits no budget", "one of " + string.Join(", ", Scopes.Keys.Concat(Periods.Keys)), Spelling.Nearest(word.Value!, Scopes.Keys.Concat(Periods.Keys)));
            else if (period is not null)
                walk.Fault(word, "the budget has two periods", "one period");
            else
                period = named;
        }
        return (scopes, period ?? BudgetPeriod.Once);
    }

    private static Pace? Pace(PolicyYaml walk, Dictionary<string, YamlNode> entries)
    {
        if (!entries.TryGetValue("pace", out var node))
            return null;
        var keys = walk.Entries(node, "pace", "slack", "slope", "most");
        return new Pace(Number("slack"), Number("slope"), Number("most"));

        decimal Number(string key)
        {
            if (decimal.TryParse(walk.Text(keys, key, node, "pace"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 100)
                return value;
            walk.Fault(node, $"'{key}' of the pace is no number", "a number from 0 to 100");
            return 0;
        }
    }
}
