using AgenticRecovery.Accounts;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Identity;

namespace AgenticRecovery.Host.Accounts;

/// <summary>
/// Passwords of local accounts by the framework's hasher (PBKDF2, HMAC-SHA512, 100,000 rounds, salt of its own). Five wrong
/// tries in a row lock an account for <see cref="LockedFor"/>.
/// </summary>
internal sealed class Passwords(RecoveryStore store, TimeProvider clock)
{
    /// <summary>Length counts, not signs: NIST SP 800-63B-4 asks for 15 where a password is the only factor, and against rules of composition.</summary>
    public const int Shortest = 15;
    public const int Longest = 256;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    private static readonly PasswordHasher<string> Hasher = new();

    // Compared where there is no such account, so that the time of an answer tells nobody which names exist.
    private static readonly string Nobody = Hasher.HashPassword("", Guid.NewGuid().ToString());

    public static string Hash(string name, string password) => Hasher.HashPassword(name, password);

    /// <summary>Null for one that may be used.</summary>
    public static string? WhyWeak(string name, string password) => password switch
    {
        { Length: < Shortest } => $"Password: expected at least {Shortest} characters, found {password.Length}. A few words are easy to remember.",
        { Length: > Longest } => $"Password: expected at most {Longest} characters, found {password.Length}.",
        _ when password.Contains(name, StringComparison.OrdinalIgnoreCase) => "Password: expected one without the account's name in it.",
        _ when password.Distinct().Count() < 5 => "Password: expected at least five different characters.",
        _ => null,
    };

    /// <summary>The account whose password this is; null for a wrong one, a locked or a disabled account, and no account at all.</summary>
    public async Task<Account?> CheckAsync(string name, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var account = store.Accounts.Find(name);
        var hash = account is null ? null : store.Accounts.PasswordHash(name);
        var found = Hasher.VerifyHashedPassword(name, hash ?? Nobody, password.Length > Longest ? "" : password);
        if (account is null || hash is null || !account.IsEnabled || now < account.LockedUntil)
            return null;
        if (found == PasswordVerificationResult.Failed)
        {
            await store.Accounts.FailedAsync(name, now, LockedFor, ct);
            return null;
        }

        if (found == PasswordVerificationResult.SuccessRehashNeeded)
            await store.Accounts.TryRehashAsync(name, Hash(name, password), new By(name, now), ct);
        return account;
    }
}
