using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Store;

/// <summary>One decision of the log: what is needed to make it again, and what came of it.</summary>
/// <param name="Rule">The rule that settled it; "budget.…" where the book would have let it pass but a budget was used up.</param>
/// <param name="Facts">As stored, JSON.</param>
/// <param name="Ages">As stored, JSON; null where all facts were read just then.</param>
public sealed record LoggedDecision(
    string Proposal, string Case, string Move, string Currency, DateTimeOffset At, string Facts, string? Ages, string Word, string Rule, string BookHash)
{
    private const int LongestName = 100;
    private const int LongestValue = 200;

    /// <summary>True where the book let it pass and a used-up budget did not; that is no word of the book's.</summary>
    public bool IsBudgetRefusal => Rule.StartsWith(PolicyLog.BudgetRule, StringComparison.Ordinal);

    /// <summary>Reads the stored facts, each time anew.</summary>
    public RecordedDecision Input() =>
        new(Case, Move, At, Currency, StoreJson.Read<Dictionary<string, string>>(Facts), IsBudgetRefusal ? null : Word)
        {
            Ages = Ages is null ? new Dictionary<string, long>() : StoreJson.Read<Dictionary<string, long>>(Ages),
        };

    /// <summary>The same straight into a table that is used again and again, for replaying many.</summary>
    /// <exception cref="FormatException">A stored fact or value is not published (any more).</exception>
    public ReplayedRow Fill(PolicyFacts facts)
    {
        facts.Clear(At, new Economics.Currency(Currency));
        var ages = Ages is null ? null : StoreJson.Read<Dictionary<string, long>>(Ages);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Facts.Length));
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(Facts, bytes)));
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName)
                    Read(ref reader, facts, ages);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        return new ReplayedRow(Case, Move, IsBudgetRefusal ? null : Word);
    }

    private void Read(ref Utf8JsonReader reader, PolicyFacts facts, Dictionary<string, long>? ages)
    {
        if (reader.ValueSpan.Length > LongestName)
            throw new FormatException($"The record of {Case} has a fact with a name of {reader.ValueSpan.Length} characters.");
        Span<char> name = stackalloc char[LongestName];
        name = name[..reader.CopyString(name)];
        var isKnown = Published.TryFind(name, out var fact);
        reader.Read();
        var longest = reader.ValueSpan.Length;
        Span<char> text = longest <= LongestValue ? stackalloc char[LongestValue] : new char[longest];
        text = text[..reader.CopyString(text)];
        var at = ages is not null && isKnown && ages.TryGetValue(fact.Name, out var age) ? At.AddSeconds(-age) : (DateTimeOffset?)null;
        if (!isKnown || !FactText.TryRead(facts, fact, text, at))
            throw new FormatException($"The record of {Case} has '{name}: {text}', which is no published fact or value.");
    }
}

/// <summary>What the shadow book said beside the enforced one.</summary>
public sealed record ShadowDecision(
    string Proposal, string Case, string Move, DateTimeOffset At, string EnforcedHash, string Enforced, string EnforcedRule, string ShadowHash, string Shadow, string ShadowRule)
{
    public bool Agrees => Enforced == Shadow;
}

/// <summary>A book that has decided, as it was written.</summary>
public sealed record KeptBook(string Hash, string Name, int Version, string Source, DateTimeOffset FirstUsedAt);

/// <summary>The log of decisions with the books that made them. Reading goes by pages, so that a long log needs little memory.</summary>
public sealed class PolicyLog(SqliteDatabase database)
{
    private const int Page = 5_000;

    private readonly ConcurrentDictionary<string, bool> kept = new(StringComparer.Ordinal);

