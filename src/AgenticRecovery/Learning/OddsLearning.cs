using AgenticRecovery.Economics;

namespace AgenticRecovery.Learning;

/// <summary>
/// Beta beliefs that learn, arranged as mode → cause → segment: a thin leaf borrows from its parent. Method and strengths:
/// domain facts economics.md §4.
/// </summary>
public static class OddsLearning
{
    /// <summary>Pseudo-cases that a child borrows from its parent.</summary>
    public const decimal LeafStrength = 4;
    private const decimal WeakestStrength = 4;
    private const decimal StrongestStrength = 200;
    private const int FewestSiblings = 10;

    /// <summary>Beta posterior: pseudo-cases plus cases.</summary>
    public static Odds After(Odds prior, Tally seen) => new(prior.A + seen.Kept, prior.B + seen.Lost);

    /// <summary>The prior of a child: its parent's mean, worth <paramref name="strength"/> cases.</summary>
    public static Odds FromParent(Odds parent, decimal strength) => new(strength * parent.Mean, strength * (1 - parent.Mean));

    /// <summary>Goes down the tree: each level starts from its parent's posterior mean and adds its own cases.</summary>
    /// <param name="root">The playbook's odds.</param>
    /// <param name="levels">Tallies from the mode down to the leaf; each holds all cases of its level.</param>
    public static Odds Down(Odds root, IReadOnlyList<Tally> levels, decimal strength = LeafStrength)
    {
        if (levels.Count == 0) return root;
        var belief = After(root, levels[0]);
        for (var i = 1; i < levels.Count; i++) belief = After(FromParent(belief, strength), levels[i]);
        return belief;
    }

    /// <summary>
    /// Strength by the method of moments, <c>μ(1−μ)/variance between siblings − 1</c>, kept within 4–200; null with fewer
    /// than ten siblings, where the variance says nothing.
    /// </summary>
    public static decimal? StrengthOf(IReadOnlyList<Tally> siblings)
    {
        var shares = siblings.Where(s => s.Count > 0).Select(s => s.Kept / s.Count).ToList();
        if (shares.Count < FewestSiblings) return null;
        var mean = shares.Average();
        var variance = shares.Sum(share => (share - mean) * (share - mean)) / (shares.Count - 1);
        return variance == 0 ? StrongestStrength : Math.Clamp((mean * (1 - mean) / variance) - 1, WeakestStrength, StrongestStrength);
    }
}
