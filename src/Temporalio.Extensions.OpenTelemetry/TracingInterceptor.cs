using System.Diagnostics;
using OpenTelemetry.Context.Propagation;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// Makes OpenTelemetry spans of client calls, workflows and activities, and hands the trace on in Temporal headers. Set on a client it
/// also serves the workers of that client. Spans inside workflows begin and end at once, because a workflow may go on in another process;
/// workflow code makes its own with <see cref="ActivitySourceExtensions.TrackWorkflowDiagnosticActivity"/>.
/// </summary>
public class TracingInterceptor(TracingInterceptorOptions? options = null) : IClientInterceptor, IWorkerInterceptor
{
    public static readonly ActivitySource ClientSource = new("Temporalio.Extensions.OpenTelemetry.Client");

    public static readonly ActivitySource WorkflowsSource = new("Temporalio.Extensions.OpenTelemetry.Workflow");

    public static readonly ActivitySource ActivitiesSource = new("Temporalio.Extensions.OpenTelemetry.Activity");

    /// <summary>Not to be changed any more.</summary>
    public TracingInterceptorOptions Options { get; init; } = options ?? new();

    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new ClientSpans(this, nextInterceptor);

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new WorkflowSpans(this, nextInterceptor);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new ActivitySpans(this, nextInterceptor);

    /// <summary>Writes the context into the headers, which are changed in place where there are any.</summary>
    protected virtual IDictionary<string, Payload> HeadersFromContext(IDictionary<string, Payload>? headers, PropagationContext ctx)
    {
        var carrier = new Dictionary<string, string>();
        Options.Propagator.Inject(ctx, carrier, static (all, key, value) => all[key] = value);
        headers ??= new Dictionary<string, Payload>();
        // The codec, if there is one, comes later: it goes over all headers.
        headers[Options.HeaderKey] = DataConverter.Default.PayloadConverter.ToPayload(carrier);
        return headers;
    }

    /// <summary>Null when the headers carry no trace.</summary>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, Payload>? headers)
    {
        if (headers is null || !headers.TryGetValue(Options.HeaderKey, out var payload))
            return null;
        var carrier = DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload);
        return Options.Propagator.Extract(default, carrier, static (all, key) => all.TryGetValue(key, out var value) ? [value] : []);
    }

    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateWorkflowTags(string workflowId) =>
        Tags((Options.TagNameWorkflowId, workflowId));

    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateUpdateTags(string workflowId, string? updateId) =>
        Tags((Options.TagNameWorkflowId, workflowId), (Options.TagNameUpdateId, updateId));

    /// <summary>Only within a workflow.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInWorkflowTags() =>
        Tags((Options.TagNameWorkflowId, Workflow.Info.WorkflowId), (Options.TagNameRunId, Workflow.Info.RunId));

    /// <summary>Only within an activity.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInActivityTags()
    {
        var info = ActivityExecutionContext.Current.Info;
        return Tags(
            (Options.TagNameWorkflowId, info.WorkflowId), (Options.TagNameRunId, info.WorkflowRunId), (Options.TagNameActivityId, info.ActivityId));
    }

    internal IDictionary<string, Payload> Write(IDictionary<string, Payload>? headers, PropagationContext context) =>
        HeadersFromContext(headers, context);

    internal PropagationContext? Read(IReadOnlyDictionary<string, Payload>? headers) => HeadersToContext(headers);

    internal IEnumerable<KeyValuePair<string, object?>> OfWorkflow(string workflowId) => CreateWorkflowTags(workflowId);

    internal IEnumerable<KeyValuePair<string, object?>> OfUpdate(string workflowId, string? updateId) => CreateUpdateTags(workflowId, updateId);

    internal IEnumerable<KeyValuePair<string, object?>> OfCurrentWorkflow() => CreateInWorkflowTags();

    internal IEnumerable<KeyValuePair<string, object?>> OfCurrentActivity() => CreateInActivityTags();

    private static List<KeyValuePair<string, object?>> Tags(params ReadOnlySpan<(string? Name, string? Value)> candidates)
    {
        var tags = new List<KeyValuePair<string, object?>>(candidates.Length);
        foreach (var (name, value) in candidates)
        {
            if (name is not null && value is not null)
                tags.Add(new(name, value));
        }
        return tags;
    }
}
