using System.Globalization;
using System.Resources;

namespace AgenticRecovery.Host.Desk;

/// <summary>The desk's texts by language. The English text is the key; other languages are in Texts.LANGUAGE.resx.</summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("AgenticRecovery.Host.Desk.Texts", typeof(Texts).Assembly);

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");
    public static CultureInfo German { get; } = CultureInfo.GetCultureInfo("de-DE");
    public static IReadOnlyList<CultureInfo> All { get; } = [English, German];

    public static string In(CultureInfo culture, string text) =>
        culture.TwoLetterISOLanguageName == "en" ? text : Resources.GetString(text, culture) ?? text;

    /// <summary>The language a cookie names, else the first of the browser's list that the desk has, else English.</summary>
    public static CultureInfo Pick(string? cookie, string accepted)
    {
        var wanted = accepted.Split(',').Select(part => part.Split(';')[0].Trim()).Prepend(cookie ?? "");
        foreach (var name in wanted.Where(name => name.Length >= 2))
        {
            if (All.FirstOrDefault(c => name.StartsWith(c.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase)) is { } known)
                return known;
        }

        return English;
    }
}
