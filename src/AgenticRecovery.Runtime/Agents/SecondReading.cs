using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <summary>
/// The embedded reader looks at every diagnosis of another model. Where the two differ the model may be right, or a text may
/// have led it; its confidence is then capped, and the policy book asks a person before money or goods move. Words and
/// questions go on as they were.
/// </summary>
internal static class SecondReading
{
    /// <summary>Under the 0.6 from which the default book lets money move; see its rule "triage.unsure".</summary>
    public const decimal Disputed = 0.5m;

    /// <param name="model">The model that answered; null when none did.</param>
    public static Diagnosis Of(Diagnosis said, string? model, TriageInput input)
    {
        if (model is null or PlaybookModel.Name)
            return said;
        var own = PlaybookTriage.Judge(input);
        if (own.Mode == said.Mode && own.Fixability != Fixability.NeedsPerson)
            return said;
        var why = own.Mode == said.Mode
            ? $"a second look: {string.Join(", ", own.Missing)}"
            : $"a second look: the embedded reader says {own.Mode}";
        return said with { Confidence = Math.Min(said.Confidence, Disputed), Missing = [.. said.Missing, why] };
    }
}
