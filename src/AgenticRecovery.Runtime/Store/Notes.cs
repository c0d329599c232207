using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>
/// Words of people, models and shops that a workflow passes on without seeing them: its history carries the id, the words
/// stay here under the retention rule of the case. The id is derived from case and words, so a step that runs twice keeps one.
/// </summary>
public sealed partial class Notes(SqliteDatabase database)
{
    private const string Prefix = "note-";

    public string Put(Sql sql, CaseId caseId, string words, DateTimeOffset at)
    {
        var id = Prefix + StoreJson.Hash(new { Case = caseId.Value, Words = words })[..24];
        sql.Execute(
            "INSERT INTO notes (id, case_id, body, at) VALUES (@id, @case, @body, @at) ON CONFLICT (id) DO NOTHING",
            ("@id", id), ("@case", caseId.Value), ("@body", words), ("@at", at.Ms()));
        return id;
    }

    public Task<string> PutAsync(CaseId caseId, string words, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Put(sql, caseId, words, at), ct);

    /// <summary>The words of a note; null when there is none of this id.</summary>
    public string? Find(string id) => database.Read(sql => sql.Text("SELECT body FROM notes WHERE id = @id", ("@id", id)));

    /// <summary>A sentence of the workflow with each note's words in the place of its id; an id that is unknown stays.</summary>
    public string Read(string sentence) =>
        sentence.Contains(Prefix, StringComparison.Ordinal) ? Id().Replace(sentence, found => Find(found.Value) ?? found.Value) : sentence;

    [GeneratedRegex("note-[0-9a-f]{24}")]
    private static partial Regex Id();
}
