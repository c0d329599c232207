namespace AgenticRecovery.Workflows;

/// <summary>One open request: what it needs and who has agreed so far.</summary>
internal sealed class Pending(Proposed proposal, ApprovalNeed need)
{
    private readonly List<string> _agreed = [];
    private bool _isTaken;

    public Proposed Proposal => proposal;

    public DateTimeOffset DueAt => need.DueAt;

    /// <summary>The verdict that settled the request; null while it is open.</summary>
    public GivenVerdict? Answer { get; private set; }

    public int StillNeeded => need.People - _agreed.Count;

    /// <summary>Throws, with the reason, for a verdict that may not count.</summary>
    public void Check(GivenVerdict verdict)
    {
        if (Answer is not null || _isTaken)
            throw new InvalidOperationException($"Proposal {proposal.ProposalId} has its verdict already.");
        if (verdict.Proposal != proposal.ProposalId)
            throw new InvalidOperationException($"The open request is {proposal.ProposalId}, not {verdict.Proposal}.");
        if (verdict.ProposalHash != need.ProposalHash)
            throw new InvalidOperationException("The proposal has changed since it was shown; look at it again.");
        if (verdict.By == need.ProposedBy)
            throw new InvalidOperationException("Nobody approves their own proposal.");
        if (_agreed.Contains(verdict.By))
            throw new InvalidOperationException($"{verdict.By} has agreed already; another person must.");
        if (!verdict.Roles.Contains(need.Role) && !verdict.Roles.Contains("admin"))
            throw new InvalidOperationException($"This request needs the role '{need.Role}'; {verdict.By} has {string.Join(", ", verdict.Roles)}.");
    }

    /// <summary>True when this verdict settles the request; an approval among several people may not.</summary>
    public bool Take(GivenVerdict verdict)
    {
        if (verdict.Word == "approve")
        {
            _agreed.Add(verdict.By);
            if (_agreed.Count < need.People)
                return false;
        }

        return _isTaken = true;
    }

    public void Settle(GivenVerdict verdict) => Answer = verdict;
}
