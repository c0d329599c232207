using System.Data.Common;
using System.Diagnostics;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>
/// Requests and verdicts. One request is settled once: a late, second or wrong verdict is refused with its reason,
/// and so are the requester's own and the same person's second approval.
/// </summary>
public sealed class Approvals(SqliteDatabase database)
{
    private const string Columns =
        "a.body, a.requested_by, a.state, a.state_why, a.settled_at, a.claimed_by, a.claimed_until, a.proposal_id";

    /// <summary>Asks once per proposal.</summary>
    public void Ask(Sql sql, ApprovalRequest request, string requestedBy)
    {
        if (Insert(sql, request, requestedBy) != 1)
            return;
        DeskQueue.Place(sql, request, request.AskedAt);
        DeskChanges.OfApproval(sql, DeskChanges.Added, request.Proposal, request.AskedAt);
    }

    private static int Insert(Sql sql, ApprovalRequest request, string requestedBy) => sql.Execute(
        """
        INSERT INTO approvals (proposal_id, case_id, role, people, amount_minor, currency, proposal_hash, requested_by,
          asked_at, due_at, state, state_why, body)
        VALUES (@id, @case, @role, @people, @amount, @currency, @hash, @by, @asked, @due, 'waiting', @why, @body)
        ON CONFLICT (proposal_id) DO NOTHING
        """,
        ("@id", request.Proposal.Value), ("@case", request.Case.Value), ("@role", request.Role), ("@people", request.People),
        ("@amount", request.Amount.Minor), ("@currency", request.Amount.Currency.Code), ("@hash", request.ProposalHash),
        ("@by", requestedBy), ("@asked", request.AskedAt.Ms()), ("@due", request.DueAt.Ms()), ("@why", request.Rule),
        ("@body", StoreJson.Write(request)));

    public Task AskAsync(ApprovalRequest request, string requestedBy, CancellationToken ct) =>
        database.WriteAsync(sql => Ask(sql, request, requestedBy), ct);

    /// <summary>Asks again after the state moved: the earlier verdicts no longer count.</summary>
    public void Reopen(Sql sql, ApprovalRequest request, string why)
    {
        var isAskedAgain = sql.Execute(
            """
            UPDATE approvals SET state = 'reopened', state_why = @why, settled_at = NULL, due_at = @due, asked_at = @asked, body = @body
            WHERE proposal_id = @id AND asked_at < @asked
            """,
            ("@why", why), ("@due", request.DueAt.Ms()), ("@asked", request.AskedAt.Ms()), ("@body", StoreJson.Write(request)),
            ("@id", request.Proposal.Value)) == 1;
        DeskQueue.Place(sql, request, request.AskedAt);
        if (isAskedAgain)
            DeskChanges.OfApproval(sql, DeskChanges.Added, request.Proposal, request.AskedAt);
    }

    public Task<VerdictTaken> RecordAsync(Verdict verdict, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Record(sql, verdict, at), ct);

    /// <summary>Records a verdict; the same verdict of the same person again gives the same answer.</summary>
    public VerdictTaken Record(Sql sql, Verdict verdict, DateTimeOffset at)
    {
        if (Find(sql, verdict.Proposal) is not { } approval)
            return new VerdictTaken.Refused($"Nobody was asked about {verdict.Proposal}.");
        // Only their latest: who approves, takes it back and approves again has given three verdicts.
        if (approval.Verdicts.LastOrDefault(v => v.By == verdict.By) is { } latest && StoreJson.Hash(latest) == StoreJson.Hash(verdict))
            return new VerdictTaken.Recorded(approval.SettledAt is not null, approval.Approvals);
        if (VerdictRules.WhyRefused(approval, verdict) is { } reason)
            return new VerdictTaken.Refused(reason);

        var approvals = approval.Approvals + verdict switch { Verdict.Approve => 1, Verdict.TakeBack => -1, _ => 0 };
        var isFinal = verdict switch
        {
            Verdict.Approve => approvals >= approval.Request.People,
            Verdict.Ask or Verdict.TakeBack => false,
            Verdict.Edit or Verdict.Reject or Verdict.TakeOver => true,
            _ => throw new UnreachableException(),
        };
        var (word, state, why) = VerdictRules.Words(verdict);
        sql.Execute(
            """
            INSERT INTO verdicts (proposal_id, given_by, round, word, is_final, body, given_at)
            VALUES (@id, @by, (SELECT count(*) FROM verdicts WHERE proposal_id = @id), @word, @final, @body, @at)
            """,
            ("@id", verdict.Proposal.Value), ("@by", verdict.By), ("@word", word), ("@final", isFinal ? 1 : 0),
            ("@body", StoreJson.Write(verdict)), ("@at", at.Ms()));
        if (isFinal || verdict is Verdict.Ask)
            Settle(sql, verdict.Proposal, state, why, isFinal ? at : null);
        DeskChanges.OfApproval(sql, isFinal ? DeskChanges.Decided : DeskChanges.Changed, verdict.Proposal, at);
        return new VerdictTaken.Recorded(isFinal, approvals);
    }

