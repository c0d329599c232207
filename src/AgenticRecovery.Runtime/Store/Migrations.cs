using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgenticRecovery.Store;

/// <summary>One numbered step of a schema. <see cref="Hash"/> is SHA-256 over the text with LF line ends.</summary>
public sealed record Migration(int Number, string Name, string Text)
{
    public string Hash { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));
}

/// <summary>
/// A schema as its numbered steps, forward only. A step that has run is never edited: its hash is kept in the
/// database and checked at every start.
/// </summary>
/// <param name="Room">Which kind of database this is; a file of another kind is refused.</param>
public sealed record Migrations(string Room, IReadOnlyList<Migration> Steps)
{
    public static Migrations Recovery { get; } = Embedded("recovery", "migrations/");

    /// <summary>Steps embedded as <c>PREFIXnnnn_name.sql</c>.</summary>
    public static Migrations Embedded(string room, string prefix)
    {
        var assembly = typeof(Migrations).Assembly;
        var steps = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[prefix.Length..^4];
                return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
            })
            .ToList();
        return steps.Count > 0 ? new Migrations(room, steps) : throw new InvalidOperationException($"No migrations under {prefix}.");
    }

    /// <summary>Steps that a database still lacks. Throws <see cref="StoreException"/> for another room, an edited or a newer schema.</summary>
    internal IReadOnlyList<Migration> Missing(Sql sql, string path)
    {
        if (sql.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_steps'") is 0)
            return sql.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table'") is 0
                ? Steps
                : throw new StoreException($"{path} holds tables of another program. Choose another file.");

        var done = sql.Query(
            "SELECT number, name, hash, room FROM schema_steps ORDER BY number",
            row => (Number: row.GetInt32(0), Name: row.GetString(1), Hash: row.GetString(2), Room: row.GetString(3)));
        foreach (var step in done)
        {
            if (step.Room != Room)
                throw new StoreException($"{path} is a '{step.Room}' database; a '{Room}' database is needed here.");
            var known = Steps.FirstOrDefault(s => s.Number == step.Number)
                ?? throw new StoreException($"{path} was made by a newer version (schema step {step.Name}). Use that version, or another file.");
            if (known.Hash != step.Hash)
                throw new StoreException($"Schema step {step.Name} of {path} differs from this program's: it was edited after it had run.");
        }

        return [.. Steps.Where(step => done.All(d => d.Number != step.Number))];
    }

    /// <summary>Runs the missing steps in one transaction and returns them.</summary>
    internal IReadOnlyList<Migration> Apply(Sql sql, string path, DateTimeOffset at)
    {
        if (Missing(sql, path).Count == 0)
            return [];

        // Another process may migrate at the same moment: look again under the write lock.
        sql.Script("BEGIN IMMEDIATE");
        try
        {
            var missing = Missing(sql, path);
            sql.Script("CREATE TABLE IF NOT EXISTS schema_steps (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, room TEXT NOT NULL, at BIGINT NOT NULL)");
            foreach (var step in missing)
            {
                sql.Script(step.Text);
                sql.Execute(
                    "INSERT INTO schema_steps (number, name, hash, room, at) VALUES (@number, @name, @hash, @room, @at)",
                    ("@number", step.Number), ("@name", step.Name), ("@hash", step.Hash), ("@room", Room), ("@at", at.Ms()));
            }

            sql.Script("COMMIT");
            return missing;
        }
        catch
        {
            if (sql.IsInTransaction)
                sql.Script("ROLLBACK");
            throw;
        }
    }
}
