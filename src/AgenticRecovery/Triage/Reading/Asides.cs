using System.Text.RegularExpressions;

namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Phrases that tell when or how it stands and wish for nothing: "before it ships", "it does not fit", "I never wore it".
/// They are taken out before a text is read, so that their verbs and nouns are no part of a wish.
/// </summary>
internal static partial class Asides
{
    /// <summary>The text with each aside replaced by spaces; offsets stay.</summary>
    public static string Blanked(string text) => Aside().Replace(text, found => new string(' ', found.Length));

    [GeneratedRegex(
        @"\b(before|until|till)\s+(it|they|this|that|the (order|parcel|package|item)|my (order|parcel|package|item))\s+((is|are|gets?|has been|have been)\s+)?"
        + @"(ships?|shipped|leaves?|sent( out)?|dispatched|packed|goes out|go out|posted)\b"
        + @"|\b(it|they|this|that|the \w+|which|that|and)\s+(does not|doesn['’]?t|do not|don['’]?t|did not|didn['’]?t)\s+(really\s+)?fit(\s+me)?\b(?!\s+(in|into|with|on)\b)"
        + @"|\bI\s+(have\s+|['’]ve\s+)?(never|not|only once)\s+(wore|worn|used|opened)\s+(it|them)\b"
        + @"|\bI\s+(did not|didn['’]?t|have not|haven['’]?t)\s+(wear|worn|use|used|open|opened)\s+(it|them)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Aside();
}