    /// <summary>Ends a request that no longer needs an answer (the case closed, the proposal fell away).</summary>
    public void Withdraw(Sql sql, ProposalId id, string why, DateTimeOffset at)
    {
        var wasOpen = sql.Execute(
            "UPDATE approvals SET state = 'withdrawn', state_why = @why, settled_at = @at WHERE proposal_id = @id AND settled_at IS NULL",
            ("@why", why), ("@at", at.Ms()), ("@id", id.Value)) == 1;
        if (wasOpen)
            DeskChanges.OfApproval(sql, DeskChanges.Decided, id, at);
    }

    public Task WithdrawAsync(ProposalId id, string why, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Withdraw(sql, id, why, at), ct);

    /// <summary>Takes a waiting request for a person until a moment; false while another's claim runs or it is settled.</summary>
    public Task<bool> TryClaimAsync(ProposalId id, string who, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) =>
        database.WriteAsync(
            sql =>
            {
                var isTaken = sql.Execute(
                    """
                    UPDATE approvals SET claimed_by = @who, claimed_until = @until
                    WHERE proposal_id = @id AND settled_at IS NULL
                      AND (claimed_by IS NULL OR claimed_by = @who OR claimed_until <= @now)
                    """,
                    ("@who", who), ("@until", until.Ms()), ("@now", now.Ms()), ("@id", id.Value)) == 1;
                if (isTaken)
                    DeskChanges.OfApproval(sql, DeskChanges.Changed, id, now);
                return isTaken;
            }, ct);

    public Task ReleaseAsync(ProposalId id, string who, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var isFree = sql.Execute(
                "UPDATE approvals SET claimed_by = NULL, claimed_until = NULL WHERE proposal_id = @id AND claimed_by = @who",
                ("@id", id.Value), ("@who", who)) == 1;
            if (isFree)
                DeskChanges.OfApproval(sql, DeskChanges.Changed, id, now);
        }, ct);

    public ApprovalRecord? Find(ProposalId id) => database.Read(sql => Find(sql, id));

    public IReadOnlyList<ApprovalRecord> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM approvals a WHERE a.case_id = @case ORDER BY a.asked_at, a.proposal_id",
        row => Read(sql, row), ("@case", caseId.Value)));

    /// <summary>Requests that wait for a person.</summary>
    public IReadOnlyList<PendingApproval> Pending(ApprovalFilter filter)
    {
        var where = "a.settled_at IS NULL";
        var values = new List<(string Name, object? Value)>();
        if (filter.Case is { } caseId)
        {
            where += " AND a.case_id = @case";
            values.Add(("@case", caseId.Value));
        }

        if (filter.ClaimedBy is { } who)
        {
            where += " AND a.claimed_by = @who";
            values.Add(("@who", who));
        }

        if (filter.Roles is { } roles)
        {
            where += $" AND a.role IN ({string.Join(", ", roles.Select((_, i) => $"@role{i}"))})";
            values.AddRange(roles.Select((role, i) => ($"@role{i}", (object?)role)));
        }

        return database.Read(sql => sql.Query(
            $"SELECT {Columns} FROM approvals a WHERE {where} ORDER BY a.due_at, a.proposal_id LIMIT @size OFFSET @skip",
            row => Read(sql, row),
            [.. values, ("@size", filter.PageSize), ("@skip", (filter.Page - 1) * filter.PageSize)])
            .ConvertAll(approval => new PendingApproval(
                approval,
                Cases.Find(sql, approval.Request.Case) ?? throw new InvalidOperationException($"{approval.Request.Proposal} has no case."),
                Proposals.Find(sql, approval.Request.Proposal)?.Proposal
                    ?? throw new InvalidOperationException($"{approval.Request.Proposal} was never recorded."))));
    }

    public long CountPending() => database.Read(sql =>
        sql.Number("SELECT count(*) FROM approvals WHERE settled_at IS NULL") ?? 0);

    internal static ApprovalRecord? Find(Sql sql, ProposalId id) => sql.Find(
        $"SELECT {Columns} FROM approvals a WHERE a.proposal_id = @id", row => Read(sql, row), ("@id", id.Value));

    private static void Settle(Sql sql, ProposalId id, string state, string why, DateTimeOffset? settledAt) => sql.Execute(
        "UPDATE approvals SET state = @state, state_why = @why, settled_at = @at WHERE proposal_id = @id",
        ("@state", state), ("@why", why), ("@at", settledAt.Ms()), ("@id", id.Value));

    private static ApprovalRecord Read(Sql sql, DbDataReader row)
    {
        var request = StoreJson.Read<ApprovalRequest>(row.GetString(0));
        var verdicts = sql.Query(
            "SELECT body, given_at FROM verdicts WHERE proposal_id = @id ORDER BY round",
            v => (Verdict: StoreJson.Read<Verdict>(v.GetString(0)), At: v.Instant(1)), ("@id", row.GetString(7)));
        IReadOnlyList<Verdict> given = [.. verdicts.Where(v => v.At >= request.AskedAt).Select(v => v.Verdict)];
        return new ApprovalRecord(request, row.GetString(1), row.GetString(2), row.GetString(3), VerdictRules.Agreed(given).Count)
        {
            SettledAt = row.InstantOrNull(4),
            ClaimedBy = row.TextOrNull(5),
            ClaimedUntil = row.InstantOrNull(6),
            Verdicts = given,
        };
    }
}
