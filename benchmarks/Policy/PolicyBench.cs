using System.Diagnostics;
using AgenticRecovery.Activities;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Benchmarks.Policy;

/// <summary>What a decision, a replay and a proof cost.</summary>
internal static class PolicyBench
{
    private const int Facts = 512;

    public static async Task<int> RunAsync(string[] words)
    {
        var options = words.Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
        Decide(options.GetValueOrDefault("--rules", 200), options.GetValueOrDefault("--decisions", 200_000));
        Prove();
        await WhatIfAsync(options.GetValueOrDefault("--records", 50_000));
        return 0;
    }

    private static void Decide(int rules, int decisions)
    {
        var (book, facts) = (MadeUpBook.Of(rules), MadeUpBook.Facts(Facts, seed: 1));
        var words = facts.GroupBy(one => book.Ask(MadeUpBook.Move, one)).Select(group => $"{group.Count()} {group.Key}");
        Console.WriteLine($"book of {rules} rules, all about the asked move; {Facts} sets of facts: {string.Join(", ", words)}");
        Console.WriteLine($"  the word alone   {Timing.Of(decisions, i => book.Ask(MadeUpBook.Move, facts[i % Facts]))}");
        Console.WriteLine($"  whole decision   {Timing.Of(decisions, i => book.Decide(MadeUpBook.Move, facts[i % Facts]))}");
        var shipped = PolicyBookReader.ReadFile("default").Require();
        Console.WriteLine($"shipped book of {shipped.Rules.Count} rules, {MadeUpBook.Move}");
        Console.WriteLine($"  the word alone   {Timing.Of(decisions, i => shipped.Ask(MadeUpBook.Move, facts[i % Facts]))}");
        Console.WriteLine($"  whole decision   {Timing.Of(decisions, i => shipped.Decide(MadeUpBook.Move, facts[i % Facts]))}");
    }

    private static void Prove()
    {
        var book = PolicyBookReader.ReadFile("default").Require();
        var (claims, _) = PolicyClaimReader.Standard(book.Text.Rates);
        foreach (var round in new[] { "cold", "warm" })
        {
            var watch = Stopwatch.StartNew();
            var results = Prover.Prove(book, claims);
            Console.WriteLine(FormattableString.Invariant($"prove, {round}: {results.Count(one => one.Holds)} of {results.Count} claims hold on the shipped book, {results.Sum(one => one.Regions)} regions, {watch.Elapsed.TotalSeconds:0.00} s"));
        }
    }

    /// <summary>From the SQLite log to the report, and the same from records in memory.</summary>
    private static async Task WhatIfAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("policy-bench-");
        try
        {
            var reading = PolicyBookReader.ReadFile("default");
            var (book, draft) = (reading.Require(), PolicyBookReader.Read(reading.Source.Replace("amount + case.spent <= 30.00", "amount + case.spent <= 40.00", StringComparison.Ordinal), "draft.yaml").Require());
            using var store = RecoveryStore.Open(Path.Combine(folder.FullName, "r.db"), TimeProvider.System);
            await FillAsync(store, book, records);
            for (var round = 0; round < 2; round++)
            {
                var report = Rate("from the database", records, () => WhatIf.Replay(book, draft, store.PolicyLog.Latest(records), (one, facts) => one.Fill(facts)));
                Console.WriteLine($"  {report.Decisions} decisions, {report.Flips} flips");
            }
            var inMemory = store.PolicyLog.Latest(records).Select(one => one.Input()).ToList();
            Rate("from memory", records, () => WhatIf.Replay(book, draft, inMemory));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>By the clock, and by the time that this process had a processor, which a busy machine does not change.</summary>
    private static WhatIfReport Rate(string where, int records, Func<WhatIfReport> replay)
    {
        var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var report = replay();
        var (seconds, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
        Console.WriteLine(FormattableString.Invariant($"whatif {where}: {records / seconds:0} decisions/s on {Environment.ProcessorCount} processors ({seconds:0.00} s); {records / processor:0} per second of one processor"));
        return report;
    }

    private static async Task FillAsync(RecoveryStore store, PolicyBook book, int records)
    {
        var facts = MadeUpBook.Facts(Facts, seed: 2);
        var at = BookTest.At;
        foreach (var batch in Enumerable.Range(1, records).Chunk(2_000))
        {
            await store.WriteAsync(sql =>
            {
                foreach (var i in batch)
                {
                    var id = new CaseId($"case-{i / 4}");
                    var known = facts[i % Facts];
                    var amount = Money.Eur(i % 9_000);
                    var proposal = new Proposal(ProposalId.For(id, i), id, new Move.PartialRefund(amount, "late"), amount, amount, "late", "bench");
                    store.Proposals.Add(sql, proposal, i, at);
                    store.Proposals.Decide(sql, proposal, book.Decide(MadeUpBook.Move, known), FactsJson.Write(known), at.AddSeconds(i));
                }
            }, CancellationToken.None);
        }
    }
}
