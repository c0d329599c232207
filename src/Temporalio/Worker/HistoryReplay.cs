using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Temporalio.Worker;

/// <summary>Replays one history after another with the same set-up.</summary>
internal sealed class HistoryReplay
{
    private readonly WorkflowSetup setup;
    private readonly WorkflowDefinitions definitions;
    private readonly WorkflowTaskEvents events;

    public HistoryReplay(WorkflowReplayerOptions options)
    {
        setup = new()
        {
            Namespace = options.Namespace,
            TaskQueue = options.TaskQueue,
            DataConverter = options.DataConverter,
            LoggerFactory = options.LoggerFactory,
            Interceptors = [.. options.Interceptors ?? []],
            FailureExceptionTypes = options.WorkflowFailureExceptionTypes,
            BuildId = options.BuildId ?? "",
            MetricMeter = (options.Runtime ?? TemporalRuntime.Default).MetricMeter,
        };
        definitions = new(options.Workflows);
        events = options.Events();
    }

    /// <summary>Null when the code does what the history says.</summary>
    public async Task<Exception?> RunAsync(WorkflowHistory history)
    {
        try
        {
            IReadOnlyList<HistoryEvent> recorded = [.. history.Events];
            if (setup.DataConverter.PayloadCodec is { } codec)
                recorded = await TaskCodec.DecodeAsync(codec, recorded);
            Replay(history.Id, recorded);
            return null;
        }
        catch (InvalidWorkflowOperationException e)
        {
            return e;
        }
        catch (Exception e)
        {
            return new InvalidWorkflowOperationException($"{e.GetType().Name}: {e.Message}");
        }
    }

    private void Replay(string workflowId, IReadOnlyList<HistoryEvent> recorded)
    {
        var started = recorded.Count > 0 ? recorded[0].WorkflowExecutionStartedEventAttributes : null;
        if (started is null)
            throw new InvalidWorkflowOperationException("History does not begin with a started workflow");
        var type = started.WorkflowType.Name;
        var definition = definitions.Find(type);
        var machines = new WorkflowMachines(
            setup.Namespace,
            workflowId,
            started.OriginalExecutionRunId,
            type,
            (m, attributes, startedAt) => new WorkflowInstance(setup, definition, m, attributes, startedAt));
        // Everything counts as history, even the last task.
        machines.Feed(recorded, long.MaxValue, []);
        while (machines.HasUnappliedEvents)
        {
            machines.ApplyNextTask();
            while (machines.HasJobs)
            {
                Activate(machines);
                machines.Locals.ApplyMarkers();
            }
        }
    }

    private void Activate(WorkflowMachines machines)
    {
        var jobs = machines.TakeJobs();
        if (machines.Instance is null)
        {
            jobs[0].Apply();
            jobs.RemoveAt(0);
        }
        var instance = machines.Instance!;
        events.RaiseStarting(instance);
        Exception? failure = null;
        try
        {
            instance.Activate(jobs);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            events.RaiseCompleted(instance, failure);
        }
    }
}
