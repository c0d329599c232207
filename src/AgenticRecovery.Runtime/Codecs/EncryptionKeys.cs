namespace AgenticRecovery.Codecs;

/// <summary>
/// Keys for what is written to Temporal. The first encrypts; all of them decrypt, so a key is rotated by putting a new one in
/// front and taking the old one away when the last workflow of its time is gone.
/// </summary>
public sealed class EncryptionKeys
{
    /// <summary>AES-256.</summary>
    public const int KeyBytes = 32;

    private readonly Dictionary<string, byte[]> _byId;

    private EncryptionKeys(string current, Dictionary<string, byte[]> byId) => (CurrentId, _byId) = (current, byId);

    public string CurrentId { get; }

    /// <summary>Reads "id:base64" pairs separated by commas, as in <c>RECOVERY_TEMPORAL_KEYS</c>.</summary>
    /// <exception cref="FormatException">Says which pair is wrong and what was expected, never the key.</exception>
    public static EncryptionKeys Parse(string text)
    {
        var byId = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var pairs = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < pairs.Length; i++)
        {
            var colon = pairs[i].IndexOf(':', StringComparison.Ordinal);
            var key = new byte[KeyBytes + 1];
            if (colon < 1 || !Convert.TryFromBase64String(pairs[i][(colon + 1)..], key, out var length) || length != KeyBytes)
                throw new FormatException($"Key {i + 1} of {pairs.Length}: expected ID:KEY with a key of {KeyBytes} bytes in base64 (openssl rand -base64 32).");
            if (!byId.TryAdd(pairs[i][..colon], key[..KeyBytes]))
                throw new FormatException($"Key {i + 1} of {pairs.Length}: the id '{pairs[i][..colon]}' is there twice.");
        }

        return pairs.Length > 0
            ? new EncryptionKeys(pairs[0][..pairs[0].IndexOf(':', StringComparison.Ordinal)], byId)
            : throw new FormatException("No key given: expected ID:KEY, the first one encrypts.");
    }

    /// <exception cref="InvalidOperationException">Names the id that is missing.</exception>
    public byte[] Of(string id) => _byId.TryGetValue(id, out var key)
        ? key
        : throw new InvalidOperationException($"No key '{id}' to decrypt with; known are {string.Join(", ", _byId.Keys)}.");
}
