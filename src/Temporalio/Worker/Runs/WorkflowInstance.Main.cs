using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>The run method, and the ways a workflow ends.</summary>
internal sealed partial class WorkflowInstance
{
    private async Task RunMainAsync()
    {
        try
        {
            var input = new ExecuteWorkflowInput(Instance, Definition.RunMethod, RunArguments);
            var result = await inbound.ExecuteWorkflowAsync(input);
            WarnOfUnfinishedHandlers();
            var payload = converter.PayloadConverter.ToPayload(result);
            End(new Command
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                CompleteWorkflowExecutionCommandAttributes = new() { Result = new Payloads { Payloads_ = { payload } } },
            });
        }
        catch (Exception e)
        {
            EndWith(e);
        }
    }

    /// <summary>What an exception from the run method or a signal handler means for the workflow.</summary>
    private void EndWith(Exception exception)
    {
        try
        {
            if (exception is ContinueAsNewException next)
            {
                WarnOfUnfinishedHandlers();
                End(ContinueAsNew(next.Input));
            }
            else if (cancellation.IsCancellationRequested && TemporalException.IsCanceledException(exception))
            {
                WarnOfUnfinishedHandlers();
                End(new Command { CommandType = CommandType.CancelWorkflowExecution, CancelWorkflowExecutionCommandAttributes = new() });
            }
            else if (FailsWorkflow(exception))
            {
                End(new Command
                {
                    CommandType = CommandType.FailWorkflowExecution,
                    FailWorkflowExecutionCommandAttributes = new() { Failure = ToFailure(exception) },
                });
            }
            else
            {
                FailTask(exception);
            }
        }
        catch (Exception e)
        {
            // A value that cannot be converted must not leave the workflow waiting for ever.
            FailTask(e);
        }
    }

    private void End(Command command) => PlainOperation.Add(machines, command);

    private bool FailsWorkflow(Exception exception)
    {
        if (exception is FailureException or OperationCanceledException)
            return true;
        var type = exception.GetType();
        return Definition.FailureExceptionTypes?.Any(t => t.IsAssignableFrom(type)) == true
            || DynamicFailureTypes()?.Any(t => t.IsAssignableFrom(type)) == true
            || setup.FailureExceptionTypes?.Any(t => t.IsAssignableFrom(type)) == true;
    }

    private Type[]? DynamicFailureTypes() => instance is null ? null : Definition.DynamicOptionsGetter?.Invoke(instance).FailureExceptionTypes;

    /// <summary>Unset options keep their values: the service keeps the time-outs, the rest is repeated here as the official core does.</summary>
    private Command ContinueAsNew(CreateContinueAsNewExceptionInput input)
    {
        var options = input.Options;
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new TaskQueue { Name = options?.TaskQueue ?? "" },
            Input = ToPayloads(input.Args),
            WorkflowRunTimeout = ToDuration(options?.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options?.TaskTimeout),
            BackoffStartInterval = ToDuration(options?.BackoffStartInterval),
            RetryPolicy = options?.RetryPolicy?.ToProto() ?? started.RetryPolicy,
            Memo = options?.Memo is { } memo ? ToMemo(memo) : CurrentMemo(),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto() ?? (TypedSearchAttributes.Count > 0 ? TypedSearchAttributes.ToProto() : null),
            Header = ToHeader(input.Headers),
            Initiator = ContinueAsNewInitiator.Workflow,
        };
        if (options?.InitialVersioningBehavior is { } versioning)
            attributes.InitialVersioningBehavior = (ContinueAsNewVersioningBehavior)(int)versioning;
        return new() { CommandType = CommandType.ContinueAsNewWorkflowExecution, ContinueAsNewWorkflowExecutionCommandAttributes = attributes };
    }

    private void WarnOfUnfinishedHandlers()
    {
        if (machines.IsReplaying)
            return;
        var unfinished = runningHandlers.Where(h => h.Policy == HandlerUnfinishedPolicy.WarnAndAbandon).Select(h => h.Name).ToArray();
        if (unfinished.Length > 0)
        {
            Logger.LogWarning(
                "[TMPRL1102] Workflow finished while {Count} signal or update handlers were still running: {Handlers}. Wait for Workflow.AllHandlersFinished before ending",
                unfinished.Length,
                string.Join(", ", unfinished));
        }
    }
}
