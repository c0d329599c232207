using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Signals, updates and queries on their way to their handlers.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly AsyncLocal<WorkflowUpdateInfo?> currentUpdate = new();
    private readonly List<RunningHandler> runningHandlers = [];
    private List<WorkflowExecutionSignaledEventAttributes>? bufferedSignals;

    public WorkflowUpdateInfo? CurrentUpdateInfo => currentUpdate.Value;

    public bool AllHandlersFinished => runningHandlers.Count == 0;

    public void Signal(WorkflowExecutionSignaledEventAttributes signal)
    {
        var name = signal.SignalName;
        var definition = SignalHandlers.Find(name) ?? (ReservedNames.IsReserved(name) ? null : DynamicSignal);
        if (definition is null)
        {
            (bufferedSignals ??= []).Add(signal);
            return;
        }
        Queue(() => HandleSignalAsync(signal, definition));
    }

    public void Update(UpdateOperation update) => Queue(() => HandleUpdateAsync(update));

    /// <summary>Runs one query on its own. A failure to answer is thrown; a command inside fails the workflow task.</summary>
    public Payload Query(string id, WorkflowQuery query)
    {
        Payload? answer = null;
        Exception? refusal = null;
        Enter(() =>
        {
            Queue(() =>
            {
                isReadOnly = true;
                try
                {
                    answer = converter.PayloadConverter.ToPayload(Answer(id, query));
                }
                catch (Exception e)
                {
                    refusal = e;
                }
                finally
                {
                    isReadOnly = false;
                }
                return Task.CompletedTask;
            });
            while (taskFailure is null && answer is null && refusal is null && ready.TryDequeue(out var task))
                TryExecuteTask(task);
        });
        return refusal is null ? answer! : throw refusal;
    }

    /// <summary>Delivers what came before its handler was set, in the order it came.</summary>
    private void DeliverBuffered(Func<string, bool> isHandled)
    {
        if (bufferedSignals is not { Count: > 0 } buffered)
            return;
        var deliverable = buffered.Where(s => isHandled(s.SignalName)).ToList();
        buffered.RemoveAll(deliverable.Contains);
        foreach (var signal in deliverable)
            Signal(signal);
    }

    private async Task HandleSignalAsync(WorkflowExecutionSignaledEventAttributes signal, WorkflowSignalDefinition definition)
    {
        object?[] args;
        try
        {
            args = HandlerArguments(definition.Dynamic, definition.Parameters, signal.SignalName, signal.Input);
        }
        catch (Exception e)
        {
            Logger.LogError(e, "Failed decoding signal {Signal}, dropping it", signal.SignalName);
            return;
        }
        var running = new RunningHandler(signal.SignalName, definition.UnfinishedPolicy);
        runningHandlers.Add(running);
        try
        {
            await inbound.HandleSignalAsync(new(signal.SignalName, definition, args, signal.Header?.Fields.ToDictionary()));
        }
        catch (Exception e)
        {
            EndWith(e);
        }
        finally
        {
            runningHandlers.Remove(running);
        }
    }

    private async Task HandleUpdateAsync(UpdateOperation update)
    {
        var request = update.Request.Input;
        currentUpdate.Value = new(update.Id, request.Name);
        if (FindUpdate(request.Name) is not { } definition)
        {
            update.Reject(ToFailure(new InvalidOperationException(
                $"Update handler for {request.Name} expected but not found, known updates: [{string.Join(' ', UpdateHandlers.Names)}]")));
            return;
        }
        HandleUpdateInput Input() => new(
            update.Id, request.Name, definition, HandlerArguments(definition.Dynamic, definition.Parameters, request.Name, request.Args), request.Header?.Fields.ToDictionary());
        try
        {
            if (update.RunsValidator && definition.HasValidator)
                Validate(Input());
        }
        catch (Exception e)
        {
            update.Reject(ToFailure(e));
            return;
        }

        HandleUpdateInput input;
        try
        {
            input = Input();
        }
        catch (Exception e)
        {
            update.Reject(ToFailure(e));
            return;
        }
        update.Accept();
        var running = new RunningHandler(request.Name, definition.UnfinishedPolicy);
        runningHandlers.Add(running);
        try
        {
            var result = await inbound.HandleUpdateAsync(input);
            update.Complete(converter.PayloadConverter.ToPayload(result));
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            update.Fail(ToFailure(e));
        }
        catch (Exception e)
        {
            FailTask(e);
        }
        finally
        {
            runningHandlers.Remove(running);
        }
    }

    private WorkflowUpdateDefinition? FindUpdate(string name) =>
        UpdateHandlers.Find(name) ?? (ReservedNames.IsReserved(name) ? null : DynamicUpdate);

    private void Validate(HandleUpdateInput input)
    {
        isReadOnly = true;
        try
        {
            inbound.ValidateUpdate(input);
        }
        finally
        {
            isReadOnly = false;
        }
    }

    private object? Answer(string id, WorkflowQuery query)
    {
        var name = query.QueryType;
        if (name == ReservedNames.StackTraceQuery)
            return StackTraceText();
        if (name == ReservedNames.MetadataQuery)
            return Metadata();
        var definition = QueryHandlers.Find(name) ?? (ReservedNames.IsReserved(name) ? null : DynamicQuery)
            ?? throw new InvalidOperationException(
                $"Query handler for {name} expected but not found, known queries: [{string.Join(' ', QueryHandlers.Names)}]");
        var args = HandlerArguments(definition.Dynamic, definition.Parameters, name, query.QueryArgs);
        return inbound.HandleQuery(new(id, name, definition, args, query.Header?.Fields.ToDictionary()));
    }

    private object?[] HandlerArguments(bool isDynamic, ParameterList parameters, string name, Payloads? input) =>
        isDynamic ? [name, .. Decode(parameters, input, true)] : Decode(parameters, input, false);

    private string StackTraceText() => setup.StackTrace == WorkflowStackTrace.None
        ? throw new InvalidOperationException("Workflow stack traces are not enabled on this worker")
        : $"{Info.WorkflowType}: {conditions.Count} conditions waiting, {runningHandlers.Count} handlers running, {pendingCalls.Count} calls pending\n{string.Join('\n', pendingCalls)}";

    private Api.Sdk.V1.WorkflowMetadata Metadata() => new()
    {
        CurrentDetails = CurrentDetails,
        Definition = new()
        {
            Type = Info.WorkflowType,
            QueryDefinitions = { QueryHandlers.All.Select(q => new Api.Sdk.V1.WorkflowInteractionDefinition { Name = q.Name ?? "", Description = q.Description ?? "" }) },
            SignalDefinitions = { SignalHandlers.All.Select(s => new Api.Sdk.V1.WorkflowInteractionDefinition { Name = s.Name ?? "", Description = s.Description ?? "" }) },
            UpdateDefinitions = { UpdateHandlers.All.Select(u => new Api.Sdk.V1.WorkflowInteractionDefinition { Name = u.Name ?? "", Description = u.Description ?? "" }) },
        },
    };

    private sealed record RunningHandler(string Name, HandlerUnfinishedPolicy Policy)
    {
        // Two runs of the same handler are two handlers.
        public bool Equals(RunningHandler? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
