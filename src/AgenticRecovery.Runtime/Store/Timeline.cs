using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One line of a case's story.</summary>
/// <param name="Kind">"signal", "diagnosis", "value", "turn", "tool", "proposal", "decision", "approval", "move", "message", "verify", "escalation", "close".</param>
/// <param name="Text">Plain words a person reads; no message bodies.</param>
public sealed record StoryLine(CaseId Case, DateTimeOffset At, string Kind, string Text)
{
    /// <summary>Ids of what it speaks of, by what they are: "proposal", "transcript", "rule", "reference".</summary>
    public IReadOnlyDictionary<string, string> Refs { get; init; } = new Dictionary<string, string>();

    /// <summary>What makes the line one and the same under a retry; by default its kind, text and refs. Give one where the same thing may truly happen twice.</summary>
    public string? Key { get; init; }
}

/// <param name="Step">1 for the first person told.</param>
public sealed record Escalation(CaseId Case, int Step, string To, string Why, DateTimeOffset At);

/// <summary>A case file: everything known of one case.</summary>
public sealed record CaseFile(
    CaseRecord Case, IReadOnlyList<TakenSignal> Signals, IReadOnlyList<Fact> Facts, IReadOnlyList<ProposalRecord> Proposals,
    IReadOnlyList<ApprovalRecord> Approvals, IReadOnlyList<Intent> Intents, IReadOnlyList<MessageRecord> Messages,
    IReadOnlyList<PromiseRecord> Promises, IReadOnlyList<StoryLine> Story, Outcome? Outcome);

/// <param name="Lines">Newest first.</param>
/// <param name="Next">Where older lines start; null where there are none.</param>
/// <param name="Total">Lines of the whole story.</param>
public sealed record StoryPage(IReadOnlyList<StoryLine> Lines, long? Next, long Total);

/// <summary>The stories of cases, append-only.</summary>
public sealed class Timeline(SqliteDatabase database)
{
    public void Add(Sql sql, StoryLine line)
    {
        var refs = StoreJson.Write(line.Refs);
        var key = line.Key ?? StoreJson.Sha256($"{line.Kind}\n{line.Text}\n{refs}")[..16];
        sql.Execute(
            """
            INSERT INTO timeline (case_id, key, at, kind, text, refs, seq)
            VALUES (@case, @key, @at, @kind, @text, @refs, (SELECT coalesce(max(seq), 0) + 1 FROM timeline WHERE case_id = @case))
            ON CONFLICT (case_id, key) DO NOTHING
            """,
            ("@case", line.Case.Value), ("@key", key), ("@at", line.At.Ms()), ("@kind", line.Kind), ("@text", line.Text), ("@refs", refs));
    }

    /// <summary>Whether this has been told already.</summary>
    /// <param name="key">As <see cref="RecoveryStore.Tell"/> makes it: the kind, a slash, what it is about.</param>
    public bool Has(CaseId caseId, string key) => database.Read(sql => sql.Number(
        "SELECT count(*) FROM timeline WHERE case_id = @case AND key = @key", ("@case", caseId.Value), ("@key", key))) > 0;

    public Task AddAsync(StoryLine line, CancellationToken ct) => database.WriteAsync(sql => Add(sql, line), ct);

    /// <summary>The story in the order it was written.</summary>
    public IReadOnlyList<StoryLine> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        "SELECT at, kind, text, refs, key FROM timeline WHERE case_id = @case ORDER BY seq",
        row => new StoryLine(caseId, row.Instant(0), row.GetString(1), row.GetString(2))
        {
            Refs = StoreJson.Read<Dictionary<string, string>>(row.GetString(3)),
            Key = row.GetString(4),
        },
        ("@case", caseId.Value)));

    /// <summary>A page of the story, the newest lines first, by key.</summary>
    /// <param name="before">The number of the oldest line of the page before; null for the newest lines.</param>
    public StoryPage Page(CaseId caseId, int size, long? before) => database.Read(sql =>
    {
        var lines = sql.Query(
            "SELECT at, kind, text, seq FROM timeline WHERE case_id = @case AND seq < @before ORDER BY seq DESC LIMIT @most",
            row => (Line: new StoryLine(caseId, row.Instant(0), row.GetString(1), row.GetString(2)), Seq: row.GetInt64(3)),
            ("@case", caseId.Value), ("@before", before ?? long.MaxValue), ("@most", size + 1));
        var total = sql.Number("SELECT max(seq) FROM timeline WHERE case_id = @case", ("@case", caseId.Value)) ?? 0;
        return new StoryPage([.. lines.Take(size).Select(l => l.Line)], lines.Count > size ? lines[size - 1].Seq : null, total);
    });

    /// <summary>Who was told that a deadline passed, once per step.</summary>
    public void Escalate(Sql sql, Escalation escalation) => sql.Execute(
        "INSERT INTO escalations (case_id, step, reached, why, at) VALUES (@case, @step, @to, @why, @at) ON CONFLICT (case_id, step) DO NOTHING",
        ("@case", escalation.Case.Value), ("@step", escalation.Step), ("@to", escalation.To), ("@why", escalation.Why), ("@at", escalation.At.Ms()));

    public IReadOnlyList<Escalation> Escalations(CaseId caseId) => database.Read(sql => sql.Query(
        "SELECT step, reached, why, at FROM escalations WHERE case_id = @case ORDER BY step",
        row => new Escalation(caseId, row.GetInt32(0), row.GetString(1), row.GetString(2), row.Instant(3)),
        ("@case", caseId.Value)));
}
