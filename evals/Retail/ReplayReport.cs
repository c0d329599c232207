using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals.Retail;

/// <summary>What replayed runs showed.</summary>
public sealed record ReplayReport
{
    /// <summary>Runs whose recording says whether the end state was right, and that can be graded.</summary>
    public required int Runs { get; init; }
    public required int AgreeWithRecordedVerdict { get; init; }

    /// <summary>Runs that were replayed without a verdict to compare with: none was recorded, or it also counts what was said.</summary>
    public required int WithoutVerdict { get; init; }

    /// <summary>Recordings without a single step.</summary>
    public required int Empty { get; init; }
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }
    public required GuardReport Guard { get; init; }

    /// <summary>Every write that the shop carried out, with what was said of it.</summary>
    public required IReadOnlyList<RunWrite> Writes { get; init; }
    public required IReadOnlyList<JudgedWrite> Mutants { get; init; }
    public required string PolicyHash { get; init; }
    public required double Seconds { get; init; }
}

/// <param name="Explained">Why it may differ.</param>
public sealed record Disagreement(string File, string Ticket, bool Recorded, bool Ours, string Explained);

/// <summary>What policy book and guard together did with writes that the shop carried out. "Stopped" is denied, or sent to a person.</summary>
public sealed record GuardReport
{
    public required int WrongWritesStopped { get; init; }
    public required int WrongWritesTotal { get; init; }
    public required int WrongWritesDenied { get; init; }

    /// <summary>Right writes that were denied.</summary>
    public required int RightWritesBlocked { get; init; }
    public required int RightWritesTotal { get; init; }
    public required int RightWritesToPerson { get; init; }
    public required int MutantsStopped { get; init; }
    public required int MutantsTotal { get; init; }
    public required int MutantsDenied { get; init; }
    public required IReadOnlyDictionary<string, StoppedOf> MutantsByKind { get; init; }

    /// <summary>95 % of each share, clustered by ticket; null without a single write of the kind.</summary>
    public required GuardIntervals Intervals { get; init; }

    /// <summary>Which rule or check stopped how many, right and wrong writes of the runs.</summary>
    public required IReadOnlyDictionary<string, RightAndWrong> ByRule { get; init; }

    public static GuardReport Of(IReadOnlyList<ReplayedRun> runs, IReadOnlyList<(string Ticket, JudgedWrite Write)> mutated)
    {
        var mutants = mutated.Select(m => m.Write).ToList();
        var writes = runs.SelectMany(r => r.Writes).ToList();
        var (right, wrong) = (writes.FindAll(w => w.IsRight), writes.FindAll(w => !w.IsRight));
        return new GuardReport
        {
            WrongWritesStopped = wrong.Count(w => w.IsStopped),
            WrongWritesTotal = wrong.Count,
            WrongWritesDenied = wrong.Count(w => w.Word == "deny"),
            RightWritesBlocked = right.Count(w => w.Word == "deny"),
            RightWritesTotal = right.Count,
            RightWritesToPerson = right.Count(w => w.Word == "approval"),
            MutantsStopped = mutants.Count(m => m.IsStopped),
            MutantsTotal = mutants.Count,
            MutantsDenied = mutants.Count(m => m.Word == "deny"),
            MutantsByKind = new SortedDictionary<string, StoppedOf>(
                mutants.GroupBy(m => m.Kind).ToDictionary(g => g.Key, g => new StoppedOf(g.Count(m => m.IsStopped), g.Count())), StringComparer.Ordinal),
            Intervals = GuardIntervals.Of([.. runs.SelectMany(r => r.Writes.Select(w => (r.Ticket, w)))], mutated),
            ByRule = new SortedDictionary<string, RightAndWrong>(
                writes.Where(w => w.IsStopped).GroupBy(w => w.Check.Length > 0 ? $"{w.Rule}: {w.Check}" : w.Rule)
                    .ToDictionary(g => g.Key, g => new RightAndWrong(g.Count(w => w.IsRight), g.Count(w => !w.IsRight))), StringComparer.Ordinal),
        };
    }
}

/// <summary>95 % of each share; whole tickets are drawn, for writes of one ticket are no independent evidence.</summary>
public sealed record GuardIntervals(Interval? WrongWritesStopped, Interval? RightWritesBlocked, Interval? RightWritesToPerson, Interval? MutantsStopped)
{
    public static GuardIntervals Of(IReadOnlyList<(string Ticket, JudgedWrite Write)> writes, IReadOnlyList<(string Ticket, JudgedWrite Write)> mutants)
    {
        var (right, wrong) = (writes.Where(w => w.Write.IsRight).ToList(), writes.Where(w => !w.Write.IsRight).ToList());
        return new GuardIntervals(
            TicketShare.Interval(wrong.Select(w => (w.Ticket, w.Write.IsStopped))),
            TicketShare.Interval(right.Select(w => (w.Ticket, w.Write.Word == "deny"))),
            TicketShare.Interval(right.Select(w => (w.Ticket, w.Write.Word == "approval"))),
            TicketShare.Interval(mutants.Select(m => (m.Ticket, m.Write.IsStopped))));
    }
}

public sealed record RunWrite(string File, string Ticket, JudgedWrite Write);

public sealed record StoppedOf(int Stopped, int Total);

public sealed record RightAndWrong(int Right, int Wrong);
