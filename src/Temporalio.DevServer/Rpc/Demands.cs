using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Rpc;

/// <summary>Checks of requests; each throws INVALID_ARGUMENT with the service's words.</summary>
internal static class Demands
{
    public static void WorkflowId(string workflowId)
    {
        if (workflowId.Length == 0)
            throw Faults.Invalid("WorkflowId is not set on request.");
        if (workflowId.Length > Limits.IdLength)
            throw Faults.Invalid("WorkflowId length exceeds limit.");
    }

    public static void Execution(WorkflowExecution? execution)
    {
        if (execution is null)
            throw Faults.Invalid("Execution is not set on request.");
        WorkflowId(execution.WorkflowId);
        if (execution.RunId.Length > 0 && !Guid.TryParse(execution.RunId, out _))
            throw Faults.Invalid("Invalid RunId.");
    }

    public static void Named(string? value, string field)
    {
        if (string.IsNullOrEmpty(value))
            throw Faults.Invalid($"{field} is not set on request.");
        if (value.Length > Limits.IdLength)
            throw Faults.Invalid($"{field} length exceeds limit.");
    }

    public static void Timeouts(Duration? execution, Duration? run, Duration? task)
    {
        Timeout(execution, "WorkflowExecutionTimeout");
        Timeout(run, "WorkflowRunTimeout");
        Timeout(task, "WorkflowTaskTimeout");
    }

    public static void RetryPolicy(RetryPolicy? policy)
    {
        if (Retries.Fault(policy) is { } fault)
            throw Faults.Invalid(fault);
    }

    public static void Cron(string schedule)
    {
        if (schedule.Length > 0 && !CronSchedule.TryParse(schedule, out _))
            throw Faults.Invalid("Invalid CronSchedule.");
    }

    public static void Size(IMessage? payload, string message, int limit)
    {
        if (payload is not null && payload.CalculateSize() > limit)
            throw Faults.Invalid(message);
    }

    private static void Timeout(Duration? span, string field)
    {
        if (Instants.ToMs(span) < 0)
            throw Faults.Invalid($"An invalid {field} is set on request: negative duration");
    }
}

/// <summary>Names of the services.</summary>
internal static class Paths
{
    public static string Workflow(string method) => $"/temporal.api.workflowservice.v1.WorkflowService/{method}";

    public static string Operator(string method) => $"/temporal.api.operatorservice.v1.OperatorService/{method}";

    public static string Test(string method) => $"/temporal.api.testservice.v1.TestService/{method}";
}
