using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans of what a workflow asks for; the trace travels on in the headers.</summary>
internal sealed class WorkflowCallSpans(TracingInterceptor root, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
{
    /// <summary>The next run stands below the same span as this one; it gets no span of its own here.</summary>
    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        base.CreateContinueAsNewException(input with { Headers = Here(input.Headers) });

    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
        base.ScheduleActivityAsync<TResult>(input with { Headers = Traced($"StartActivity:{input.Activity}", input.Headers) });

    public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        base.ScheduleLocalActivityAsync<TResult>(input with { Headers = Traced($"StartActivity:{input.Activity}", input.Headers) });

    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
        base.SignalChildWorkflowAsync(input with { Headers = Traced($"SignalChildWorkflow:{input.Signal}", input.Headers) });

    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        base.SignalExternalWorkflowAsync(input with { Headers = Traced($"SignalExternalWorkflow:{input.Signal}", input.Headers) });

    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
        base.StartChildWorkflowAsync<TWorkflow, TResult>(input with { Headers = Traced($"StartChildWorkflow:{input.Workflow}", input.Headers) });

    private IDictionary<string, Payload> Traced(string name, IDictionary<string, Payload>? headers)
    {
        using var span = TracingInterceptor.WorkflowsSource.TrackWorkflowDiagnosticActivity(name, ActivityKind.Client);
        return Here(headers);
    }

    private IDictionary<string, Payload> Here(IDictionary<string, Payload>? headers) =>
        root.Write(headers, new(WorkflowDiagnosticActivity.Current?.Context ?? default, Baggage.Current));
}
