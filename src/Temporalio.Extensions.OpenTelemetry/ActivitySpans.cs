using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>One span for each attempt of an activity, below the span of the call in the workflow.</summary>
internal sealed class ActivitySpans(TracingInterceptor root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
{
    public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
    {
        var before = Baggage.Current;
        var caller = root.Read(input.Headers);
        if (caller is { } context)
            Baggage.Current = context.Baggage;
        using var span = TracingInterceptor.ActivitiesSource.StartActivity(
            $"RunActivity:{input.Activity.Name}", ActivityKind.Server, caller?.ActivityContext ?? default, root.OfCurrentActivity());
        try
        {
            return await base.ExecuteActivityAsync(input);
        }
        catch (Exception e)
        {
            span.Record(e);
            throw;
        }
        finally
        {
            Baggage.Current = before;
        }
    }
}
