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
            StepKind.PayWith => Any(own, step => step.Method == proposed.Method, "method", "The customer named another payment method."),
            _ => Address(reading, proposed, own),
        };
        var isSettled = proposed.Lines.Count == 0 && own.Count > 0;
        return new Compared(finding ?? (reading.IsWhole && !isSettled ? MatchFinding.Doubt("not-asked", "Nothing in the customer's words asks for this.") : null), proposed);
    }

    private static MatchFinding Same(bool isSame, string check, string reason) => isSame ? MatchFinding.Agrees : MatchFinding.Doubt(check, reason);

    private static MatchFinding? Any(List<Step> own, Func<Step, bool> isSame, string check, string reason) =>
        own.Count == 0 ? null : own.Exists(step => isSame(step)) ? MatchFinding.Agrees : MatchFinding.Doubt(check, reason);

    // An address may change there and back again; where the text is not understood to its end, one that it names is open.
    private static MatchFinding? Address(PartialReading reading, ProposedMove proposed, List<Step> own) =>
        Any(own, step => AddressChoice.Same(step.Address!, proposed.Address!), "address", "The customer's words lead to another address.") is { } found
            && (found.Match == RequestMatch.Agrees || reading.IsWhole || !AddressCheck.IsNamed(reading.Text, proposed.Address!))
                ? found
                : null;

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

        if (open.Count > 0 && !reading.IsConversation)
            return MatchFinding.Doubt("left-out", $"The customer also asked for {open[0].Line!.Name}; it all goes into one call.");
        // Where one wish of the order names a method and another does not, it holds for both.
        var isSameMethod = own.Exists(step => step.Method is null || step.Method == proposed.Method);
        if (own.Count > 0 && !isSameMethod && own.TrueForAll(step => step.IsMethodNamed))
            return MatchFinding.Doubt("method", "The customer's words lead to another payment method.");
        if (unknown.Count == 0 && isSameMethod)
            return MatchFinding.Agrees;
        left = proposed with { Lines = unknown };
        if (unknown.Count == 0)
            return null;
        if (reading.IsWhole)
            return MatchFinding.Doubt("not-asked", $"Nobody asked for this with {unknown[0].Line?.Name ?? "this item"}.");
        return null;
    }
}

/// <summary>The two reasons in whatever words.</summary>
internal static class CancelWords
{
    public static bool Same(string? left, string? right) => IsMistake(left) == IsMistake(right);

    public static bool IsMistake(string? reason) => reason?.Contains("mistake", StringComparison.OrdinalIgnoreCase) == true;
}
