namespace AgenticRecovery.Approvals;

/// <summary>How far two readers agree beyond chance, on the same requests.</summary>
/// <param name="Kappa">Cohen's κ, at most 1; null where it is not defined: no readings, or both always gave the same one word.</param>
/// <param name="Share">Share (0–1) of equal answers.</param>
public sealed record Agreement(int Readings, decimal Share, decimal? Kappa)
{
    /// <summary>From pairs of words given to the same request. κ = (observed − expected) / (1 − expected).</summary>
    public static Agreement Of(IReadOnlyList<(string First, string Second)> pairs)
    {
        if (pairs.Count == 0)
            return new Agreement(0, 0, null);
        decimal n = pairs.Count;
        var same = pairs.Count(p => p.First == p.Second) / n;
        var byChance = pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()
            .Sum(word => pairs.Count(p => p.First == word) / n * (pairs.Count(p => p.Second == word) / n));
        return new Agreement(pairs.Count, same, byChance == 1 ? null : (same - byChance) / (1 - byChance));
    }
}
