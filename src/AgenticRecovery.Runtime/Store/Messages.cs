using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>One message to a customer.</summary>
/// <param name="State">"sent", "held" or "skipped".</param>
/// <param name="Why">Which check held it, or what it was for.</param>
public sealed record MessageRecord(
    string Key, CaseId Case, CustomerId Customer, ProposalId? Proposal, string Purpose, string Language, string Subject,
    string Body, string State, string Why, DateTimeOffset At);

/// <param name="State">"open", "kept" or "broken".</param>
public sealed record PromiseRecord(Promise Promise, DateTimeOffset MadeAt, string State, DateTimeOffset? SettledAt);

/// <summary>What was said to customers, once per key, and the promises in it.</summary>
public sealed class Messages(SqliteDatabase database)
{
    private const string Columns =
        "key, case_id, customer_id, proposal_id, purpose, language, subject, body, state, why, at";

    /// <summary>A held message may later be sent under the same key; a sent one never changes.</summary>
    public void Put(Sql sql, MessageRecord message) => sql.Execute(
        """
        INSERT INTO messages (key, case_id, customer_id, proposal_id, purpose, language, subject, body, state, why, at)
        VALUES (@key, @case, @customer, @proposal, @purpose, @language, @subject, @body, @state, @why, @at)
        ON CONFLICT (key) DO UPDATE SET subject = excluded.subject, body = excluded.body, state = excluded.state,
          why = excluded.why, at = excluded.at
        WHERE messages.state <> 'sent'
        """,
        ("@key", message.Key), ("@case", message.Case.Value), ("@customer", message.Customer.Value),
        ("@proposal", message.Proposal?.Value), ("@purpose", message.Purpose), ("@language", message.Language),
        ("@subject", message.Subject), ("@body", message.Body), ("@state", message.State), ("@why", message.Why),
        ("@at", message.At.Ms()));

    public Task PutAsync(MessageRecord message, CancellationToken ct) => database.WriteAsync(sql => Put(sql, message), ct);

    public MessageRecord? Find(string key) => database.Read(sql => sql.Find(
        $"SELECT {Columns} FROM messages WHERE key = @key", Read, ("@key", key)));

    public IReadOnlyList<MessageRecord> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM messages WHERE case_id = @case ORDER BY at, key", Read, ("@case", caseId.Value)));

    /// <summary>Messages sent to a customer since a moment, over all cases, for contact limits.</summary>
    public int CountSent(CustomerId customer, DateTimeOffset since) => database.Read(sql => (int)(sql.Number(
        "SELECT count(*) FROM messages WHERE customer_id = @customer AND state = 'sent' AND at >= @since",
        ("@customer", customer.Value), ("@since", since.Ms())) ?? 0));

    public void Promise(Sql sql, Promise promise, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO promises (id, case_id, what, due_at, amount_minor, currency, made_at, state)
        VALUES (@id, @case, @what, @due, @amount, @currency, @at, 'open') ON CONFLICT (id) DO NOTHING
        """,
        ("@id", promise.Id), ("@case", promise.Case.Value), ("@what", promise.What), ("@due", promise.DueAt.Ms()),
        ("@amount", promise.Amount?.Minor), ("@currency", promise.Amount?.Currency.Code), ("@at", at.Ms()));

    /// <summary>The first settlement stands.</summary>
    public void SettlePromise(Sql sql, string id, bool isKept, DateTimeOffset at) => sql.Execute(
        "UPDATE promises SET state = @state, settled_at = @at WHERE id = @id AND settled_at IS NULL",
        ("@state", isKept ? "kept" : "broken"), ("@at", at.Ms()), ("@id", id));

    public IReadOnlyList<PromiseRecord> Promises(CaseId caseId) => database.Read(sql => sql.Query(
        $"{SelectPromise} WHERE case_id = @case ORDER BY due_at, id", ReadPromise, ("@case", caseId.Value)));

    /// <summary>Open promises due before a moment, the most overdue first.</summary>
    public IReadOnlyList<PromiseRecord> PromisesDue(DateTimeOffset before, int atMost) => database.Read(sql => sql.Query(
        $"{SelectPromise} WHERE settled_at IS NULL AND due_at < @before ORDER BY due_at LIMIT @most",
        ReadPromise, ("@before", before.Ms()), ("@most", atMost)));

    private const string SelectPromise =
        "SELECT id, case_id, what, due_at, amount_minor, currency, made_at, state, settled_at FROM promises";

    private static MessageRecord Read(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), new CaseId(row.GetString(1)), new CustomerId(row.GetString(2)),
        row.TextOrNull(3) is { } proposal ? new ProposalId(proposal) : null, row.GetString(4), row.GetString(5),
        row.GetString(6), row.GetString(7), row.GetString(8), row.GetString(9), row.Instant(10));

    private static PromiseRecord ReadPromise(System.Data.Common.DbDataReader row) => new(
        new Promise(
            row.GetString(0), new CaseId(row.GetString(1)), row.GetString(2), row.Instant(3),
            row.IsDBNull(4) ? null : new Money(row.GetInt64(4), new Currency(row.GetString(5)))),
        row.Instant(6), row.GetString(7), row.InstantOrNull(8));
}
