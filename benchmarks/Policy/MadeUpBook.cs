using System.Globalization;
using System.Text;
using AgenticRecovery.Books;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Benchmarks.Policy;

/// <summary>A book of so many rules in which every rule speaks of the asked move (the worst case), and facts for it.</summary>
internal static class MadeUpBook
{
    public const string Move = "PartialRefund";

    private static readonly string[] Conditions =
    [
        "amount > {0}.00 and brand == \"b{1}\"", "customer.abuse >= 0.{1} and amount > {0}.00", "case.mode in [Dispute, Unclear] and amount + case.spent > {0}.00",
        "campaign == \"c{1}\" and not customer.identified", "refunds.last30d + amount > {0}.00 and order.hasShipped", "contacts.last24h > {1} and proxy in risk.signals",
        "order.ageHours > {0}h and customer.ordersBefore < {1}", "amount > 0.{1} * order.total and order.status == Delivered",
    ];

    public static PolicyBook Of(int rules)
    {
        var text = new StringBuilder("book: made-up\nversion: 1\ncurrency: EUR\nrules:\n");
        for (var i = 0; i < rules; i++)
        {
            var effect = (i % 10) switch { < 4 => "allow", < 7 => "approve", _ => "forbid" };
            // Limits rise with the rule, so that most rules speak of few facts, as in a real book.
            var condition = string.Format(CultureInfo.InvariantCulture, Conditions[i % Conditions.Length], 20 + i, 1 + i % 9);
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: r{i:000}, {effect}: {Move}, when: '{condition}'{(effect == "approve" ? ", by: { role: finance }" : "")} }}\n");
        }
        return PolicyBookReader.Read(text.ToString(), "made-up.yaml").Require();
    }

    /// <summary>Complete facts drawn from a seed.</summary>
    public static PolicyFacts[] Facts(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random))];
    }

    private static PolicyFacts One(Random random)
    {
        var facts = new PolicyFacts(BookTest.At, Currency.Eur);
        foreach (var fact in Published.All)
        {
            var text = fact.Kind switch
            {
                FactKind.Flag or FactKind.Word when fact != Published.Move => fact.Values[random.Next(fact.Values.Count)],
                FactKind.Words => random.Next(3) == 0 ? fact.Values[random.Next(fact.Values.Count)] : "",
                FactKind.Money => random.Next(120).ToString(CultureInfo.InvariantCulture),
                FactKind.Duration => random.Next(400).ToString(CultureInfo.InvariantCulture),
                FactKind.Number => fact.Max == PublishedFact.Micro ? (random.Next(100) / 100m).ToString(CultureInfo.InvariantCulture) : random.Next(6).ToString(CultureInfo.InvariantCulture),
                FactKind.Text => "b" + random.Next(12).ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
            if (text is not null && !FactText.TryRead(facts, fact, text, out var problem))
                throw new InvalidOperationException(problem);
        }
        return facts;
    }
}
