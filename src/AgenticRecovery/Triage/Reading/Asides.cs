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

    // What no wish is about and what shall stay as it is anyway.
    private const string Others = @"((the |my |all |both )*(other|remaining) [\w ]{1,30}?|(the )?others|the rest( of (it|the \w+))?|everything else|anything else|(the |my )?(profile|default|account)( address)?)";
    private const string Lead = @"(?<=^|[,;.!?\n]\s*|\b)[,;]?\s*((and|but)\s+)?(please\s+|kindly\s+)?\b";
    private const string End = @"(?=\s*([.,;!?)\n]|$))";

    [GeneratedRegex(
        @"\b(before|until|till)\s+(it|they|this|that|the (order|parcel|package|item)|my (order|parcel|package|item))\s+((is|are|gets?|has been|have been)\s+)?"
        + @"(ships?|shipped|leaves?|sent( out)?|dispatched|packed|goes out|go out|posted)\b"
        + @"|\b(it|they|this|that|the \w+|which|that|and)\s+(does not|doesn['’]?t|do not|don['’]?t|did not|didn['’]?t)\s+(really\s+)?fit(\s+me)?\b(?!\s+(in|into|with|on)\b)"
        + @"|\bI\s+(have\s+|['’]ve\s+)?(never|not|only once)\s+(wore|worn|used|opened)\s+(it|them)\b"
        + @"|" + Lead + @"(leave|keep)\s+" + Others + @"\s+(as (they are|it is|is)|alone|untouched|unchanged)" + End
        + @"|(?<=\b(default|profile|account)\b[^.!?\n]*)" + Lead + @"leave\s+(the |my )?orders\s+(as they are|alone|untouched|unchanged)" + End
        + @"|" + Lead + @"(hands off|(do not|don['’]?t)\s+(touch|alter))\s+" + Others + End
        + @"|" + Lead + Others + @"\s+(is|are|will be)\s+kept" + End
        + @"|" + Lead + Others + @"\s+((should|shall|must|can|may)\s+)?(stays?|remains?)\s+(as (they are|it is|is)|unchanged|untouched)" + End
        + @"|(?<=\b(return|refund|send back)\w*\b[^.!?\n]*),?\s*\b(and|but)\s+((I|he|she|they|customer)\s+)?(do not|don['’]?t|does not|doesn['’]?t)\s+(want|need)\s+(an exchange|a replacement|a new one|another one)" + End
        + @"|[,;]\s*(and\s+)?(please\s+|kindly\s+)?(arrange|organi[sz]e|set up|initiate|process)\s+(the|a|that)\s+(return|exchange|refund|cancell?ation)(\s+for me)?(?=\s*([.;!?\n]|$))"
        + @"|\bI\s+(did not|didn['’]?t|have not|haven['’]?t)\s+(wear|worn|use|used|open|opened)\s+(it|them)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Aside();
}
