using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>Books and facts drawn from a seed, over few facts and few values so that rules often meet.</summary>
internal static class RandomBooks
{
    public static readonly string[] Moves = ["FullRefund", "PartialRefund", "LimitedIncentive"];

    private static readonly string[] Atoms =
    [
        "amount <= 10.00", "amount > 20.00", "amount < case.spent", "amount + case.spent <= 30.00", "amount <= 0.5 * order.total", "amount * 2 > order.total - 10",
        "customer.abuse < 0.4", "customer.abuse >= 0.7", "customer.optedOut", "order.edited", "case.mode == Dispute", "case.mode in [Unclear, DeliveryAnxiety]",
        "proxy in risk.signals", "brand == \"acme\"", "order.ageHours >= 3d", "contacts.last24h != 1", "value.expected < cost * (1 + budget.shadowPrice)", "true",
    ];

    public static Rule Rule(Random random, string id, Effect? effect = null)
    {
        var chosen = effect ?? (Effect)random.Next(4);
        var isLaw = random.Next(4) == 0;
        var over = Moves.Where(_ => random.Next(3) > 0).DefaultIfEmpty(Moves[0]).ToList();
        var text = Text(random, 2);
        return new Rule
        {
            Id = id,
            Effect = chosen,
            Over = over,
            Moves = over.Aggregate(default(MoveSet), (set, move) => MoveSet.TryParse(move, out var one) ? set | one : set),
            When = Expression.Read(text, Rates, out var fault) ?? throw new InvalidOperationException($"{text}: {fault}"),
            IsLaw = isLaw,
            By = chosen == Effect.Approve || (isLaw && chosen == Effect.Allow)
                ? new Approver(random.Next(2) == 0 ? "finance" : "approver", 1 + random.Next(2), new Span(TimeSpan.FromHours(1 + random.Next(8)), random.Next(2) == 0))
                : null,
            Obligations = random.Next(3) == 0 ? [$"message:{id}"] : [],
        };
    }

    public static PolicyBook Book(IReadOnlyList<Rule> rules) =>
        new(new PolicyBookText { Name = "random", Version = 1, Rates = Rates, Rules = rules });

    public static List<Rule> Rules(Random random, int most) => [.. Enumerable.Range(0, 1 + random.Next(most)).Select(i => Rule(random, $"r{i:00}"))];

    public static PolicyFacts Facts(Random random, bool isComplete = false)
    {
        var facts = new PolicyFacts(Books.Monday, Currency.Eur);
        foreach (var (fact, values) in Values)
            if (isComplete || random.Next(4) > 0)
                Assert.True(FactText.TryRead(facts, fact, values[random.Next(values.Length)], out _));
        return facts;
    }

    public static readonly IReadOnlyList<(PublishedFact Fact, string[] Values)> Values =
    [
        (Published.Amount, ["0", "10.00", "10.01", "20.00", "20.01", "30.00"]),
        (Published.CaseSpent, ["0", "10.00", "20.00"]),
        (Published.OrderTotal, ["15.00", "20.00", "60.00"]),
        (Published.Cost, ["5.00", "12.00"]),
        (Published.ValueExpected, ["4.00", "10.00", "30.00"]),
        (Published.BudgetShadowPrice, ["0", "1"]),
        (Published.CustomerAbuse, ["0.1", "0.4", "0.7"]),
        (Published.CustomerOptedOut, ["true", "false"]),
        (Published.OrderEdited, ["true", "false"]),
        (Published.CaseMode, ["Dispute", "Unclear", "ReturnRequest"]),
        (Published.RiskSignals, ["", "proxy", "proxy velocity"]),
        (Published.Brand, ["acme", "other"]),
        (Published.OrderAge, ["71", "72", "100"]),
        (Published.ContactsLast24h, ["0", "1", "2"]),
    ];

    public static readonly Rates Rates = new(Currency.Eur, new Dictionary<Currency, decimal>());

    private static string Text(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? Atoms[random.Next(Atoms.Length)]
        : random.Next(5) switch
        {
            0 => $"not ({Text(random, depth - 1)})",
            1 or 2 => $"({Text(random, depth - 1)}) or ({Text(random, depth - 1)})",
            _ => $"({Text(random, depth - 1)}) and ({Text(random, depth - 1)})",
        };
}
