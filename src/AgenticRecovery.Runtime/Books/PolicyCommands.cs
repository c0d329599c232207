using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Books;

/// <summary>
/// What <c>recovery policy …</c> can be asked, one method per verb. Paths are files, or the names of shipped books. Answers are plain
/// records for JSON; a book that cannot be read gives its faults instead (exit 2), a finding or failed claim is no fault (exit 1).
/// </summary>
public static class PolicyCommands
{
    public static IReadOnlyList<FactRow> Facts() =>
        [.. Published.All.Select(fact => new FactRow(fact.Name, fact.Kind.ToString(), fact.Unit, fact.Meaning, fact.Example, fact.Values))];

    /// <summary>Groups of moves that a book may name, with their moves.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Groups() =>
        MoveSet.Groups.ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Value.Members()]);

    public static PolicyReport Check(string path)
    {
        var reading = PolicyBookReader.ReadFile(path);
        return reading.Book is not { } book ? PolicyReport.Unreadable(reading.Faults) : new PolicyReport
        {
            Book = BookRow.Of(book),
            Findings = BookCheck.Check(book),
            Examples = [.. BookTest.Run(book).Where(example => !example.Holds)],
        };
    }

    /// <summary>The given claims, or where none is given the standard ones and that each duty of law of the book stands; a claim may be typed text or a file of claims.</summary>
    public static PolicyReport Prove(string path, IReadOnlyList<string> claims)
    {
        var reading = PolicyBookReader.ReadFile(path);
        if (reading.Book is not { } book)
            return PolicyReport.Unreadable(reading.Faults);
        var (wanted, faults) = Claims(claims, book);
        return faults.Count > 0 ? PolicyReport.Unreadable(faults) : new PolicyReport { Book = BookRow.Of(book), Claims = Prover.Prove(book, wanted) };
    }

    /// <summary>The book's own examples, or those of a file.</summary>
    public static PolicyReport Test(string path, string? examples = null)
    {
        var reading = PolicyBookReader.ReadFile(path);
        if (reading.Book is not { } book)
            return PolicyReport.Unreadable(reading.Faults);
        if (examples is null)
            return new PolicyReport { Book = BookRow.Of(book), Examples = BookTest.Run(book) };
        var (wanted, faults) = PolicyExampleReader.ReadFile(examples, book);
        return faults.Count > 0 ? PolicyReport.Unreadable(faults) : new PolicyReport { Book = BookRow.Of(book), Examples = BookTest.Run(book, wanted) };
    }

    public static PolicyReport Diff(string from, string to)
    {
        var (a, b) = (PolicyBookReader.ReadFile(from), PolicyBookReader.ReadFile(to));
        if (a.Book is not { } was || b.Book is not { } now)
            return PolicyReport.Unreadable([.. a.Faults, .. b.Faults]);
        return was.Text.Rates.Home == now.Text.Rates.Home
            ? new PolicyReport { Book = BookRow.Of(now), Diff = BookDiff.Compare(was, now) }
            : PolicyReport.Unreadable([new PolicyFault(to, 1, 1, $"this book is in {now.Text.Rates.Home}, '{from}' in {was.Text.Rates.Home}", "two books in one currency", null)]);
    }

    /// <summary>A draft over logged decisions (newest first, as many as are given).</summary>
    public static PolicyReport WhatIf(string inForce, string draft, IEnumerable<LoggedDecision> log) => WhatIf(inForce, draft, log, (one, facts) => one.Fill(facts));

    /// <summary>A draft over the recorded decisions of a JSONL file.</summary>
    public static PolicyReport WhatIf(string inForce, string draft, string records, int atMost) =>
        WhatIf(inForce, draft, RecordedDecisions.Of(records).Take(atMost), (record, facts) =>
        {
            record.RestoreInto(facts);
            return new ReplayedRow(record.Case, record.Move, record.Word);
        });

    /// <summary>The decision of a record, by the book that is given as it was written; null for a file or a shipped book.</summary>
    public static PolicyReport Explain(string path, string? source, RecordedDecision record)
    {
        var reading = source is null ? PolicyBookReader.ReadFile(path) : PolicyBookReader.Read(source, path);
        return reading.Book is not { } book
            ? PolicyReport.Unreadable(reading.Faults)
            : new PolicyReport { Book = BookRow.Of(book), Explanation = book.Explain(record.Move, record.Restore()) };
    }

    private static PolicyReport WhatIf<T>(string inForce, string draft, IEnumerable<T> rows, Func<T, PolicyFacts, ReplayedRow> fill)
    {
        var (a, b) = (PolicyBookReader.ReadFile(inForce), PolicyBookReader.ReadFile(draft));
        return a.Book is { } was && b.Book is { } now
            ? new PolicyReport { Book = BookRow.Of(now), InForce = BookRow.Of(was), WhatIf = Policy.WhatIf.Replay(was, now, rows, fill) }
            : PolicyReport.Unreadable([.. a.Faults, .. b.Faults]);
    }

    private static (IReadOnlyList<Claim> Claims, IReadOnlyList<PolicyFault> Faults) Claims(IReadOnlyList<string> claims, PolicyBook book)
    {
        if (claims.Count == 0)
        {
            var (standard, wrong) = PolicyClaimReader.Standard(book.Text.Rates);
            return ([.. standard, .. LawClaims.Of(book)], wrong);
        }
        var (read, faults) = (new List<Claim>(), new List<PolicyFault>());
        foreach (var text in claims)
        {
            var (some, faulty) = PolicyClaimReader.ReadFileOrText(text, book.Text.Rates);
            read.AddRange(some);
            faults.AddRange(faulty);
        }
        return (read, faults);
    }
}
