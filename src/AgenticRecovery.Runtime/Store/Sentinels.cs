using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One answer beside the one it is measured against.</summary>
/// <param name="Kind">"sentinel" (against the known answer) or "second" (against the first person's).</param>
public sealed record Reading(string Person, string Word, string Against, string Kind);

/// <summary>A settled request that a second person may judge without seeing the first answer.</summary>
public sealed record ToRead(ProposalId Proposal, CaseId Case);

/// <summary>
/// Requests with a known answer that look like any other and are never carried out, and blind second readings of settled
/// requests. One settled request in ten is read twice, drawn by a hash of its id (domain fact desk-ops.md §7).
/// </summary>
public sealed class Sentinels(SqliteDatabase database, Proposals proposals, Approvals approvals)
{
    private const int OneIn = 10;

    public bool IsSentinel(ProposalId id) => database.Read(sql =>
        sql.Number("SELECT 1 FROM sentinels WHERE proposal_id = @id", ("@id", id.Value)) is not null);

    /// <summary>Copies a settled request as an open one under a new case; null where it is unknown or still waits.</summary>
    /// <param name="expected">The right word: "approve" or "reject".</param>
    public Task<ProposalId?> SeedAsync(ProposalId from, string expected, string by, DateTimeOffset at, TimeSpan within, CancellationToken ct) =>
        database.WriteAsync(sql => Seed(sql, from, expected, by, at, within), ct);

    /// <summary>Keeps the answer to a sentinel. It settles the copy, and nothing else happens.</summary>
    public Task<VerdictTaken> AnswerAsync(Verdict verdict, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var taken = approvals.Record(sql, verdict, at);
            if (taken is VerdictTaken.Recorded { IsFinal: true })
                sql.Execute(
                    "UPDATE cases SET state = 'Closed', state_why = 'settled by a person', closed_at = @at, updated_at = @at WHERE id = (SELECT case_id FROM approvals WHERE proposal_id = @id)",
                    ("@at", at.Ms()), ("@id", verdict.Proposal.Value));
            return taken;
        },
        ct);

    /// <summary>Settled requests drawn for a second reading that this person has neither decided nor read.</summary>
    public IReadOnlyList<ToRead> ToRead(string person, DateTimeOffset from, int atMost) => database.Read(sql => sql.Query(
        """
        SELECT a.proposal_id, a.case_id FROM approvals a INDEXED BY approvals_settled
        WHERE a.settled_at >= @from AND a.state IN ('approved', 'rejected')
          AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.proposal_id = a.proposal_id AND v.given_by = @person)
          AND NOT EXISTS (SELECT 1 FROM second_reads r WHERE r.proposal_id = a.proposal_id AND r.person = @person)
        ORDER BY a.settled_at DESC LIMIT 2000
        """,
        row => new ToRead(new ProposalId(row.GetString(0)), new CaseId(row.GetString(1))),
        ("@from", from.Ms()), ("@person", person)).Where(r => IsDrawn(r.Proposal)).Take(atMost).ToList());

    public Task ReadAsync(ProposalId id, string person, string word, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "INSERT INTO second_reads (proposal_id, person, word, read_at) VALUES (@id, @person, @word, @at) ON CONFLICT (proposal_id, person) DO NOTHING",
            ("@id", id.Value), ("@person", person), ("@word", word), ("@at", at.Ms())), ct);

    /// <summary>Every answer that can be measured since a moment; edits and takeovers count as "reject". Who seeded a sentinel knows its answer and is left out.</summary>
    public IReadOnlyList<Reading> Readings(DateTimeOffset from) => database.Read(sql => sql.Query(
        """
        SELECT v.given_by, CASE v.word WHEN 'approve' THEN 'approve' ELSE 'reject' END, s.expected, 'sentinel'
        FROM sentinels s JOIN verdicts v ON v.proposal_id = s.proposal_id AND v.given_by <> s.seeded_by WHERE v.given_at >= @from AND v.is_final = 1
        UNION ALL
        SELECT r.person, r.word, CASE v.word WHEN 'approve' THEN 'approve' ELSE 'reject' END, 'second'
        FROM second_reads r JOIN verdicts v ON v.proposal_id = r.proposal_id AND v.is_final = 1 WHERE r.read_at >= @from
        """,
        row => new Reading(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), ("@from", from.Ms())));

    internal static bool IsDrawn(ProposalId id) => Convert.ToInt32(StoreJson.Sha256(id.Value)[..6], 16) % OneIn == 0;

    private ProposalId? Seed(Sql sql, ProposalId from, string expected, string by, DateTimeOffset at, TimeSpan within)
    {
        if (Approvals.Find(sql, from) is not { IsWaiting: false } settled || Proposals.Find(sql, from) is not { Decision: not null } record)
            return null;
        var number = 1000 + (sql.Number("SELECT count(*) FROM sentinels") ?? 0);
        var old = settled.Request.Case.Value;
        var cut = old.LastIndexOf('-');
        var id = new CaseId($"{(cut > 0 ? old[..cut] : old)}-{number}");
        sql.Execute(
            """
            INSERT INTO cases (id, join_key, subject, number, order_id, customer_id, state, state_why, state_due_at, mode, confidence, diagnosis, queue, owner,
              first_touch_due_at, decision_due_at, first_touch_at, opened_at, updated_at, currency, value_at_risk_minor, best_move, valuation, signal_count)
            SELECT @new, join_key || ' sentinel', subject, @number, order_id, customer_id, 'AwaitingApproval', 'waits for a person', @due, mode, confidence, diagnosis, queue, owner,
              @due, @due, @at, @at, @at, currency, value_at_risk_minor, best_move, valuation, signal_count FROM cases WHERE id = @old
            """,
            ("@new", id.Value), ("@number", number), ("@due", (at + within).Ms()), ("@at", at.Ms()), ("@old", old));
        sql.Execute("INSERT INTO case_facts (case_id, id, name, value, source, observed_at) SELECT @new, id, name, value, source, observed_at FROM case_facts WHERE case_id = @old", ("@new", id.Value), ("@old", old));
        sql.Execute("INSERT INTO timeline (case_id, key, at, kind, text, refs, seq) SELECT @new, key, at, kind, text, '{}', seq FROM timeline WHERE case_id = @old AND kind IN ('signal', 'diagnosis', 'value', 'turn', 'tool')", ("@new", id.Value), ("@old", old));
        var proposal = record.Proposal with { Id = ProposalId.For(id, record.Ordinal), Case = id };
        proposals.Add(sql, proposal, record.Ordinal, at);
        proposals.Decide(sql, proposal, record.Decision!, record.Facts ?? "{}", at);
        var request = settled.Request with { Proposal = proposal.Id, Case = id, ProposalHash = Proposals.HashOf(proposal), AskedAt = at, DueAt = at + within };
        approvals.Ask(sql, request, proposal.ProposedBy);
        sql.Execute(
            "INSERT INTO sentinels (proposal_id, copied_from, expected, seeded_by, seeded_at) VALUES (@id, @from, @expected, @by, @at)",
            ("@id", proposal.Id.Value), ("@from", from.Value), ("@expected", expected), ("@by", by), ("@at", at.Ms()));
        return proposal.Id;
    }
}
