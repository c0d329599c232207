using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// Carries messages between runs: child starts, signals, cancellations, results. Each stands in the sender's state until it is
/// done, and its receiver knows its request id, so a crash repeats the delivery but not its effect.
/// </summary>
internal sealed partial class Errands(Core core)
{
    private readonly ConcurrentDictionary<long, bool> waiting = [];

    public void Add(string ns, string workflowId, long runKey)
    {
        if (waiting.TryAdd(runKey, true))
            ThreadPool.UnsafeQueueUserWorkItem(_ => Deliver(ns, workflowId, runKey), null);
    }

    private void Deliver(string ns, string workflowId, long runKey)
    {
        waiting.TryRemove(runKey, out _);
        try
        {
            var letters = core.Slots.Use(ns, workflowId, slot => core.Load(slot, runKey) is { } run ? Letters(run) : []);
            foreach (var letter in letters)
                Deliver(ns, workflowId, runKey, letter);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The edge of a background step: the message stays in the sender's state and goes out again at the next change or start.
            LogUndelivered(core.Logger, workflowId, fault);
        }
    }

    private static List<Letter> Letters(Run run) => [.. run.State.Outgoing.Select(o => new Letter(
        o,
        new Family { Namespace = run.State.Namespace, WorkflowId = run.State.WorkflowId, RunId = run.State.RunId },
        o.Kind is Outgoing.Types.Kind.StartChild or Outgoing.Types.Kind.Signal or Outgoing.Types.Kind.Cancel ? run.Event(o.InitiatedId) : null,
        o.Kind == Outgoing.Types.Kind.TellParent ? run.Event(run.State.NextEventId - 1) : null,
        run.State.Root,
        o.Kind == Outgoing.Types.Kind.StartChild ? run.State.Children.GetValueOrDefault(o.InitiatedId) : null))];

    private void Deliver(string ns, string workflowId, long runKey, Letter letter)
    {
        Action<Run> conclude = letter.Errand.Kind switch
        {
            Outgoing.Types.Kind.StartChild => StartChild(letter),
            Outgoing.Types.Kind.Signal => Signal(letter),
            Outgoing.Types.Kind.Cancel => Cancel(letter),
            Outgoing.Types.Kind.TellParent => TellParent(letter),
            Outgoing.Types.Kind.CloseChild => CloseChild(letter),
            _ => throw new InvalidOperationException($"Unknown errand {letter.Errand.Kind}"),
        };
        core.Slots.Use(ns, workflowId, slot =>
        {
            if (core.Load(slot, runKey) is { } run && run.Settle(letter.Errand))
            {
                conclude(run);
                run.Save();
            }
            return true;
        });
    }

    private Action<Run> StartChild(Letter letter)
    {
        var given = letter.Initiated!.StartChildWorkflowExecutionInitiatedEventAttributes;
        var id = letter.Errand.InitiatedId;
        try
        {
            var started = core.StartChild(given, letter.Errand, letter.From, letter.Root, letter.Initiated.UserMetadata);
            return run => run.ChildStarted(id, started);
        }
        catch (RpcFault fault) when (fault.Code is RpcCode.AlreadyExists or RpcCode.NotFound or RpcCode.InvalidArgument)
        {
            var cause = fault.Code == RpcCode.AlreadyExists
                ? StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
                : StartChildWorkflowExecutionFailedCause.NamespaceNotFound;
            return run => run.ChildNotStarted(id, cause);
        }
    }

    private Action<Run> Signal(Letter letter)
    {
        var given = letter.Initiated!.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        try
        {
            ToTarget(letter, target => target.Signal(new WorkflowExecutionSignaledEventAttributes
            {
                SignalName = given.SignalName,
                Input = given.Input,
                Identity = "history-service",
                Header = given.Header,
                ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = letter.From.WorkflowId, RunId = letter.From.RunId },
                RequestId = letter.Errand.RequestId,
            }, []));
            return run => run.ExternalSignaled(letter.Errand, null);
        }
        catch (RpcFault fault)
        {
            var cause = fault.Code == RpcCode.ResourceExhausted
                ? SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded
                : SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound;
            return run => run.ExternalSignaled(letter.Errand, cause);
        }
    }

    private Action<Run> Cancel(Letter letter)
    {
        var reason = letter.Initiated!.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.Reason;
        try
        {
            ToTarget(letter, target =>
                target.State.CancelRequested || target.RequestCancel(reason, "history-service", letter.Errand.RequestId, letter.From, letter.Errand.InitiatedId));
            return run => run.ExternalCancelRequested(letter.Errand, null);
        }
        catch (RpcFault)
        {
            return run => run.ExternalCancelRequested(letter.Errand, CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound);
        }
    }

    private Action<Run> TellParent(Letter letter)
    {
        core.Slots.Use(letter.Errand.Target.Namespace, letter.Errand.Target.WorkflowId, slot =>
        {
            if (RunId.TryKey(letter.Errand.Target.RunId, out var key) && core.Load(slot, key) is { IsOpen: true } parent)
            {
                parent.ChildClosed(letter.Errand.InitiatedId, letter.From, letter.End!);
                parent.Save();
            }
            return true;
        });
        return _ => { };
    }

    private Action<Run> CloseChild(Letter letter)
    {
        try
        {
            ToTarget(letter, child =>
            {
                if (letter.Errand.Policy == ParentClosePolicy.Terminate)
                    child.Terminate("by parent close policy", null, "history-service");
                else if (!child.State.CancelRequested)
                    child.RequestCancel("by parent close policy", "history-service", letter.Errand.RequestId, letter.From, letter.Errand.InitiatedId);
                return true;
            });
        }
        catch (RpcFault fault)
        {
            // The child is closed already: what the policy wants has happened.
            LogChildGone(core.Logger, letter.Errand.Target.WorkflowId, fault.Message);
        }
        return _ => { };
    }

    private void ToTarget(Letter letter, Func<Run, bool> act)
    {
        var target = letter.Errand.Target;
        core.Namespaces.Get(target.Namespace);
        core.Slots.Use(target.Namespace, target.WorkflowId, slot =>
        {
            var run = letter.Errand.Kind == Outgoing.Types.Kind.CloseChild || letter.Errand.ChildOnly
                ? CurrentOfChain(slot, target.RunId)
                : core.Find(slot, target.RunId);
            if (!run.IsOpen)
                throw Faults.AlreadyCompleted();
            if (letter.Errand.ChildOnly && !(run.State.Parent is { } parent && parent.WorkflowId == letter.From.WorkflowId))
                throw Faults.WorkflowNotFound(target.WorkflowId);
            if (act(run))
                run.Save();
            return true;
        });
    }

    /// <summary>A child that continued as new is still the child.</summary>
    private Run CurrentOfChain(Slot slot, string firstRunId)
    {
        var run = core.Current(slot) ?? throw Faults.WorkflowNotFound(slot.WorkflowId);
        if (firstRunId.Length == 0 || run.State.RunId == firstRunId || run.State.FirstRunId == firstRunId)
            return run;
        return core.Find(slot, firstRunId);
    }

    private sealed record Letter(Outgoing Errand, Family From, HistoryEvent? Initiated, HistoryEvent? End, Family? Root, PendingChild? Child);

    [LoggerMessage(LogLevel.Error, "A message of workflow {WorkflowId} to another workflow was not delivered")]
    private static partial void LogUndelivered(ILogger logger, string workflowId, Exception fault);

    [LoggerMessage(LogLevel.Debug, "Child {WorkflowId} was closed before its parent's policy reached it: {Reason}")]
    private static partial void LogChildGone(ILogger logger, string workflowId, string reason);
}
