using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a local activity runs with.</summary>
internal sealed record LocalActivityRequest(
    int Sequence,
    string Id,
    string Type,
    IReadOnlyList<Payload> Arguments,
    IReadOnlyDictionary<string, Payload>? Headers,
    LocalActivityOptions Options,
    int Attempt,
    DateTime OriginallyScheduledAt,
    UserMetadata? Metadata);

/// <summary>A local activity: runs within the workflow task, and its outcome is written as a marker.</summary>
internal sealed class LocalActivityOperation : Operation
{
    private readonly WorkflowMachines machines;
    private bool isFromReplay;
    private bool isResolved;

    public LocalActivityOperation(WorkflowMachines machines, LocalActivityRequest request)
    {
        this.machines = machines;
        Request = request;
        isFromReplay = machines.IsReplaying;
        machines.Locals.Add(this, isQueued: !isFromReplay);
    }

    public LocalActivityRequest Request { get; }

    public TaskCompletionSource<LocalActivityOutcome> Outcome { get; } = new();

    /// <summary>Cancelled when the running activity should stop.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>True while replay has scheduled it but has not met its marker.</summary>
    public bool AwaitsMarker => isFromReplay && !isResolved;

    public bool IsResolvedFromMarker => isFromReplay && isResolved;

    /// <summary>Replay is over and no marker came: it has to run.</summary>
    public void RunAfterReplay()
    {
        if (!AwaitsMarker)
            return;
        isFromReplay = false;
        machines.Locals.Queue(this);
    }

    public void Resolve(LocalActivityOutcome outcome)
    {
        if (isResolved)
            return;
        isResolved = true;
        if (outcome.CompletedAt is { } at)
            machines.Advance(at);
        machines.Push(JobOrder.LocalResolution, () => Outcome.TrySetResult(outcome));
        if (!isFromReplay)
        {
            machines.Add(this, new Command
            {
                CommandType = CommandType.RecordMarker,
                RecordMarkerCommandAttributes = LocalActivityMarker.Write(Request.Sequence, Request.Id, Request.Type, outcome),
                UserMetadata = Request.Metadata,
            });
        }
    }

    public void Cancel()
    {
        if (isResolved || isFromReplay)
            return;
        if (Request.Options.CancellationType != ActivityCancellationType.Abandon)
            Stop.Cancel();
        if (Request.Options.CancellationType != ActivityCancellationType.WaitCancellationCompleted || machines.Locals.Unqueue(this))
            Resolve(new(null, CancelledFailure(), null, Request.Attempt, null, Request.OriginallyScheduledAt));
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (LocalActivityMarker.Read(e) is not { } marker)
            return "expected the marker of a local activity";
        if (marker.Sequence != Request.Sequence || marker.Type != Request.Type)
            return $"expected the marker of local activity {Request.Type} number {Request.Sequence}";
        return null;
    }

    public override string Describe(Command command) => $"{command.CommandType} (local activity {Request.Type}, number {Request.Sequence})";

    private static Failure CancelledFailure() => new() { Message = "Local Activity cancelled", CanceledFailureInfo = new() };
}
