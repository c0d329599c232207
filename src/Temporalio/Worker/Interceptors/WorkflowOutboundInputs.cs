using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>A request to cancel another workflow.</summary>
public record CancelExternalWorkflowInput
{
    internal CancelExternalWorkflowInput(string id, string? runId) => (Id, RunId) = (id, runId);

    public string Id { get; init; }

    public string? RunId { get; init; }
}

/// <summary>What the next run begins with.</summary>
public record CreateContinueAsNewExceptionInput(
    string Workflow, IReadOnlyCollection<object?> Args, ContinueAsNewOptions? Options, IDictionary<string, Payload>? Headers);

/// <summary>A timer.</summary>
public record DelayAsyncInput
{
    internal DelayAsyncInput(TimeSpan delay, CancellationToken? cancellationToken, string? summary) =>
        (Delay, CancellationToken, Summary) = (delay, cancellationToken, summary);

    public TimeSpan Delay { get; init; }

    public CancellationToken? CancellationToken { get; init; }

    public string? Summary { get; init; }
}

/// <summary>An activity call, before its arguments are converted.</summary>
public record ScheduleActivityInput(
    string Activity, IReadOnlyCollection<object?> Args, ActivityOptions Options, IDictionary<string, Payload>? Headers);

/// <summary>A local activity call, before its arguments are converted.</summary>
public record ScheduleLocalActivityInput(
    string Activity, IReadOnlyCollection<object?> Args, LocalActivityOptions Options, IDictionary<string, Payload>? Headers);

/// <summary>A signal to a child of this workflow.</summary>
public record SignalChildWorkflowInput(
    string Id, string Signal, IReadOnlyCollection<object?> Args, ChildWorkflowSignalOptions? Options, IDictionary<string, Payload>? Headers);

/// <summary>A signal to any other workflow.</summary>
public record SignalExternalWorkflowInput(
    string Id,
    string? RunId,
    string Signal,
    IReadOnlyCollection<object?> Args,
    ExternalWorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);

/// <summary>The start of a child workflow.</summary>
public record StartChildWorkflowInput(
    string Workflow, IReadOnlyCollection<object?> Args, ChildWorkflowOptions Options, IDictionary<string, Payload>? Headers);
