using System.Diagnostics;
using AgenticRecovery.Accounts;
using AgenticRecovery.Approvals;
using AgenticRecovery.Economics;

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
        Verdict.Approve when approval.Agreed.Contains(verdict.By) =>
            $"{verdict.By} has approved already; this needs {approval.Request.People} different people.",
        Verdict.TakeBack when !approval.Agreed.Contains(verdict.By) => $"{verdict.By} has no approval here to take back.",
        _ => null,
    };

    /// <summary>Who has agreed by these verdicts and not taken it back, the first first.</summary>
    public static IReadOnlyList<string> Agreed(IEnumerable<Verdict> verdicts)
    {
        var agreed = new List<string>();
        foreach (var verdict in verdicts)
        {
            if (verdict is Verdict.Approve)
                agreed.Add(verdict.By);
            else if (verdict is Verdict.TakeBack)
                agreed.Remove(verdict.By);
        }

        return agreed;
    }

    /// <summary>
    /// Null when this account may give it: it is enabled and may decide, and what the verdict lets go is within its limits.
    /// Refusing, asking and taking over let nothing go.
    /// </summary>
    /// <param name="edited">What the customer would get by an edit; null for any other verdict, or where only the policy book can price it.</param>
    public static string? WhyNotTheirs(ApprovalRecord approval, Verdict verdict, Account account, Money? edited, IReadOnlyList<AmountLimit> ofRoles) => verdict switch
    {
        _ when !account.IsEnabled => $"The account {account.Name} is disabled.",
        _ when !Permissions.Allows(account.Roles, Permissions.Decide) =>
            $"{account.Name} may look but not decide; that needs one of the roles {string.Join(", ", Permissions.RolesWith(Permissions.Decide))}.",
        Verdict.Approve => AmountLimits.WhyOver(account, approval.Request.Role, approval.Request.Amount, ofRoles),
        Verdict.Edit when edited is { } amount => AmountLimits.WhyOver(account, approval.Request.Role, amount, ofRoles),
        _ => null,
    };

    internal static (string Word, string State, string Why) Words(Verdict verdict) => verdict switch
    {
        Verdict.Approve approve => ("approve", "approved", approve.Note ?? ""),
        Verdict.Edit edit => ("edit", "edited", edit.Note),
        Verdict.Reject reject => ("reject", "rejected", reject.Reason),
        Verdict.Ask ask => ("ask", "asked", ask.Question),
        Verdict.TakeOver takeOver => ("takeover", "taken-over", takeOver.Note),
        Verdict.TakeBack => ("takeback", "waiting", ""),
        _ => throw new UnreachableException(),
    };
}
