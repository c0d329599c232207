using Temporalio.Client.Interceptors;

namespace Temporalio.Client;

/// <content>Finding workflows.</content>
internal sealed partial class ServiceCalls
{
    public override async IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input)
    {
        var limit = input.Options?.Limit ?? 0;
        var listed = 0;
        byte[]? token = null;
        do
        {
            var page = await ListWorkflowsPaginatedAsync(
                new(input.Query, token, new() { Rpc = input.Options?.Rpc }));
            foreach (var found in page.Workflows)
            {
                yield return found;
                if (++listed == limit)
                {
                    yield break;
                }
            }
            token = page.NextPageToken;
        }
        while (token is not null);
    }

    public override async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
    {
        var reply = await Service.ListWorkflowExecutionsAsync(
            new()
            {
                Namespace = Namespace,
                Query = input.Query,
                PageSize = input.Options?.PageSize ?? 0,
                NextPageToken = ToProto(input.NextPageToken),
            },
            Retrying(input.Options?.Rpc));
        return new(
            [.. reply.Executions.Select(found => new WorkflowExecution(found, client.Options.DataConverter, Namespace))],
            TokenOrNull(reply.NextPageToken));
    }

    public override async Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        new(await Service.CountWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = input.Query }, Retrying(input.Options?.Rpc)));
}
