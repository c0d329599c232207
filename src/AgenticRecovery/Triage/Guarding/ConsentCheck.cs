using System.Text.RegularExpressions;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>In a conversation the details are named first and the customer says yes; a write right after a new wish has no yes.</summary>
internal static partial class ConsentCheck
{
    public static MatchFinding? Find(RequestContext request) =>
        request is { IsConversation: true, LastMessage: { } last } && !Yes().IsMatch(last)
            ? MatchFinding.Doubt("no-yes", "The customer's last message does not agree to anything yet.")
            : null;

    [GeneratedRegex(@"\b(yes|yeah|yep|yup|sure|confirm(ed)?|correct|proceed|go ahead|go on|do it|please do|sounds? (good|great|right)|that'?s (right|fine|it|perfect)|works?|fine|okay|ok|agreed?|perfect|great|absolutely|exactly|definitely|that one)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Yes();
}
