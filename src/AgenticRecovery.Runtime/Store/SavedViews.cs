namespace AgenticRecovery.Store;

/// <param name="Query">The filter as the address of the queue carries it, without the question mark.</param>
public sealed record SavedView(string Name, string Query);

/// <summary>Filters of the queue that a person keeps under a name; at most <see cref="Most"/> each.</summary>
public sealed class SavedViews(SqliteDatabase database)
{
    public const int Most = 12;

    public IReadOnlyList<SavedView> Of(string person) => database.Read(sql => sql.Query(
        "SELECT name, query FROM saved_views WHERE person = @person ORDER BY saved_at LIMIT @most",
        row => new SavedView(row.GetString(0), row.GetString(1)), ("@person", person), ("@most", Most)));

    /// <summary>Keeps a view; one of the same name is replaced. False when the person has <see cref="Most"/> others.</summary>
    public Task<bool> TryKeepAsync(string person, SavedView view, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var others = sql.Number("SELECT count(*) FROM saved_views WHERE person = @person AND name <> @name", ("@person", person), ("@name", view.Name));
            if (others >= Most)
                return false;
            sql.Execute(
                """
                INSERT INTO saved_views (person, name, query, saved_at) VALUES (@person, @name, @query, @at)
                ON CONFLICT (person, name) DO UPDATE SET query = excluded.query
                """,
                ("@person", person), ("@name", view.Name), ("@query", view.Query), ("@at", at.Ms()));
            return true;
        },
        ct);

    public Task DropAsync(string person, string name, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute("DELETE FROM saved_views WHERE person = @person AND name = @name", ("@person", person), ("@name", name)), ct);
}
