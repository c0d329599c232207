using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>The shop's documents within one transaction. A document that is read may be changed and must then be saved.</summary>
internal sealed class RetailDocuments(Sql sql)
{
    public const string Orders = "orders", Users = "users", Products = "products";

    public static readonly IReadOnlyList<string> Kinds = [Orders, Products, Users];

    public JsonObject? Find(string kind, string id) =>
        sql.Text("SELECT body FROM documents WHERE kind = @kind AND id = @id", ("@kind", kind), ("@id", id)) is { } body
            ? Parse(body)
            : null;

    public void Save(string kind, string id, JsonObject document)
    {
        sql.Execute(
            """
            INSERT INTO originals (kind, id, body) SELECT kind, id, body FROM documents WHERE kind = @kind AND id = @id
            ON CONFLICT (kind, id) DO NOTHING
            """,
            ("@kind", kind), ("@id", id));
        sql.Execute(
            "UPDATE documents SET body = @body WHERE kind = @kind AND id = @id",
            ("@body", PythonText.Json(document)), ("@kind", kind), ("@id", id));
        if (kind == Users)
            SaveKeys(id, document);
    }

    /// <summary>The first user, in the order of the documents, with this e-mail address.</summary>
    public string? UserByEmail(string email, bool isFolded) => isFolded
        ? sql.Text("SELECT id FROM user_keys WHERE email_folded = @key ORDER BY position LIMIT 1", ("@key", Fold(email)))
        : sql.Text("SELECT id FROM user_keys WHERE email_lower = @key ORDER BY position LIMIT 1", ("@key", Lower(email)));

    public string? UserByName(string first, string last, string zip, bool isFolded) => isFolded
        ? sql.Text("SELECT id FROM user_keys WHERE name_folded = @key AND zip = @zip ORDER BY position LIMIT 1", ("@key", Fold($"{first}\n{last}")), ("@zip", zip))
        : sql.Text("SELECT id FROM user_keys WHERE name_lower = @key AND zip = @zip ORDER BY position LIMIT 1", ("@key", Lower($"{first}\n{last}")), ("@zip", zip));

    /// <summary>Users whose full name is this, whatever the case; all of them, or those of one postal code.</summary>
    public List<string> UsersNamed(string name, string? zip) => sql.Query(
        """
        SELECT id FROM user_keys WHERE replace(name_folded, @line, ' ') = @name AND (@zip IS NULL OR zip = @zip) ORDER BY position
        """,
        row => row.GetString(0), ("@line", "\n"), ("@name", Fold(name)), ("@zip", zip));

    /// <summary>All documents of a kind, in their order.</summary>
    public List<(string Id, JsonObject Document)> All(string kind) => sql.Query(
        "SELECT id, body FROM documents WHERE kind = @kind ORDER BY position", row => (row.GetString(0), Parse(row.GetString(1))), ("@kind", kind));

    /// <summary>What differs from the seed, as it is now. The order of an object's names is no difference, nor is 64 against 64.0.</summary>
    public IEnumerable<(string Kind, string Id, JsonObject Document)> Changed() => sql.Query(
        """
        SELECT d.kind, d.id, d.body, o.body FROM originals o JOIN documents d ON d.kind = o.kind AND d.id = o.id
        WHERE d.body <> o.body ORDER BY d.kind, d.position
        """,
        row => (Kind: row.GetString(0), Id: row.GetString(1), Now: Parse(row.GetString(2)), Was: Parse(row.GetString(3))))
        .Where(d => !JsonNode.DeepEquals(d.Now, d.Was))
        .Select(d => (d.Kind, d.Id, d.Now));

    /// <summary>Takes a database of the three kinds; what was there before is gone.</summary>
    public void Import(JsonObject database)
    {
        foreach (var table in (string[])["documents", "originals", "user_keys", "intents", "holds", "messages"])
            sql.Script($"DELETE FROM {table}");
        foreach (var kind in Kinds)
        {
            var position = 0;
            foreach (var (id, document) in database[kind]?.AsObject() ?? throw new FormatException($"The retail database has no '{kind}'."))
            {
                var body = document!.AsObject();
                sql.Execute(
                    "INSERT INTO documents (kind, id, position, body) VALUES (@kind, @id, @position, @body)",
                    ("@kind", kind), ("@id", id), ("@position", position++), ("@body", PythonText.Json(body)));
                if (kind == Users)
                    SaveKeys(id, body);
            }
        }
    }

    /// <summary>Back to the seed: documents, intents, holds and messages.</summary>
    public void Reset()
    {
        var changed = sql.Query("SELECT kind, id, body FROM originals", row => (Kind: row.GetString(0), Id: row.GetString(1), Body: row.GetString(2)));
        foreach (var (kind, id, body) in changed)
        {
            sql.Execute("UPDATE documents SET body = @body WHERE kind = @kind AND id = @id", ("@body", body), ("@kind", kind), ("@id", id));
            if (kind == Users)
                SaveKeys(id, Parse(body));
        }

        foreach (var table in (string[])["originals", "intents", "holds", "messages"])
            sql.Execute($"DELETE FROM {table}");
    }

    /// <summary>Without case and accents: "Vázquez" is "vazquez".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c);
        return Lower(folded.ToString());
    }

    private void SaveKeys(string id, JsonObject user)
    {
        var name = $"{Text(user["name"]?["first_name"])}\n{Text(user["name"]?["last_name"])}";
        var email = Text(user["email"]);
        sql.Execute(
            """
            INSERT INTO user_keys (id, position, email_lower, email_folded, name_lower, name_folded, zip)
            VALUES (@id, (SELECT position FROM documents WHERE kind = 'users' AND id = @id), @emailLower, @emailFolded, @nameLower, @nameFolded, @zip)
            ON CONFLICT (id) DO UPDATE SET email_lower = excluded.email_lower, email_folded = excluded.email_folded,
              name_lower = excluded.name_lower, name_folded = excluded.name_folded, zip = excluded.zip
            """,
            ("@id", id), ("@emailLower", Lower(email)), ("@emailFolded", Fold(email)), ("@nameLower", Lower(name)),
            ("@nameFolded", Fold(name)), ("@zip", Text(user["address"]?["zip"])));
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

#pragma warning disable CA1308 // The original compares in lower case; upper case would differ for a few letters.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static JsonObject Parse(string body) => JsonNode.Parse(body)?.AsObject() ?? throw new JsonException("A document is null.");
}
