using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>One span for each call that starts or reaches a workflow; the trace travels in the headers.</summary>
internal sealed class ClientSpans(TracingInterceptor root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
{
    public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) => InSpanAsync(
        $"{(input.Options.StartSignal is null ? "StartWorkflow" : "SignalWithStartWorkflow")}:{input.Workflow}",
        root.OfWorkflow(input.Options.Id!),
        () => base.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = Traced(input.Headers) }));

    public override Task SignalWorkflowAsync(SignalWorkflowInput input) => InSpanAsync(
        $"SignalWorkflow:{input.Signal}",
        root.OfWorkflow(input.Id),
        async () =>
        {
            await base.SignalWorkflowAsync(input with { Headers = Traced(input.Headers) });
            return true;
        });

    public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => InSpanAsync(
        $"QueryWorkflow:{input.Query}",
        root.OfWorkflow(input.Id),
        () => base.QueryWorkflowAsync<TResult>(input with { Headers = Traced(input.Headers) }));

    public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) => InSpanAsync(
        $"UpdateWorkflow:{input.Update}",
        root.OfUpdate(input.Id, input.Options.Id),
        () => base.StartWorkflowUpdateAsync<TResult>(input with { Headers = Traced(input.Headers) }));

    public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(StartUpdateWithStartWorkflowInput input)
    {
        if (input.Options.StartWorkflowOperation is not { } start)
            return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);
        return InSpanAsync(
            $"UpdateWithStartWorkflow:{start.Workflow}",
            root.OfUpdate(start.Options.Id!, input.Options.Id),
            () =>
            {
                // Both halves carry the trace. The handle belongs to this very operation, so it is not copied.
                start.Headers = Traced(start.Headers);
                return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input with { Headers = Traced(input.Headers) });
            });
    }

    private static async Task<T> InSpanAsync<T>(string name, IEnumerable<KeyValuePair<string, object?>> tags, Func<Task<T>> call)
    {
        using var span = TracingInterceptor.ClientSource.StartActivity(name, ActivityKind.Client, parentContext: default, tags);
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            span.Record(e);
            throw;
        }
    }

    /// <summary>Unchanged when there is no trace to hand on.</summary>
    private IDictionary<string, Payload>? Traced(IDictionary<string, Payload>? headers) =>
        Activity.Current is { } current ? root.Write(headers, new(current.Context, Baggage.Current)) : headers;
}
