using AgenticRecovery.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticRecovery.Tests.Policy;

/// <summary>What must hold for every book and all facts. Each case is drawn from one seed, which a failure prints.</summary>
public sealed class BookProperties
{
    [Fact]
    public void Adding_a_forbid_never_widens()
    {
        ForAll((random, rules, facts) =>
        {
            var more = rules.Append(RandomBooks.Rule(random, "new", Effect.Forbid)).ToList();

            return RandomBooks.Moves.All(move => Ask(more, move, facts) <= Ask(rules, move, facts));
        });
    }

    [Fact]
    public void Adding_an_allow_never_narrows()
    {
        ForAll((random, rules, facts) =>
        {
            var more = rules.Append(RandomBooks.Rule(random, "new", Effect.Allow)).ToList();

            return RandomBooks.Moves.All(move => Ask(more, move, facts) >= Ask(rules, move, facts));
        });
    }

    [Fact]
    public void Shuffling_rules_changes_nothing_not_even_the_hash()
    {
        ForAll((random, rules, facts) =>
        {
            var (book, shuffled) = (RandomBooks.Book(rules), RandomBooks.Book([.. rules.OrderBy(_ => random.Next())]));

            return book.Hash == shuffled.Hash && RandomBooks.Moves.All(move => Same(book.Decide(move, facts), shuffled.Decide(move, facts)));
        });
    }

    [Fact]
    public void Removing_facts_never_turns_another_decision_into_allow()
    {
        ForAll((random, rules, facts) =>
        {
            var book = RandomBooks.Book(rules);
            var fewer = facts.Copy();
            foreach (var (fact, _) in RandomBooks.Values)
                if (random.Next(3) == 0)
                    fewer.Forget(fact);

            return RandomBooks.Moves.All(move => book.Ask(move, fewer) != DecisionWord.Allow || book.Ask(move, facts) == DecisionWord.Allow);
        });
    }

    [Fact]
    public void The_word_alone_and_the_whole_decision_agree()
    {
        ForAll((_, rules, facts) =>
        {
            var book = RandomBooks.Book(rules);

            return RandomBooks.Moves.All(move => string.Equals(book.Decide(move, facts).Word, book.Ask(move, facts).ToString(), StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void A_rule_of_law_that_forbids_or_asks_is_never_switched_off_by_other_rules()
    {
        ForAll((random, rules, facts) =>
        {
            var duty = RandomBooks.Rule(random, "duty", random.Next(2) == 0 ? Effect.Forbid : Effect.Approve) with { IsLaw = true, By = new Approver("approver", 1, new Span(TimeSpan.FromHours(1), false)) };
            var alone = RandomBooks.Book([duty]);
            var among = RandomBooks.Book([.. rules, duty]);

            return RandomBooks.Moves.All(move => !alone.Decide(move, facts).Matched.Contains("duty") || among.Ask(move, facts) != DecisionWord.Allow);
        });
    }

    [Fact]
    public void A_proof_agrees_with_trying_facts_one_by_one()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var book = RandomBooks.Book(RandomBooks.Rules(random, 5));
            var when = RandomBooks.Rule(random, "when").When;
            var word = (DecisionWord)random.Next(3);
            var move = RandomBooks.Moves[random.Next(RandomBooks.Moves.Length)];
            Assert.True(MoveSet.TryParse(move, out var moves));
            var result = Prover.Prove(book, new Claim.Never(word, when) { Id = "c", Text = "c", Moves = moves });
            var probe = RandomBooks.Book([RandomBooks.Rule(random, "probe") with { Effect = Effect.Allow, Moves = moves, When = when, IsLaw = false, By = null }]);

            if (result.Verdict == "fails")
            {
                var shown = BookTest.FactsOf(book, result.Facts!);
                return book.Ask(move, shown) == word && probe.Ask(move, shown) == DecisionWord.Allow;
            }
            return result.Verdict == "undecided" || Enumerable.Range(0, 60).All(_ =>
            {
                var facts = RandomBooks.Facts(random);
                return book.Ask(move, facts) != word || probe.Ask(move, facts) != DecisionWord.Allow;
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Every_flip_an_explanation_names_really_flips()
    {
        ForAll(100, (drawn, rules, facts) =>
        {
            var book = RandomBooks.Book(rules);
            var move = RandomBooks.Moves[0];
            return book.Explain(move, facts).Flips.All(flip =>
            {
                var changed = facts.Copy();
                foreach (var change in flip.Changes)
                {
                    Assert.True(Published.TryFind(change.Fact, out var fact));
                    Assert.True(FactText.TryRead(changed, fact, change.To, out _));
                }
                return book.Decide(move, changed).Word == flip.Word && flip.Word != book.Decide(move, facts).Word;
            });
        });
    }

    private static void ForAll(Func<Random, List<Rule>, PolicyFacts, bool> holds) => ForAll(1500, holds);

    private static void ForAll(int times, Func<Random, List<Rule>, PolicyFacts, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            return holds(random, RandomBooks.Rules(random, 7), RandomBooks.Facts(random));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    private static DecisionWord Ask(IReadOnlyList<Rule> rules, string move, PolicyFacts facts) => RandomBooks.Book(rules).Ask(move, facts);

    private static bool Same(Decision a, Decision b) =>
        System.Text.Json.JsonSerializer.Serialize(a) == System.Text.Json.JsonSerializer.Serialize(b);
}
