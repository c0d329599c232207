using System.Text.Json;
using AgenticRecovery.Policy;

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

    /// <summary>The given claims, or the standard ones where none is given; a claim may be typed text or a file of claims.</summary>
    public static PolicyReport Prove(string path, IReadOnlyList<string> claims)
    {
        var reading = PolicyBookReader.ReadFile(path);
        if (reading.Book is not { } book)
            return PolicyReport.Unreadable(reading.Faults);
        var (wanted, faults) = Claims(claims, book.Text.Rates);
        return faults.Count > 0 ? PolicyReport.Unreadable(faults) : new PolicyReport { Book = BookRow.Of(book), Claims = Prover.Prove(book, wanted) };
    }

    /// <summary>The book's own examples.</summary>
    public static PolicyReport Test(string path)
    {
        var reading = PolicyBookReader.ReadFile(path);
        return reading.Book is not { } book ? PolicyReport.Unreadable(reading.Faults) : new PolicyReport { Book = BookRow.Of(book), Examples = BookTest.Run(book) };
    }

    public static PolicyReport Diff(string from, string to)
    {
        var (a, b) = (PolicyBookReader.ReadFile(from), PolicyBookReader.ReadFile(to));
        return a.Book is { } was && b.Book is { } now
            ? new PolicyReport { Book = BookRow.Of(now), Diff = BookDiff.Compare(was, now) }
            : PolicyReport.Unreadable([.. a.Faults, .. b.Faults]);
    }

    /// <summary>A draft over recorded decisions, which the store gives (newest first, as many as asked).</summary>
    public static PolicyReport WhatIf(string inForce, string draft, IEnumerable<RecordedDecision> records)
    {
        var (a, b) = (PolicyBookReader.ReadFile(inForce), PolicyBookReader.ReadFile(draft));
        return a.Book is { } was && b.Book is { } now
            ? new PolicyReport { Book = BookRow.Of(now), WhatIf = Policy.WhatIf.Replay(was, now, records) }
            : PolicyReport.Unreadable([.. a.Faults, .. b.Faults]);
    }

    public static PolicyReport Explain(string path, RecordedDecision record)
    {
        var reading = PolicyBookReader.ReadFile(path);
        return reading.Book is not { } book
            ? PolicyReport.Unreadable(reading.Faults)
            : new PolicyReport { Book = BookRow.Of(book), Explanation = book.Explain(record.Move, record.Restore()) };
    }

    /// <summary>Recorded decisions of a JSONL file, one per line; throws with the line's number where one cannot be read.</summary>
    public static IEnumerable<RecordedDecision> Records(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            RecordedDecision? record;
            try
            {
                record = JsonSerializer.Deserialize<RecordedDecision>(line, JsonSerializerOptions.Web);
            }
            catch (JsonException wrong)
            {
                throw new ArgumentException($"{path}:{number}: this is no recorded decision: {wrong.Message}", wrong);
            }
            yield return record is { Move: not null, Facts: not null, Currency: not null } ? record
                : throw new ArgumentException($"{path}:{number}: a recorded decision needs case, move, at, currency and facts.");
        }
    }

    private static (IReadOnlyList<Claim> Claims, IReadOnlyList<PolicyFault> Faults) Claims(IReadOnlyList<string> claims, Rates rates)
    {
        if (claims.Count == 0)
            return PolicyClaimReader.Standard(rates);
        var (read, faults) = (new List<Claim>(), new List<PolicyFault>());
        foreach (var text in claims)
        {
            if (File.Exists(text))
            {
                var (some, wrong) = PolicyClaimReader.Read(File.ReadAllText(text), text, rates);
                read.AddRange(some);
                faults.AddRange(wrong);
            }
            else if (PolicyClaimReader.ReadOne(text, rates) is var (claim, fault))
            {
                if (claim is not null)
                    read.Add(claim);
                if (fault is not null)
                    faults.Add(fault);
            }
        }
        return (read, faults);
    }
}
