using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AgenticRecovery.Host.Desk;

/// <summary>Tokens that sign one person in once. Safe for use by several threads.</summary>
internal sealed class OneTimeLinks
{
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = new(StringComparer.Ordinal);

    public string Make()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _open[token] = TimeProvider.System.GetUtcNow() + Valid;
        return token;
    }

    /// <summary>True the first time within the token's life.</summary>
    public bool Use(string token) => _open.TryRemove(token, out var until) && TimeProvider.System.GetUtcNow() < until;
}
