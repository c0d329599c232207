namespace AgenticRecovery.Host.Cli;

/// <summary>What every verb that touches cases is told.</summary>
public sealed record AppOptions
{
    /// <summary>Full path; everything a run writes lies beside it.</summary>
    public required string Database { get; init; }

    /// <summary>"embedded" or HOST:PORT.</summary>
    public string Temporal { get; init; } = "embedded";

    /// <summary>A policy book's file; null for the shipped one.</summary>
    public string? Policy { get; init; }

    /// <summary>A second book, decided and logged beside the enforced one; null for none.</summary>
    public string? Shadow { get; init; }
    public string Model { get; init; } = "playbook";

    /// <summary>"sandbox", or "tau2:FILE" for the retail shop of that file; null for the database's own.</summary>
    public string? Shop { get; init; }

    /// <summary>Where this database's clock starts; null for now.</summary>
    public DateTimeOffset? StartAt { get; init; }
    public bool IsJson { get; init; }
    public bool IsVerbose { get; init; }

    /// <summary>The file of one part beside the database: "recovery.db" and "shop" give "recovery.shop.db".</summary>
    public string Beside(string part) => Path.Combine(
        Path.GetDirectoryName(Database)!, Path.GetFileNameWithoutExtension(Database) + "." + part + ".db");
}
