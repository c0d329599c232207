using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>
/// An item changed into itself. Before shipping it changes nothing and uses up the one change of the order; after delivery it
/// makes sense where something was wrong with the item, and nothing else in the text says so.
/// </summary>
internal static class SameCheck
{
    public static MatchFinding? Find(MarkedText text, ProposedMove proposed)
    {
        if (proposed.Kind is not (StepKind.Edit or StepKind.Exchange) || proposed.Lines.FirstOrDefault(line => line.Line?.Variant == line.To) is not { Line: { } same })
            return null;
        return proposed.Kind == StepKind.Exchange && text.Has(0, text.Marks.Count, MarkKind.Broken)
            ? null
            : MatchFinding.Doubt("no-change", $"{same.Name} would become what it is already.");
    }
}
