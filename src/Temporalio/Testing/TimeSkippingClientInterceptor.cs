using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Lets time run free while the result of a workflow started here is awaited.</summary>
internal sealed class TimeSkippingClientInterceptor(TimeSkipping skipping) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor, skipping);

    private sealed class Outbound(ClientOutboundInterceptor next, TimeSkipping skipping) : ClientOutboundInterceptor(next)
    {
        public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
        {
            var handle = await Next.StartWorkflowAsync<TWorkflow, TResult>(input);
            return new TimeSkippingHandle<TWorkflow, TResult>(skipping, handle.Client, handle.Id, handle.RunId, handle.ResultRunId, handle.FirstExecutionRunId);
        }
    }

    private sealed record TimeSkippingHandle<TWorkflow, TResult>(
        TimeSkipping Skipping, ITemporalClient Client, string Id, string? RunId, string? ResultRunId, string? FirstExecutionRunId)
        : WorkflowHandle<TWorkflow, TResult>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
    {
        public override Task<TOther> GetResultAsync<TOther>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
            Skipping.WhileUnlockedAsync(Client, () => base.GetResultAsync<TOther>(followRuns, rpcOptions));
    }
}
