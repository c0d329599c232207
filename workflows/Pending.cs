namespace AgenticRecovery.Workflows;

/// <summary>One open request: what it needs and who has agreed so far.</summary>
internal sealed class Pending(Proposed proposal, ApprovalNeed need)
{
    private readonly List<string> _agreed = [];
    private readonly HashSet<string> _unrecorded = [];
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
        // So that the record gets a person's verdicts in the order they were given.
        if (_unrecorded.Contains(verdict.By))
            throw new InvalidOperationException($"The verdict of {verdict.By} before this one is still being recorded; repeat in a moment.");
        if (verdict.Word == "takeback" && !_agreed.Contains(verdict.By))
            throw new InvalidOperationException($"{verdict.By} has no approval here to take back.");
        if (verdict.Word != "takeback" && _agreed.Contains(verdict.By))
            throw new InvalidOperationException($"{verdict.By} has agreed already; another person must.");
        if (!verdict.Roles.Contains(need.Role) && !verdict.Roles.Contains("admin"))
            throw new InvalidOperationException($"This request needs the role '{need.Role}'; {verdict.By} has {string.Join(", ", verdict.Roles)}.");
    }

    /// <summary>True when this verdict settles the request; an approval among several people may not.</summary>
    public bool Take(GivenVerdict verdict)
    {
        _unrecorded.Add(verdict.By);
        if (verdict.Word == "takeback")
        {
            _agreed.Remove(verdict.By);
            return false;
        }

        if (verdict.Word == "approve")
        {
            _agreed.Add(verdict.By);
            if (_agreed.Count < need.People)
                return false;
        }

        return _isTaken = true;
    }

    public void Recorded(GivenVerdict verdict) => _unrecorded.Remove(verdict.By);

    public void Settle(GivenVerdict verdict) => Answer = verdict;
}
