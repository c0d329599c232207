using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker;

/// <summary>A timer: fires once, or is cancelled.</summary>
internal sealed class TimerOperation : Operation
{
    private readonly WorkflowMachines machines;
    private readonly string id;
    private bool isStarted;
    private bool isDone;

    public TimerOperation(WorkflowMachines machines, int sequence, TimeSpan delay, UserMetadata? metadata)
    {
        this.machines = machines;
        id = sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
        machines.Add(this, new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Duration.FromTimeSpan(delay) },
            UserMetadata = metadata,
        });
    }

    /// <summary>Completes when the timer fires; never completes once it is cancelled.</summary>
    public TaskCompletionSource Fired { get; } = new();

    public override bool IsWithdrawn => isDone && !isStarted;

    public void Cancel()
    {
        if (isDone)
            return;
        isDone = true;
        if (isStarted)
        {
            machines.Add(this, new Command
            {
                CommandType = CommandType.CancelTimer,
                CancelTimerCommandAttributes = new() { TimerId = id },
            });
        }
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (command.CommandType == CommandType.CancelTimer)
        {
            return e.TimerCanceledEventAttributes is { } cancelled && cancelled.TimerId == id ? null : "expected the cancellation of that timer";
        }
        if (e.TimerStartedEventAttributes is not { } started)
            return "expected the start of a timer";
        if (started.TimerId != id)
            return $"expected timer {id}";
        isStarted = true;
        return null;
    }

    public override string? OnEvent(HistoryEvent e)
    {
        if (e.EventType != EventType.TimerFired || isDone)
            return $"timer {id} is not waiting for it";
        isDone = true;
        machines.Push(JobOrder.Resolution, () => Fired.TrySetResult());
        return null;
    }

    public override string Describe(Command command) => $"{command.CommandType} (timer {id})";
}
