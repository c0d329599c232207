using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>The commands of a run, and their match with history.</summary>
internal sealed partial class WorkflowMachines
{
    private readonly LinkedList<PendingCommand> commands = new();
    private readonly HashSet<string> patchesInHistory = [];
    private bool isMatching;

    /// <summary>Told about every command the moment it is produced.</summary>
    public Action? CommandAdded { get; set; }

    /// <summary>
    /// Queues a command for the end of this task. The command that ends the workflow always goes last, whatever else is still produced.
    /// </summary>
    public void Add(Operation owner, Command command)
    {
        CommandAdded?.Invoke();
        var isEnd = EndsWorkflow(command.CommandType);
        var ending = commands.Last is { } last && EndsWorkflow(last.Value.Command.CommandType) ? last : null;
        if (ending is null)
            commands.AddLast(new PendingCommand(command, owner));
        else if (!isEnd)
            commands.AddBefore(ending, new PendingCommand(command, owner));
    }

    /// <summary>What goes to the service at the end of the task. The commands stay queued until their events come back.</summary>
    public IEnumerable<Command> CommandsToSend() => commands.Where(c => !c.Owner.IsWithdrawn).Select(c => c.Command);

    public bool HasCommands => commands.Any(c => !c.Owner.IsWithdrawn);

    public bool HasEnded => commands.Last is { } last && EndsWorkflow(last.Value.Command.CommandType);

    public bool HasPatchInHistory(string patchId) => patchesInHistory.Contains(patchId);

    private static bool EndsWorkflow(CommandType type) => type is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    /// <summary>Answers how many following events are settled by this one too.</summary>
    private int ApplyCommandEvent(HistoryEvent e, HistoryEvent? next)
    {
        if (LocalActivityMarker.Read(e) is { } marker && Locals.Find(marker.Sequence) is { IsResolvedFromMarker: true } local)
        {
            if (local.OnCommandEvent(e, null!) is { } misfit)
                throw Nondeterminism.Unexpected(WorkflowType, e, misfit);
            return 0;
        }
        var patch = PatchOperation.Read(e);
        while (true)
        {
            if (commands.First is not { } first)
            {
                if (patch is { IsDeprecated: true })
                    return IsVersionUpsert(next) ? 1 : 0;
                throw Nondeterminism.Missing(WorkflowType, e);
            }
            var pending = first.Value;
            var owner = pending.Owner as PatchOperation;
            // A deprecated marker needs no call any more, and a patch call made on replay needs no marker.
            if (patch is { IsDeprecated: true } && owner?.PatchId != patch.Value.Id)
                return IsVersionUpsert(next) ? 1 : 0;
            commands.RemoveFirst();
            if (pending.Owner.IsWithdrawn || (owner is not null && patch is null))
                continue;
            if (pending.Owner.OnCommandEvent(e, pending.Command) is { } detail)
                throw Nondeterminism.Mismatch(WorkflowType, e, pending.Describe(), detail);
            byInitialEvent[e.EventId] = pending.Owner;
            return 0;
        }
    }

    /// <summary>After the events of a completed task every command of that task must be accounted for.</summary>
    private void RequireAllMatched(HistoryEvent e)
    {
        isMatching = false;
        while (commands.First is { } first)
        {
            if (!first.Value.Owner.IsWithdrawn && first.Value.Owner is not PatchOperation)
                throw Nondeterminism.Extra(WorkflowType, e, first.Value.Describe());
            commands.RemoveFirst();
        }
    }

    private static bool IsVersionUpsert(HistoryEvent? e) =>
        e?.UpsertWorkflowSearchAttributesEventAttributes?.SearchAttributes?.IndexedFields.ContainsKey(PatchOperation.VersionAttribute) == true;
}
