using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>
/// What the desk remembers, by topic. Every write may run twice with the same natural key and then changes nothing.
/// Each room has two forms of a write: <c>…Async</c> commits by itself; the form that takes a <see cref="Sql"/> joins
/// a unit of work given to <see cref="WriteAsync(Action{Sql}, CancellationToken)"/>, so that one step is one commit.
/// </summary>
public sealed class RecoveryStore : IDisposable
{
    private RecoveryStore(SqliteDatabase database)
    {
        Database = database;
        Signals = new Signals(database);
        Cases = new Cases(database);
        Transcripts = new Transcripts(database);
        ToolCalls = new ToolCalls(database);
        Proposals = new Proposals(database);
        Approvals = new Approvals(database);
        Intents = new Intents(database);
        Messages = new Messages(database);
        Budgets = new Budgets(database);
        Outcomes = new Outcomes(database);
        Timeline = new Timeline(database);
        DeadLetters = new DeadLetters(database);
        Audit = new Audit(database);
        Imports = new Imports(database);
        Queue = new DeskQueue(database);
        Search = new Search(database);
        Views = new SavedViews(database);
        Insight = new Insight(database);
        Similar = new SimilarCases(database);
        Sentinels = new Sentinels(database, Proposals, Approvals);
        Notes = new Notes(database);
        Accounts = new AccountBook(database, Audit);
        Tokens = new TokenBook(database, Audit);
        PolicyLog = new PolicyLog(database);
        VerdictKeys = new VerdictKeys(database);
        Changes = new DeskChanges(database);
        Notices = new Notices(database);
    }

    public SqliteDatabase Database { get; }
    public Signals Signals { get; }
    public Cases Cases { get; }
    public Transcripts Transcripts { get; }
    public ToolCalls ToolCalls { get; }
    public Proposals Proposals { get; }
    public Approvals Approvals { get; }
    public Intents Intents { get; }
    public Messages Messages { get; }
    public Budgets Budgets { get; }
    public Outcomes Outcomes { get; }
    public Timeline Timeline { get; }
    public DeadLetters DeadLetters { get; }
    public Audit Audit { get; }
    public Imports Imports { get; }
    public DeskQueue Queue { get; }
    public Search Search { get; }
    public SavedViews Views { get; }
    public Insight Insight { get; }
    public SimilarCases Similar { get; }
    public Sentinels Sentinels { get; }
    public Notes Notes { get; }
    public AccountBook Accounts { get; }
    public TokenBook Tokens { get; }
    public PolicyLog PolicyLog { get; }
    public VerdictKeys VerdictKeys { get; }
    public DeskChanges Changes { get; }
    public Notices Notices { get; }

    /// <summary>Opens or makes the file. Throws <see cref="StoreException"/> with what to do when it cannot be used.</summary>
    public static RecoveryStore Open(string path, TimeProvider clock, Durability durability = Durability.PowerCut) =>
        new(SqliteDatabase.Open(path, Migrations.Recovery, clock, durability));

    /// <summary>Everything known of one case; null when there is no such case.</summary>
    public CaseFile? File(CaseId id) => FileWithoutStory(id) is { } file ? file with { Story = Timeline.OfCase(id) } : null;

    /// <summary>The same with an empty story, which may be long; <see cref="Timeline.Page"/> reads it in parts.</summary>
    public CaseFile? FileWithoutStory(CaseId id) => Cases.Find(id) is { } record
        ? new CaseFile(
            record, Signals.OfCase(id), Cases.Facts(id), Proposals.OfCase(id), Approvals.OfCase(id), Intents.OfCase(id),
            Messages.OfCase(id), Messages.Promises(id), [], Outcomes.Find(id))
        : null;

    /// <summary>Several writes in one commit: all or none.</summary>
    public Task WriteAsync(Action<Sql> unit, CancellationToken ct) => Database.WriteAsync(unit, ct);

    /// <inheritdoc cref="WriteAsync(Action{Sql}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<Sql, T> unit, CancellationToken ct) => Database.WriteAsync(unit, ct);

    public void Dispose() => Database.Dispose();
}
