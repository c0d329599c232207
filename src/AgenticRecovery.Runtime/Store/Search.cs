using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One page of a search.</summary>
/// <param name="Next">Where the next page starts; null on the last.</param>
public sealed record SearchPage(IReadOnlyList<CaseRecord> Cases, long? Next);

/// <summary>Finds cases by the beginnings of words of their order, customer or case, newest first, through a full-text index.</summary>
public sealed class Search(SqliteDatabase database)
{
    private const int LongestText = 200;
    private const int MostWords = 8;

    /// <summary>Keeps the name a case is found by; called when the customer becomes known.</summary>
    public void Name(Sql sql, CaseId id, string name) => sql.Execute(
        "UPDATE case_words SET customer_name = @name WHERE case_id = @case AND customer_name IS NOT @name", ("@name", name), ("@case", id.Value));

    /// <summary>Drops the copies of a customer's name; their cases are still found by order and case.</summary>
    public void Forget(Sql sql, CustomerId customer) => sql.Execute(
        "UPDATE case_words SET customer_name = NULL WHERE customer_id = @customer", ("@customer", customer.Value));

    /// <summary>All cases in the order they were opened, newest first.</summary>
    /// <param name="before">Where the page starts; null for the first.</param>
    public SearchPage Newest(int size, long? before) => database.Read(sql => PageOf(sql, size, sql.Query(
        "SELECT id, case_id FROM case_words WHERE id < @before ORDER BY id DESC LIMIT @most",
        Read, ("@before", before ?? long.MaxValue), ("@most", size + 1))));

    /// <param name="text">What a person typed; signs of the index's own language mean nothing in it.</param>
    /// <param name="before">Where the page starts; null for the first.</param>
    public SearchPage Find(string text, int size, long? before)
    {
        if (Query(text) is not { } query)
            return new SearchPage([], null);
        return database.Read(sql => PageOf(sql, size, sql.Query(
            "SELECT rowid, case_id FROM case_search WHERE case_search MATCH @query AND rowid < @before ORDER BY rowid DESC LIMIT @most",
            Read, ("@query", query), ("@before", before ?? long.MaxValue), ("@most", size + 1))));
    }

    /// <summary>Every word as the beginning of a phrase, all of them needed; null when the text has no letter or digit.</summary>
    internal static string? Query(string text)
    {
        var words = text[..Math.Min(text.Length, LongestText)].Replace('"', ' ').Replace('\0', ' ')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Any(char.IsLetterOrDigit)).Take(MostWords).ToList();
        return words.Count == 0 ? null : string.Join(' ', words.Select(word => $"\"{word}\"*"));
    }

    private static (long Id, string Case) Read(System.Data.Common.DbDataReader row) => (row.GetInt64(0), row.GetString(1));

    private static SearchPage PageOf(Sql sql, int size, List<(long Id, string Case)> found) => new(
        [.. found.Take(size).Select(f => Cases.Find(sql, new CaseId(f.Case))).OfType<CaseRecord>()],
        found.Count > size ? found[size - 1].Id : null);
}
