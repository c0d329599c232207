namespace AgenticRecovery.Economics;

/// <summary>A Beta belief about a chance: <paramref name="A"/> pseudo-cases for, <paramref name="B"/> against; both positive.</summary>
public sealed record Odds(decimal A, decimal B)
{
    /// <summary>The expected chance, 0–1.</summary>
    [System.Text.Json.Serialization.JsonIgnore] public decimal Mean => A / (A + B);

    /// <summary>How many cases the belief is worth.</summary>
    [System.Text.Json.Serialization.JsonIgnore] public decimal Strength => A + B;
}
