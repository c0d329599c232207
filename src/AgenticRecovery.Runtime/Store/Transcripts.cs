using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One call of a model, without its text.</summary>
/// <param name="Prompt">Name and version, such as "recovery/v1".</param>
/// <param name="CostMicros">Millionths of the price list's currency unit; 0 for the built-in model.</param>
/// <param name="TranscriptId">Where the answer's text lies.</param>
public sealed record ModelCall(
    CaseId Case, string Agent, int Turn, string Model, string Prompt, string PromptHash, string ToolsHash,
    long TokensIn, long TokensOut, long TokensCached, long CostMicros, long LatencyMs, string Finish,
    string TranscriptId, DateTimeOffset At);

/// <summary>A call of a model that gave nothing usable.</summary>
/// <param name="Fault">What was wrong, as a person reads it; never the answer's text.</param>
public sealed record FailedModelCall(
    CaseId Case, string Agent, int Turn, int Ordinal, string Model, string Fault, long TokensIn, long TokensOut, long CostMicros, long LatencyMs,
    DateTimeOffset At);

/// <summary>What an agent was told or said in one turn.</summary>
public sealed record Turn(int Number, string TranscriptId, string Content);

/// <summary>
/// Texts by the hash of their content, so history and records carry ids only, and equal texts lie once.
/// The first record of a turn wins: a retried step finds the answer that was already paid for.
/// </summary>
public sealed class Transcripts(SqliteDatabase database)
{
    /// <summary>The SHA-256 of the content, hex.</summary>
    public string Put(Sql sql, string content, DateTimeOffset at)
    {
        var id = StoreJson.Sha256(content);
        sql.Execute(
            "INSERT INTO transcripts (id, content, stored_at) VALUES (@id, @content, @at) ON CONFLICT (id) DO NOTHING",
            ("@id", id), ("@content", content), ("@at", at.Ms()));
        return id;
    }

    /// <inheritdoc cref="Put"/>
    public Task<string> PutAsync(string content, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Put(sql, content, at), ct);

    public string? Find(string id) => database.Read(sql => sql.Text(
        "SELECT content FROM transcripts WHERE id = @id", ("@id", id)));

    /// <summary>Adds a turn of an agent; when that turn is known already, the known one is returned and nothing changes.</summary>
    public Turn AddTurn(Sql sql, CaseId caseId, string agent, int turn, string content, DateTimeOffset at)
    {
        if (FindTurn(sql, caseId, agent, turn) is { } known)
            return known;
        var id = Put(sql, content, at);
        sql.Execute(
            "INSERT INTO turns (case_id, agent, turn, transcript_id) VALUES (@case, @agent, @turn, @id)",
            ("@case", caseId.Value), ("@agent", agent), ("@turn", turn), ("@id", id));
        return new Turn(turn, id, content);
    }

    public Task<Turn> AddTurnAsync(CaseId caseId, string agent, int turn, string content, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => AddTurn(sql, caseId, agent, turn, content, at), ct);

    public Turn? FindTurn(CaseId caseId, string agent, int turn) =>
        database.Read(sql => FindTurn(sql, caseId, agent, turn));

    /// <summary>All turns of an agent on a case, in order.</summary>
    public IReadOnlyList<Turn> OfCase(CaseId caseId, string agent) => database.Read(sql => sql.Query(
        """
        SELECT t.turn, t.transcript_id, x.content FROM turns t JOIN transcripts x ON x.id = t.transcript_id
        WHERE t.case_id = @case AND t.agent = @agent ORDER BY t.turn
        """,
        ReadTurn, ("@case", caseId.Value), ("@agent", agent)));

    /// <summary>Records a model call once per case, agent and turn.</summary>
    public void AddCall(Sql sql, ModelCall call) => sql.Execute(
        """
        INSERT INTO model_calls (case_id, agent, turn, model, prompt, prompt_hash, tools_hash, tokens_in, tokens_out,
          tokens_cached, cost_micros, latency_ms, finish, transcript_id, at)
        VALUES (@case, @agent, @turn, @model, @prompt, @promptHash, @toolsHash, @in, @out, @cached, @cost, @latency,
          @finish, @transcript, @at)
        ON CONFLICT (case_id, agent, turn) DO NOTHING
        """,
        ("@case", call.Case.Value), ("@agent", call.Agent), ("@turn", call.Turn), ("@model", call.Model),
        ("@prompt", call.Prompt), ("@promptHash", call.PromptHash), ("@toolsHash", call.ToolsHash),
        ("@in", call.TokensIn), ("@out", call.TokensOut), ("@cached", call.TokensCached), ("@cost", call.CostMicros),
        ("@latency", call.LatencyMs), ("@finish", call.Finish), ("@transcript", call.TranscriptId), ("@at", call.At.Ms()));

    /// <summary>A call that gave nothing usable; the first record of it stands.</summary>
    public void AddFailed(Sql sql, FailedModelCall call) => sql.Execute(
        """
        INSERT INTO failed_calls (case_id, agent, turn, ordinal, model, fault, tokens_in, tokens_out, cost_micros, latency_ms, at)
        VALUES (@case, @agent, @turn, @ordinal, @model, @fault, @in, @out, @cost, @latency, @at)
        ON CONFLICT (case_id, agent, turn, ordinal) DO NOTHING
        """,
        ("@case", call.Case.Value), ("@agent", call.Agent), ("@turn", call.Turn), ("@ordinal", call.Ordinal), ("@model", call.Model),
        ("@fault", call.Fault), ("@in", call.TokensIn), ("@out", call.TokensOut), ("@cost", call.CostMicros),
        ("@latency", call.LatencyMs), ("@at", call.At.Ms()));

    public IReadOnlyList<FailedModelCall> FailedCalls(CaseId caseId) => database.Read(sql => sql.Query(
        """
        SELECT agent, turn, ordinal, model, fault, tokens_in, tokens_out, cost_micros, latency_ms, at
        FROM failed_calls WHERE case_id = @case ORDER BY at, agent, turn, ordinal
        """,
        row => new FailedModelCall(
            caseId, row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt64(5),
            row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.Instant(9)),
        ("@case", caseId.Value)));

    public Task AddCallAsync(ModelCall call, CancellationToken ct) => database.WriteAsync(sql => AddCall(sql, call), ct);

    public IReadOnlyList<ModelCall> Calls(CaseId caseId) => database.Read(sql => sql.Query(
        """
        SELECT agent, turn, model, prompt, prompt_hash, tools_hash, tokens_in, tokens_out, tokens_cached, cost_micros,
          latency_ms, finish, transcript_id, at
        FROM model_calls WHERE case_id = @case ORDER BY at, agent, turn
        """,
        row => new ModelCall(
            caseId, row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4),
            row.GetString(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10),
            row.GetString(11), row.GetString(12), row.Instant(13)),
        ("@case", caseId.Value)));

    private static Turn? FindTurn(Sql sql, CaseId caseId, string agent, int turn) => sql.Find(
        """
        SELECT t.turn, t.transcript_id, x.content FROM turns t JOIN transcripts x ON x.id = t.transcript_id
        WHERE t.case_id = @case AND t.agent = @agent AND t.turn = @turn
        """,
        ReadTurn, ("@case", caseId.Value), ("@agent", agent), ("@turn", turn));

    private static Turn ReadTurn(System.Data.Common.DbDataReader row) => new(row.GetInt32(0), row.GetString(1), row.GetString(2));
}