    /// <summary>Keeps a book once per hash.</summary>
    public void Keep(Sql sql, PolicyBook book, string source, DateTimeOffset at)
    {
        if (kept.ContainsKey(book.Hash))
            return;
        sql.Execute(
            """
            INSERT INTO policy_books (hash, name, version, source, first_used_at) VALUES (@hash, @name, @version, @source, @at)
            ON CONFLICT (hash) DO NOTHING
            """,
            ("@hash", book.Hash), ("@name", book.Text.Name), ("@version", book.Text.Version), ("@source", source), ("@at", at.Ms()));
        // Only a hint: where this commit is rolled back, the next decision after a restart keeps the book.
        kept[book.Hash] = true;
    }

    public void NoteAges(Sql sql, string proposal, IReadOnlyDictionary<string, long> ages)
    {
        if (ages.Count > 0)
            sql.Execute("UPDATE decisions SET ages = @ages WHERE proposal_id = @id", ("@ages", StoreJson.Write(ages)), ("@id", proposal));
    }

    /// <summary>Once per proposal and shadow book.</summary>
    public void NoteShadow(Sql sql, string proposal, Decision decision, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO shadow_decisions (proposal_id, book_hash, word, rule, body, decided_at)
        VALUES (@id, @book, @word, @rule, @body, @at)
        ON CONFLICT (proposal_id, book_hash) DO NOTHING
        """,
        ("@id", proposal), ("@book", decision.BookHash), ("@word", decision.Word), ("@rule", decision.Rule),
        ("@body", StoreJson.Write(decision)), ("@at", at.Ms()));

    public KeptBook? Book(string hash) => database.Read(sql => sql.Find(
        "SELECT hash, name, version, source, first_used_at FROM policy_books WHERE hash = @hash",
        row => new KeptBook(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Instant(4)), ("@hash", hash)));

    /// <summary>The decision on one proposal; null where there is none.</summary>
    public LoggedDecision? Find(string proposal) => database.Read(sql => sql.Find(
        """
        SELECT d.proposal_id, d.case_id, p.move, p.currency, d.facts, d.ages, d.word, d.rule, d.book_hash, d.decided_at
        FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE d.proposal_id = @id
        """,
        Read, ("@id", proposal)));

    /// <summary>Newest first.</summary>
    public IEnumerable<LoggedDecision> Latest(int atMost)
    {
        var (beforeMs, beforeId, left) = (long.MaxValue, "", atMost);
        while (left > 0)
        {
            var rows = database.Read(sql => sql.Query(
                """
                SELECT d.proposal_id, d.case_id, p.move, p.currency, d.facts, d.ages, d.word, d.rule, d.book_hash, d.decided_at
                FROM decisions d JOIN proposals p ON p.id = d.proposal_id
                WHERE (d.decided_at, d.proposal_id) < (@before, @id)
                ORDER BY d.decided_at DESC, d.proposal_id DESC LIMIT @most
                """,
                Read, ("@before", beforeMs), ("@id", beforeId), ("@most", Math.Min(left, Page))));
            if (rows.Count == 0)
                yield break;
            foreach (var decision in rows)
                yield return decision;
            left -= rows.Count;
            (beforeMs, beforeId) = (rows[^1].At.Ms(), rows[^1].Proposal);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ShadowDecision> Shadows(int atMost) => database.Read(sql => sql.Query(
        """
        SELECT s.proposal_id, d.case_id, p.move, s.decided_at, d.book_hash, d.word, d.rule, s.book_hash, s.word, s.rule
        FROM shadow_decisions s JOIN decisions d ON d.proposal_id = s.proposal_id JOIN proposals p ON p.id = s.proposal_id
        ORDER BY s.decided_at DESC, s.proposal_id DESC LIMIT @most
        """,
        row => new ShadowDecision(
            row.GetString(0), row.GetString(1), row.GetString(2), row.Instant(3), row.GetString(4), row.GetString(5), row.GetString(6),
            row.GetString(7), row.GetString(8), row.GetString(9)),
        ("@most", atMost)));

    private static LoggedDecision Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Instant(9), row.GetString(4), row.TextOrNull(5),
        row.GetString(6), row.GetString(7), row.GetString(8));

    /// <summary>How the rule of a decision begins that the book allowed and a budget did not.</summary>
    public const string BudgetRule = "budget.";
}
