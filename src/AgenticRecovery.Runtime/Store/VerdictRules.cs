using System.Diagnostics;
using AgenticRecovery.Approvals;

namespace AgenticRecovery.Store;

/// <summary>When a verdict cannot count, whatever it says.</summary>
public static class VerdictRules
{
    /// <summary>Null when it counts.</summary>
    public static string? WhyRefused(ApprovalRecord approval, Verdict verdict) => verdict switch
    {
        _ when !approval.IsWaiting => $"This request was already settled: {approval.State}.",
        _ when verdict.ProposalHash != approval.Request.ProposalHash => "The proposal changed since it was shown; look at it again.",
        _ when verdict.By == approval.RequestedBy => "Who asks cannot answer.",
        _ when !verdict.Roles.Contains(approval.Request.Role) && !verdict.Roles.Contains("admin") => $"This needs somebody with the role '{approval.Request.Role}'.",
        Verdict.Approve when approval.Verdicts.Any(v => v is Verdict.Approve && v.By == verdict.By) =>
            $"{verdict.By} has approved already; this needs {approval.Request.People} different people.",
        _ => null,
    };

    internal static (string Word, string State, string Why) Words(Verdict verdict) => verdict switch
    {
        Verdict.Approve approve => ("approve", "approved", approve.Note ?? ""),
        Verdict.Edit edit => ("edit", "edited", edit.Note),
        Verdict.Reject reject => ("reject", "rejected", reject.Reason),
        Verdict.Ask ask => ("ask", "asked", ask.Question),
        Verdict.TakeOver takeOver => ("takeover", "taken-over", takeOver.Note),
        _ => throw new UnreachableException(),
    };
}
