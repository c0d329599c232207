using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <param name="Undo">How it is taken back; null for the point of no return itself.</param>
public sealed record UndoStep(string Text, string? Undo);

/// <summary>What happens after a yes, in order, until when it can be taken back, and by what.</summary>
public static class UndoPlan
{
    /// <param name="until">The moment the shop acts on it for good: the warehouse's cutoff; null where none is known.</param>
    public static IReadOnlyList<UndoStep> Of(Viewer viewer, Proposal proposal, IReadOnlyList<HoldRecord> holds, DateTimeOffset? until)
    {
        var traits = MoveTraits.Of(proposal.Move);
        var steps = new List<UndoStep>();
        foreach (var hold in holds.Where(h => h.LiftedAt is null))
            steps.Add(new UndoStep(viewer["{0} in place since {1}", viewer[Words.MoveName(hold.Kind.ToString())], viewer.Moment(hold.PlacedAt)], viewer["Lifted by the verdict, whatever it is"]));
        steps.Add(new UndoStep(viewer["The shop is read again"], viewer["A change beyond what the move tolerates opens the request again; nothing is done"]));
        var act = new UndoStep(viewer.Move(proposal.Move), traits.IsReversible ? viewer["Taken back in the shop by the opposite change"] : viewer["Cannot be taken back; a new move would have to follow"]);
        var point = new UndoStep(until is { } at ? viewer["Point of no return: {0}", viewer.Moment(at)] : viewer["Point of no return"], null);
        if (traits.IsReversible)
            steps.AddRange([act, point]);
        else
            steps.AddRange([point, act]);
        if (traits.TellsCustomer)
            steps.Add(new UndoStep(viewer["The customer is told"], viewer["Cannot be recalled; a correction follows if the step before fails"]));
        return steps;
    }
}
