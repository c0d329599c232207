using System.Data.Common;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Store;

/// <summary>A proposal with all that became of it.</summary>
public sealed record ProposalRecord(Proposal Proposal, int Ordinal, string Hash, DateTimeOffset ProposedAt)
{
    public Decision? Decision { get; init; }

    /// <summary>The facts the decision read, as the caller wrote them (JSON).</summary>
    public string? Facts { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>"done", "changed", "refused" or "person"; null while nothing was done.</summary>
    public string? Acted { get; init; }
    public string? ActedSummary { get; init; }
    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>"holds", "later" or "failed"; null while not asked.</summary>
    public string? Verified { get; init; }
    public string? VerifiedObserved { get; init; }
}

/// <summary>Proposals and what the policy book said of them. The first decision on a proposal stands.</summary>
public sealed class Proposals(SqliteDatabase database)
{
    private const string Select =
        """
        SELECT p.body, p.ordinal, p.hash, p.proposed_at, p.acted, p.acted_summary, p.acted_at, p.verified,
          p.verified_observed, d.body, d.facts, d.decided_at
        FROM proposals p LEFT JOIN decisions d ON d.proposal_id = p.id
        """;

    /// <summary>SHA-256 of the proposal in the store's JSON form; what a verdict must carry.</summary>
    public static string HashOf(Proposal proposal) => StoreJson.Hash(proposal);

    /// <summary>Keeps a proposal once per id. An edited proposal has an id of its own.</summary>
    public void Add(Sql sql, Proposal proposal, int ordinal, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO proposals (id, case_id, ordinal, move, amount_minor, cost_minor, currency, proposed_by, hash, body, proposed_at)
        VALUES (@id, @case, @ordinal, @move, @amount, @cost, @currency, @by, @hash, @body, @at)
        ON CONFLICT (id) DO NOTHING
        """,
        ("@id", proposal.Id.Value), ("@case", proposal.Case.Value), ("@ordinal", ordinal), ("@move", proposal.Move.Name),
        ("@amount", proposal.Amount.Minor), ("@cost", proposal.Cost.Minor), ("@currency", proposal.Amount.Currency.Code),
        ("@by", proposal.ProposedBy), ("@hash", HashOf(proposal)), ("@body", StoreJson.Write(proposal)), ("@at", at.Ms()));

    /// <param name="facts">The facts the decision read, JSON, so that it can be replayed.</param>
    public void Decide(Sql sql, Proposal proposal, Decision decision, string facts, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO decisions (proposal_id, case_id, word, rule, reason, book_hash, body, facts, decided_at)
        VALUES (@id, @case, @word, @rule, @reason, @book, @body, @facts, @at)
        ON CONFLICT (proposal_id) DO NOTHING
        """,
        ("@id", proposal.Id.Value), ("@case", proposal.Case.Value), ("@word", decision.Word), ("@rule", decision.Rule),
        ("@reason", decision.Reason), ("@book", decision.BookHash), ("@body", StoreJson.Write(decision)),
        ("@facts", facts), ("@at", at.Ms()));

    public void Act(Sql sql, ProposalId id, string word, string summary, DateTimeOffset at) => sql.Execute(
        "UPDATE proposals SET acted = @word, acted_summary = @summary, acted_at = @at WHERE id = @id",
        ("@word", word), ("@summary", summary), ("@at", at.Ms()), ("@id", id.Value));

    public void Verify(Sql sql, ProposalId id, string word, string observed, DateTimeOffset at) => sql.Execute(
        "UPDATE proposals SET verified = @word, verified_observed = @observed, verified_at = @at WHERE id = @id",
        ("@word", word), ("@observed", observed), ("@at", at.Ms()), ("@id", id.Value));

    public ProposalRecord? Find(ProposalId id) => database.Read(sql => Find(sql, id));

    /// <summary>Of one case, in the order proposed.</summary>
    public IReadOnlyList<ProposalRecord> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        $"{Select} WHERE p.case_id = @case ORDER BY p.ordinal", Read, ("@case", caseId.Value)));

    /// <summary>Recorded decisions, newest first, for replay against a draft book.</summary>
    public IReadOnlyList<ProposalRecord> Latest(int atMost) => database.Read(sql => sql.Query(
        $"{Select} WHERE d.decided_at IS NOT NULL ORDER BY d.decided_at DESC LIMIT @most", Read, ("@most", atMost)));

    internal static ProposalRecord? Find(Sql sql, ProposalId id) =>
        sql.Find($"{Select} WHERE p.id = @id", Read, ("@id", id.Value));

    private static ProposalRecord Read(DbDataReader row) => new(
        StoreJson.Read<Proposal>(row.GetString(0)), row.GetInt32(1), row.GetString(2), row.Instant(3))
    {
        Acted = row.TextOrNull(4),
        ActedSummary = row.TextOrNull(5),
        ActedAt = row.InstantOrNull(6),
        Verified = row.TextOrNull(7),
        VerifiedObserved = row.TextOrNull(8),
        Decision = row.TextOrNull(9) is { } decision ? StoreJson.Read<Decision>(decision) : null,
        Facts = row.TextOrNull(10),
        DecidedAt = row.InstantOrNull(11),
    };
}
