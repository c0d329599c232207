using System.Globalization;

namespace AgenticRecovery.Signals;

/// <summary>ISO 8601 instants. A time without its offset is refused: guessing a zone moves deadlines by hours.</summary>
public static class IsoTime
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK",
    ];

    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        if (!HasOffset(text)) return false;
        if (!DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;
        at = parsed.ToUniversalTime();
        return true;
    }

    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}
