using OpenTelemetry.Context.Propagation;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Names used by <see cref="TracingInterceptor"/>. A tag whose name is null is left out.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>The Temporal header that carries the trace context. All Temporal SDKs use the same.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

    /// <summary>The default is the one the OpenTelemetry SDK of the process has set; without that SDK it carries nothing.</summary>
    public TextMapPropagator Propagator { get; set; } = Propagators.DefaultTextMapPropagator;

    public string? TagNameWorkflowId { get; set; } = "temporalWorkflowID";

    public string? TagNameRunId { get; set; } = "temporalRunID";

    public string? TagNameActivityId { get; set; } = "temporalActivityID";

    public string? TagNameUpdateId { get; set; } = "temporalUpdateID";

    /// <summary>A shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
