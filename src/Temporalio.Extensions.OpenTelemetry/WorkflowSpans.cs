using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// Spans of a workflow run and its handlers. All of them stand below the span that started the workflow; those of handlers link to the
/// call that sent the signal, query or update.
/// </summary>
internal sealed class WorkflowSpans(TracingInterceptor root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
{
    private static readonly ActivitySource Source = TracingInterceptor.WorkflowsSource;

    public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new WorkflowCallSpans(root, outbound));

    public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
    {
        using var caller = new Caller(root);
        using var span = Track($"RunWorkflow:{Workflow.Info.WorkflowType}");
        try
        {
            var result = await base.ExecuteWorkflowAsync(input);
            Source.TrackWorkflowDiagnosticActivity($"CompleteWorkflow:{Workflow.Info.WorkflowType}").Dispose();
            return result;
        }
        catch (Exception e) when (e is not ContinueAsNewException)
        {
            TrackFault("CompleteWorkflow", Workflow.Info.WorkflowType, e);
            throw;
        }
    }

    public override async Task HandleSignalAsync(HandleSignalInput input)
    {
        using var caller = new Caller(root);
        using var span = Track($"HandleSignal:{input.Signal}", input.Headers);
        try
        {
            await base.HandleSignalAsync(input);
        }
        catch (Exception e) when (e is not ContinueAsNewException)
        {
            TrackFault("CompleteWorkflow", Workflow.Info.WorkflowType, e);
            throw;
        }
    }

    public override object? HandleQuery(HandleQueryInput input)
    {
        using var caller = new Caller(root);
        using var span = Track($"HandleQuery:{input.Query}", input.Headers, evenOnReplay: true);
        try
        {
            return base.HandleQuery(input);
        }
        catch (Exception e)
        {
            span.Activity.Record(e);
            throw;
        }
    }

    public override void ValidateUpdate(HandleUpdateInput input)
    {
        using var caller = new Caller(root);
        // Read-only calls count as replay; validators are never replayed.
        using var span = Track($"ValidateUpdate:{input.Update}", input.Headers, evenOnReplay: true);
        try
        {
            base.ValidateUpdate(input);
        }
        catch (Exception e)
        {
            span.Activity.Record(e);
            throw;
        }
    }

    public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
    {
        using var caller = new Caller(root);
        using var span = Track($"HandleUpdate:{input.Update}", input.Headers);
        try
        {
            return await base.HandleUpdateAsync(input);
        }
        catch (Exception e)
        {
            TrackFault("CompleteUpdate", input.Update, e);
            throw;
        }
    }

    /// <summary>A span of its own, because the one of the run may have been made in another process.</summary>
    private static void TrackFault(string ending, string name, Exception exception) => Source.TrackWorkflowDiagnosticActivity(
        $"{(SpanFaults.EndsTheWork(exception) ? ending : "WorkflowTaskFailure")}:{name}",
        updateActivity: span => span.Record(exception)).Dispose();

    private WorkflowDiagnosticActivity Track(
        string name, IReadOnlyDictionary<string, Payload>? sender = null, bool evenOnReplay = false)
    {
        ActivityLink[]? links = root.Read(sender) is { } context ? [new(context.ActivityContext)] : null;
        return Source.TrackWorkflowDiagnosticActivity(
            name, ActivityKind.Server, root.OfCurrentWorkflow(), links, evenOnReplay, inheritParentTags: false);
    }

    /// <summary>Stands at the span that started the workflow, with its baggage, until disposed.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly Baggage before = Baggage.Current;
        private readonly WorkflowDiagnosticActivity? place;

        public Caller(TracingInterceptor root)
        {
            if (root.Read(Workflow.Info.Headers) is not { } context)
                return;
            Baggage.Current = context.Baggage;
            place = WorkflowDiagnosticActivity.AttachFromContext(context.ActivityContext);
        }

        public void Dispose()
        {
            place?.Dispose();
            Baggage.Current = before;
        }
    }
}
