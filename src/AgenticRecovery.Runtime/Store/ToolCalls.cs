using System.Data.Common;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One tool call of a model, and what was answered. A write has a proposal.</summary>
public sealed record ToolCallRecord(
    CaseId Case, string CallId, int Turn, int Ordinal, string Tool, bool IsWrite, string Arguments, DateTimeOffset AskedAt)
{
    public ProposalId? Proposal { get; init; }

    /// <summary>"ran", "done", "denied", "refused", "waiting", … as the answerer words it; null while open.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the model is told (JSON or text); null while open.</summary>
    public string? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>Tool calls, once per case and call id.</summary>
public sealed class ToolCalls(SqliteDatabase database)
{
    private const string Columns =
        "call_id, turn, ordinal, tool, is_write, arguments, asked_at, proposal_id, outcome, answer, answered_at";

    public void Add(Sql sql, ToolCallRecord call) => sql.Execute(
        """
        INSERT INTO tool_calls (case_id, call_id, turn, ordinal, tool, is_write, arguments, asked_at)
        VALUES (@case, @call, @turn, @ordinal, @tool, @write, @arguments, @at)
        ON CONFLICT (case_id, call_id) DO NOTHING
        """,
        ("@case", call.Case.Value), ("@call", call.CallId), ("@turn", call.Turn), ("@ordinal", call.Ordinal),
        ("@tool", call.Tool), ("@write", call.IsWrite ? 1 : 0), ("@arguments", call.Arguments), ("@at", call.AskedAt.Ms()));

    public void Link(Sql sql, CaseId caseId, string callId, ProposalId proposal) => sql.Execute(
        "UPDATE tool_calls SET proposal_id = @proposal WHERE case_id = @case AND call_id = @call",
        ("@proposal", proposal.Value), ("@case", caseId.Value), ("@call", callId));

    /// <summary>The last answer stands: a call that waited for a person is answered again by the verdict.</summary>
    public void Answer(Sql sql, CaseId caseId, string callId, string outcome, string answer, DateTimeOffset at) => sql.Execute(
        "UPDATE tool_calls SET outcome = @outcome, answer = @answer, answered_at = @at WHERE case_id = @case AND call_id = @call",
        ("@outcome", outcome), ("@answer", answer), ("@at", at.Ms()), ("@case", caseId.Value), ("@call", callId));

    public Task AnswerAsync(CaseId caseId, string callId, string outcome, string answer, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Answer(sql, caseId, callId, outcome, answer, at), ct);

    public ToolCallRecord? Find(CaseId caseId, string callId) => database.Read(sql => sql.Find(
        $"SELECT {Columns} FROM tool_calls WHERE case_id = @case AND call_id = @call",
        row => Read(caseId, row), ("@case", caseId.Value), ("@call", callId)));

    public IReadOnlyList<ToolCallRecord> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM tool_calls WHERE case_id = @case ORDER BY turn, ordinal",
        row => Read(caseId, row), ("@case", caseId.Value)));

    private static ToolCallRecord Read(CaseId caseId, DbDataReader row) => new(
        caseId, row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetInt64(4) == 1,
        row.GetString(5), row.Instant(6))
    {
        Proposal = row.TextOrNull(7) is { } proposal ? new ProposalId(proposal) : null,
        Outcome = row.TextOrNull(8),
        Answer = row.TextOrNull(9),
        AnsweredAt = row.InstantOrNull(10),
    };
}
