using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>A closed case of the same failure mode and move.</summary>
public sealed record SimilarCase(CaseId Case, CaseResult Result, string Why, Money Margin, Money Conceded, DateTimeOffset ClosedAt);

/// <summary>What came of the newest cases like one.</summary>
/// <param name="Newest">A few of them, to look at.</param>
/// <param name="ByResult">Of all that were looked at.</param>
public sealed record Alike(IReadOnlyList<SimilarCase> Newest, IReadOnlyDictionary<CaseResult, int> ByResult);

/// <summary>Past cases of the same mode and move, the newest first; an index range of at most <see cref="Looked"/> rows.</summary>
public sealed class SimilarCases(SqliteDatabase database)
{
    private const int Looked = 200;

    public Alike Of(FailureMode mode, string move, CaseId except, int shown) => database.Read(sql =>
    {
        var found = sql.Query(
            """
            SELECT case_id, result, why, retained_margin_minor, conceded_minor, currency, closed_at
            FROM outcomes INDEXED BY outcomes_alike WHERE mode = @mode AND move = @move ORDER BY closed_at DESC LIMIT @most
            """,
            row => new SimilarCase(
                new CaseId(row.GetString(0)), row.Enum<CaseResult>(1), row.GetString(2), row.Money(3, 5), row.Money(4, 5), row.Instant(6)),
            ("@mode", mode.ToString()), ("@move", move), ("@most", Looked)).Where(c => c.Case != except).ToList();
        return new Alike([.. found.Take(shown)], found.GroupBy(c => c.Result).ToDictionary(g => g.Key, g => g.Count()));
    });
}
