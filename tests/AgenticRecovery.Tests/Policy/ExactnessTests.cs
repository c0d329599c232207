using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticRecovery.Tests.Policy;

/// <summary>
/// The prover against trying everything: over small books whose conditions know few limits, every part of the facts that the limits
/// tell apart is tried, each fact also missing, and the answers must be the same.
/// </summary>
public sealed class ExactnessTests
{
    private const string Move = "LimitedIncentive";

    private static readonly string[] Atoms =
    [
        "amount <= 10.00", "amount < 10.00", "amount > 20.00", "amount >= 20.00", "amount == 10.00", "amount != 20.00",
        "customer.abuse < 0.4", "customer.abuse >= 0.7", "customer.abuse > 0.4", "customer.optedOut",
        "case.mode == Dispute", "case.mode in [Unclear, Dispute]", "contacts.last24h >= 2", "contacts.last24h == 1", "true",
    ];

    /// <summary>One value of each part that the atoms tell apart; null for a fact that is missing.</summary>
    private static readonly (PublishedFact Fact, string?[] Values)[] Parts =
    [
        (Published.Amount, [null, "0", "9.99", "10.00", "10.01", "19.99", "20.00", "20.01"]),
        (Published.CustomerAbuse, [null, "0.399999", "0.4", "0.400001", "0.7"]),
        (Published.CustomerOptedOut, [null, "true", "false"]),
        (Published.CaseMode, [null, "Dispute", "Unclear", "ReturnRequest"]),
        (Published.ContactsLast24h, [null, "0", "1", "2"]),
    ];

    [Fact]
    public void A_claim_holds_exactly_when_no_facts_break_it()
    {
        var (held, failed) = (0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var book = RandomBooks.Book([.. Enumerable.Range(0, 1 + random.Next(5)).Select(i => Rule(random, $"r{i}"))]);
            var probe = RandomBooks.Book([Rule(random, "probe") with { Effect = Effect.Allow, IsLaw = false, By = null }]);
            var word = (DecisionWord)random.Next(3);
            var proved = Prover.Prove(book, new Claim.Never(word, probe.Rules[0].When) { Id = "c", Text = "c", Moves = probe.Rules[0].Moves });

            var broken = Everything().Any(facts => book.Ask(Move, facts) == word && probe.Ask(Move, facts) == DecisionWord.Allow);

            (held, failed) = broken ? (held, failed + 1) : (held + 1, failed);
            return proved.Verdict == (broken ? "fails" : "holds");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        // The drawing is worth something only where both answers come up often.
        Assert.True(held > 20 && failed > 20, $"{held} held, {failed} failed");
    }

    private static IEnumerable<PolicyFacts> Everything()
    {
        var places = new int[Parts.Length];
        while (true)
        {
            var facts = new PolicyFacts(Books.Monday, Currency.Eur);
            for (var i = 0; i < Parts.Length; i++)
                if (Parts[i].Values[places[i]] is { } text)
                    Assert.True(FactText.TryRead(facts, Parts[i].Fact, text, out _));
            yield return facts;
            var at = 0;
            while (at < places.Length && ++places[at] == Parts[at].Values.Length)
                places[at++] = 0;
            if (at == places.Length)
                yield break;
        }
    }

    private static Rule Rule(Random random, string id)
    {
        var rule = RandomBooks.Rule(random, id);
        var text = Text(random, 2);
        Assert.True(MoveSet.TryParse(Move, out var moves));
        return rule with { Moves = moves, Over = [Move], When = Expression.Read(text, RandomBooks.Rates, out _)! };
    }

    private static string Text(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? Atoms[random.Next(Atoms.Length)]
        : random.Next(4) switch
        {
            0 => $"not ({Text(random, depth - 1)})",
            1 => $"({Text(random, depth - 1)}) or ({Text(random, depth - 1)})",
            _ => $"({Text(random, depth - 1)}) and ({Text(random, depth - 1)})",
        };
}
