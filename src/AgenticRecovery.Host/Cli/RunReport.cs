using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Cli;

/// <summary>What a run prints: the state of all cases in the database, and what this run did.</summary>
public sealed record RunReport
{
    public required long Cases { get; init; }
    public required long Closed { get; init; }
    public required long WaitingForPerson { get; init; }
    public required long WaitingForCustomer { get; init; }

    /// <summary>Verified again later: a parcel under way, an order not shipped yet.</summary>
    public required long WaitingForSource { get; init; }
    public required long Failed { get; init; }
    public required IReadOnlyDictionary<string, long> ByMode { get; init; }
    public required IReadOnlyDictionary<string, long> ByMove { get; init; }
    public required DecisionCounts ByDecision { get; init; }
    public required IReadOnlyDictionary<string, long> ByResult { get; init; }
    public required MoneyFigure RetainedMargin { get; init; }
    public required MoneyFigure Conceded { get; init; }
    public required SignalCounts Signals { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Cases opened by this run over its seconds.</summary>
    public required double CasesPerSecond { get; init; }
    public required string Model { get; init; }
    public required string Shop { get; init; }
    public required PolicyFigure Policy { get; init; }

    public static RunReport Of(App app, SignalCounts signals, TimeSpan took)
    {
        var counts = app.Store.Outcomes.Count(DateTimeOffset.UnixEpoch);
        var book = app.Policy.Current;
        var decisions = counts.ByDecision;
        return new RunReport
        {
            Cases = counts.Cases,
            Closed = counts.Closed,
            WaitingForPerson = counts.WaitingForPerson,
            WaitingForCustomer = counts.WaitingForCustomer,
            WaitingForSource = counts.ByState.GetValueOrDefault("Verifying"),
            Failed = counts.Failed,
            ByMode = counts.ByMode,
            ByMove = counts.ByMove,
            ByDecision = new DecisionCounts(decisions.GetValueOrDefault("allow"), decisions.GetValueOrDefault("approval"), decisions.GetValueOrDefault("deny")),
            ByResult = counts.ByResult,
            RetainedMargin = Home(counts.RetainedMargin.Values, book.Text.Rates),
            Conceded = Home(counts.Conceded.Values, book.Text.Rates),
            Signals = signals,
            Seconds = Math.Round(took.TotalSeconds, 3),
            CasesPerSecond = took > TimeSpan.Zero ? Math.Round(signals.NewCases / took.TotalSeconds, 1) : 0,
            Model = string.Join(", ", app.Models.Select(m => m.Client is Agents.PlaybookModel ? "playbook-v1 (embedded)" : m.Name)),
            Shop = app.Shop.Name,
            Policy = new PolicyFigure(book.Text.Name, book.Text.Version, book.Hash),
        };
    }

    /// <summary>Sums in the policy book's currency, at the book's rates.</summary>
    private static MoneyFigure Home(IEnumerable<Money> amounts, Policy.Rates rates)
    {
        var sum = amounts.Select(m => rates.ToHome(m) ?? throw new InvalidOperationException($"The policy book has no rate for {m.Currency}."))
            .Aggregate(Money.Zero(rates.Home), (a, b) => a + b);
        return new MoneyFigure(sum.Minor, sum.Currency.Code);
    }
}

public sealed record DecisionCounts(long Allow, long Approval, long Deny);

public sealed record MoneyFigure(long Minor, string Currency);

public sealed record PolicyFigure(string Book, int Version, string Hash);

/// <summary>What came in during this run.</summary>
public sealed record SignalCounts(long Read, long Taken, long Duplicates, long DeadLetters, long NewCases);
