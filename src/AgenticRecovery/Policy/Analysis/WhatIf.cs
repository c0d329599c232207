using System.Runtime.ExceptionServices;

namespace AgenticRecovery.Policy;

/// <summary>Replays recorded decisions under a draft.</summary>
public static class WhatIf
{
    /// <summary>Records one thread works through before it takes more.</summary>
    private const int Batch = 1024;

    /// <summary>Uses every processor. Throws <see cref="FormatException"/> for a record with a fact that is not published, and for books in different currencies.</summary>
    public static WhatIfReport Replay(PolicyBook inForce, PolicyBook draft, IEnumerable<RecordedDecision> records) =>
        Replay(inForce, draft, records, (record, facts) =>
        {
            record.RestoreInto(facts);
            return new ReplayedRow(record.Case, record.Move, record.Word);
        });

    /// <inheritdoc cref="Replay(PolicyBook, PolicyBook, IEnumerable{RecordedDecision})"/>
    /// <param name="fill">Fills an empty table with the facts of a stored row; runs on many threads.</param>
    public static WhatIfReport Replay<T>(PolicyBook inForce, PolicyBook draft, IEnumerable<T> rows, Func<T, PolicyFacts, ReplayedRow> fill)
    {
        if (inForce.Text.Rates.Home != draft.Text.Rates.Home)
            throw new FormatException($"The book in force is in {inForce.Text.Rates.Home}, the draft in {draft.Text.Rates.Home}; their money cannot be laid side by side.");
        var whole = new WhatIfTally(inForce, draft);
        try
        {
            AddAll(whole, rows, fill, () => new WhatIfTally(inForce, draft));
        }
        catch (AggregateException all)
        {
            // What one thread met is what the caller hears of.
            ExceptionDispatchInfo.Throw(all.InnerExceptions[0]);
        }
        return whole.Report();
    }

    private static void AddAll<T>(WhatIfTally whole, IEnumerable<T> rows, Func<T, PolicyFacts, ReplayedRow> fill, Func<WhatIfTally> empty) =>
        Parallel.ForEach(
            rows.Chunk(Batch),
            empty,
            (batch, _, tally) =>
            {
                foreach (var row in batch)
                    tally.Add(row, fill);
                return tally;
            },
            tally =>
            {
                lock (whole)
                    whole.Add(tally);
            });
}

/// <summary>Whose decision a filled table is, and what was decided then.</summary>
/// <param name="Word">"allow", "approval" or "deny"; null where it was not kept.</param>
public readonly record struct ReplayedRow(string Case, string Move, string? Word);
