using AgenticRecovery.Economics;

namespace AgenticRecovery.Accounts;

/// <summary>A person, or a program acting for one, that may use the desk. Its name stands on every verdict and audit entry.</summary>
public sealed record Account
{
    /// <summary>Lower case; see <see cref="AccountName"/>.</summary>
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public string? Email { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public IReadOnlyList<AmountLimit> Limits { get; init; } = [];

    /// <summary>"local" (password here), "oidc" (another issuer vouches) or "console" (the person who started a demo).</summary>
    public string Source { get; init; } = Local;
    public string? Issuer { get; init; }
    public string? Subject { get; init; }
    public bool HasPassword { get; init; }

    /// <summary>Drawn anew when the password, the roles or the limits change; a session that carries an older one has ended.</summary>
    public string Stamp { get; init; } = "";
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SignedInAt { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public bool IsEnabled => DisabledAt is null;

    public const string Local = "local";
    public const string Oidc = "oidc";
    public const string Console = "console";
}

/// <summary>The most that one verdict may let go in a role and a currency.</summary>
public sealed record AmountLimit(string Role, Money Most)
{
    public override string ToString() => $"{Role}={Most}";
}
