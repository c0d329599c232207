using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents;

/// <summary>Grave matters in what was written about a case, on any channel; what the shop itself wrote (notes, names) is left out.</summary>
internal static class GraveTexts
{
    /// <summary>The gravest of all texts; null when none is grave.</summary>
    public static GraveMatter? Of(IEnumerable<QuotedText> texts) =>
        texts.Where(text => text.Source is not ("order-note" or "catalogue")).Select(text => GraveMatters.In(text.Text)).Where(found => found is not null).Min();
}
