using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Learning;

/// <summary>One closed case as evidence for a move: whether the order was kept, verified, with no new contact in the window.</summary>
/// <param name="Segment">Such as a country or a customer group; null where none was told apart.</param>
/// <param name="IsHoldout">True when the case was left with the baseline move on purpose.</param>
public sealed record Evidence(
    FailureMode Mode, string? Cause, string? Segment, string Move, bool IsKept, DateTimeOffset ClosedAt, bool IsHoldout);

/// <summary>Weighted successes and failures; old evidence counts less.</summary>
public readonly record struct Tally(decimal Kept, decimal Lost)
{
    public decimal Count => Kept + Lost;

    /// <summary>Half-life of evidence: customers, carriers and shops change (economics.md §4, assumption).</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(120);

    /// <summary>Each case counts 2^(−age / half-life); evidence from the future counts in full.</summary>
    public static Tally Of(IEnumerable<Evidence> evidence, DateTimeOffset now, TimeSpan halfLife)
    {
        var (kept, lost) = (0m, 0m);
        foreach (var one in evidence)
        {
            var age = now - one.ClosedAt;
            var weight = age <= TimeSpan.Zero ? 1m : (decimal)Math.Pow(2, -(age / halfLife));
            if (one.IsKept) kept += weight;
            else lost += weight;
        }
        return new Tally(kept, lost);
    }
}
