using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AgenticRecovery.Host.Accounts;

/// <summary>Tokens that open one door once, for a while. Safe for use by several threads.</summary>
internal sealed class OneTimeLinks(TimeProvider clock)
{
    /// <summary>The person at the console of a demo signs in.</summary>
    public const string Console = "console";

    /// <summary>The first admin chooses a name and a password.</summary>
    public const string Setup = "setup";

    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, Open> _open = new(StringComparer.Ordinal);

    public string Make(string door = Console)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _open[token] = new Open(door, clock.GetUtcNow() + Valid);
        return token;
    }

    /// <summary>True while the token would still open this door.</summary>
    public bool IsOpen(string? token, string door) =>
        token is not null && _open.TryGetValue(token, out var open) && open.Door == door && clock.GetUtcNow() < open.Until;

    /// <summary>True the first time within the token's life.</summary>
    public bool Use(string? token, string door) => IsOpen(token, door) && _open.TryRemove(token!, out _);

    private sealed record Open(string Door, DateTimeOffset Until);
}
