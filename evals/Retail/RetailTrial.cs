using System.Text.Json.Nodes;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Evals.Trials;
using AgenticRecovery.Queues;
using AgenticRecovery.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticRecovery.Evals.Retail;

/// <summary>What one request led to.</summary>
/// <param name="Finished">The case closed by itself: nobody was asked, neither a person nor the customer.</param>
/// <param name="IsRight">The shop is in the state of the reference.</param>
/// <param name="WrongWrites">Writes that were carried out and that the reference does not have.</param>
/// <param name="Confidence">0–1; the least of the proposals, 0 without any.</param>
/// <param name="Said">The question or the instruction that came with a hand-over; else why the case closed.</param>
public sealed record RetailTrial(string Id, int Repeat, bool Finished, bool IsRight, bool ReferenceChanges)
{
    public required IReadOnlyList<string> WrongWrites { get; init; }
    public required decimal Confidence { get; init; }
    public required string Said { get; init; }

    /// <summary>Why the machinery failed the case; null when it did not. A failed case is never finished.</summary>
    public string? Breakdown { get; init; }

    /// <summary>A hand-over is right where nothing could be changed by itself.</summary>
    public bool IsRightHandOver => !Finished && Breakdown is null && !ReferenceChanges && IsRight;

    public bool Passed => Finished ? IsRight : IsRightHandOver;
}

/// <summary>Drives requests through the workflows of the product, one after the other, each on the fresh shop of its lane.</summary>
internal sealed class RetailLane(RetailShop shop, IReadOnlyList<Model> models, PolicyShelf policy, TimeProvider clock, string folder)
{
    // A request takes the built-in model well under a second; one that needs this long hangs.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task<RetailTrial> RunAsync(RetailRequest request, int repeat, CancellationToken ct)
    {
        var reference = await RetailReference.RunAsync(shop, request.Reference, ct);
        await shop.ResetAsync(ct);
        using var store = RecoveryStore.Open(Path.Combine(folder, $"{Guid.NewGuid():N}.db"), clock, Durability.ProcessEnd);
        var signal = RetailRequests.Signal(request.Id, request.Ticket, clock.GetUtcNow());
        await DriveAsync(store, signal, ct);
        var id = store.Signals.Find(signal.Id)?.CaseId;
        return Read(request, repeat, reference, id is { } known ? store.File(known) : null);
    }

    private async Task DriveAsync(RecoveryStore store, Signals.Signal signal, CancellationToken ct)
    {
        await using var service = await TrialService.StartAsync(clock, ct);
        await using var engine = CaseEngine.Start(new EngineParts
        {
            Client = service.Client,
            Store = store,
            Shop = shop,
            Models = models,
            Prompts = PromptBook.Load(null),
            Playbooks = PlaybookShelf.Shipped(),
            Policy = policy,
            Logs = NullLoggerFactory.Instance,
            Clock = clock,
        });
        await engine.Door.TakeAsync(signal, ct);
        await engine.Door.DeliverAsync(ct);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Longest);
        try
        {
            await await Task.WhenAny(engine.Door.SettledAsync(null, late.Token), engine.Running);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The case is read as it stands and shows as a breakdown.
        }
    }

    private RetailTrial Read(RetailRequest request, int repeat, RetailReference reference, CaseFile? file)
    {
        var done = file?.Proposals.Where(p => p.Acted == "done").ToList() ?? [];
        var isFinished = file is { Case: { State: CaseState.Closed, FailedWhy: null }, Approvals.Count: 0 }
            && done.TrueForAll(p => p.Proposal.Move is not (Move.AskCustomer or Move.EscalateTo));
        var waits = file?.Case.State is CaseState.Closed or CaseState.AwaitingApproval or CaseState.AwaitingCustomer or CaseState.Held;
        return new RetailTrial(request.Id, repeat, isFinished, reference.IsReached(shop.Changed()), reference.Changes)
        {
            WrongWrites = [.. done.Where(p => MoveTraits.Of(p.Proposal.Move).Group is not (MoveGroup.Message or MoveGroup.Task))
                .Select(p => new RetailWrite(p.Proposal.Move, p.Proposal.Order, p.Proposal.Customer).Key).Where(key => !reference.Writes.Contains(key))],
            Confidence = file?.Proposals.Select(p => p.Proposal.Confidence).DefaultIfEmpty(0).Min() ?? 0,
            Said = file is null ? "no case was opened" : Words(file),
            Breakdown = file is null ? "no case was opened" : file.Case.FailedWhy ?? (waits ? null : $"did not settle; it is {file.Case.State}"),
        };
    }

    private static string Words(CaseFile file) =>
        file.Proposals.LastOrDefault(p => p.Proposal.Move is Move.EscalateTo or Move.AskCustomer)?.Proposal.Move switch
        {
            Move.EscalateTo to => to.Instructions,
            Move.AskCustomer ask => ask.Question,
            _ => file.Case.StateWhy,
        };
}
