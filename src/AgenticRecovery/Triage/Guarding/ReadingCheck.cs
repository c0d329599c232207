using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>What the understood part of the text says of a proposal.</summary>
/// <param name="Finding">Null where it says nothing of some part; those parts are in <paramref name="Left"/>.</param>
internal sealed record Compared(MatchFinding? Finding, ProposedMove Left);

/// <summary>Holds a proposal against the steps that the text comes to. A part the text asks otherwise, more or less of is a doubt.</summary>
internal static class ReadingCheck
{
    public static Compared Compare(PartialReading reading, ProposedMove proposed)
    {
        if (reading.WantsPerson)
            return new Compared(MatchFinding.Doubt("person", "As things are, the customer wants a person."), proposed);
        var sameOrder = reading.Steps.Where(step => step.Order?.Id == proposed.Order?.Id).ToList();
        var own = sameOrder.Where(step => step.Kind == proposed.Kind).ToList();
        var finding = proposed.Kind switch
        {
            StepKind.Return or StepKind.Edit or StepKind.Exchange => Lines(reading, proposed, own, sameOrder, out proposed),
            StepKind.Cancel => Cancel(proposed, own, sameOrder),
            StepKind.PayWith => own.Count == 0 ? null : Same(own[0].Method == proposed.Method, "method", "The customer named another payment method."),
            _ => own.Count == 0 ? null : Same(AddressChoice.Same(own[0].Address!, proposed.Address!), "address", "The customer's words lead to another address."),
        };
        return new Compared(finding ?? (reading.IsWhole ? MatchFinding.Doubt("not-asked", "Nothing in the customer's words asks for this.") : null), proposed);
    }

    private static MatchFinding Same(bool isSame, string check, string reason) => isSame ? MatchFinding.Agrees : MatchFinding.Doubt(check, reason);

    private static MatchFinding? Cancel(ProposedMove proposed, List<Step> own, List<Step> sameOrder)
    {
        if (own.Count > 0)
            return Same(CancelWords.Same(own[0].Reason, proposed.Reason), "reason", "The customer gave another reason.");
        return sameOrder.Count > 0 ? MatchFinding.Doubt("other-wish", "The customer wants something else done with this order.") : null;
    }

    private static MatchFinding? Lines(PartialReading reading, ProposedMove proposed, List<Step> own, List<Step> sameOrder, out ProposedMove left)
    {
        var open = PlanBuilder.Once(own);
        var unknown = new List<ProposedLine>();
        left = proposed;
        foreach (var line in proposed.Lines)
        {
            var asked = open.Find(step => step.Line!.Id == line.Id && (line.To is null || step.To!.Id == line.To));
            if (asked is not null)
                open.Remove(asked);
            else if (open.Find(step => step.Line!.Id == line.Id) is { } otherwise)
                return MatchFinding.Doubt("variant", $"The customer's words lead to another {otherwise.Line!.Name}: {string.Join(", ", otherwise.To!.Options.Values)}.");
            else if (sameOrder.Exists(step => step.Line?.Id == line.Id) || sameOrder.Exists(step => step.Kind == StepKind.Cancel))
                return MatchFinding.Doubt("other-wish", $"The customer wants something else done with {line.Line?.Name ?? "this item"}.");
            else
                unknown.Add(line);
        }

        if (open.Count > 0)
            return MatchFinding.Doubt("left-out", $"The customer also asked for {open[0].Line!.Name}; it all goes into one call.");
        if (own.Count > 0 && own[0].Method is { } method && method != proposed.Method)
            return MatchFinding.Doubt("method", "The customer's words lead to another payment method.");
        if (unknown.Count == 0)
            return MatchFinding.Agrees;
        if (reading.IsWhole)
            return MatchFinding.Doubt("not-asked", $"Nobody asked for this with {unknown[0].Line?.Name ?? "this item"}.");
        left = proposed with { Lines = unknown };
        return null;
    }
}

/// <summary>The two reasons in whatever words.</summary>
internal static class CancelWords
{
    public static bool Same(string? left, string? right) => IsMistake(left) == IsMistake(right);

    public static bool IsMistake(string? reason) => reason?.Contains("mistake", StringComparison.OrdinalIgnoreCase) == true;
}
