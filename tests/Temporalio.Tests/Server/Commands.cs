using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Tests.Server;

/// <summary>Commands as a worker would write them.</summary>
internal static class Commands
{
    public static Command Complete() => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = RawServer.Text("result") },
    };

    public static Command Fail(string message) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new() { Failure = new() { Message = message, ApplicationFailureInfo = new() { Type = "Oops" } } },
    };

    public static Command Timer(string id, TimeSpan after) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Duration.FromTimeSpan(after) },
    };

    public static Command CancelTimer(string id) => new() { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = id } };

    public static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var given = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = "Charge" },
            TaskQueue = new TaskQueue { Name = RawServer.Queue },
            Input = RawServer.Text("order"),
            StartToCloseTimeout = Seconds(60),
        };
        change?.Invoke(given);
        return new Command { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = given };
    }

    public static Command CancelActivity(long scheduledId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledId },
    };

    public static Command Child(string id, ParentClosePolicy policy = ParentClosePolicy.Terminate) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "Child" },
            TaskQueue = new TaskQueue { Name = "children" },
            ParentClosePolicy = policy,
        },
    };

    public static Command Signal(string id, string name) => new()
    {
        CommandType = CommandType.SignalExternalWorkflowExecution,
        SignalExternalWorkflowExecutionCommandAttributes = new() { Execution = RawServer.Of(id), SignalName = name },
    };

    public static Command ContinueAsNew() => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new() { WorkflowType = new WorkflowType { Name = "Order" }, Input = RawServer.Text("again") },
    };

    public static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
}
