using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>
/// One thing a workflow asked for, from its command through its events to its outcome. Methods that read events answer null when the
/// event fits, else why it does not; the caller makes that a nondeterminism error.
/// </summary>
internal abstract class Operation
{
    /// <summary>True when it was cancelled before its command left the worker: the command is dropped.</summary>
    public virtual bool IsWithdrawn => false;

    /// <summary>The event the service wrote for <paramref name="command"/>.</summary>
    public abstract string? OnCommandEvent(HistoryEvent e, Command command);

    /// <summary>Any later event that names the command's event.</summary>
    public virtual string? OnEvent(HistoryEvent e) => "nothing is waiting for this event";

    /// <summary>For error messages.</summary>
    public virtual string Describe(Command command) => command.CommandType.ToString();
}

/// <summary>A command and the operation it belongs to, until its event is seen.</summary>
internal readonly record struct PendingCommand(Command Command, Operation Owner)
{
    public string Describe() => Owner.Describe(Command);
}
