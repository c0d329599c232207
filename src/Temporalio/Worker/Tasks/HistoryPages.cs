using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker;

/// <summary>Reads history that did not come along with a task.</summary>
internal static class HistoryPages
{
    /// <summary>The events from the first, or from where <paramref name="pageToken"/> goes on.</summary>
    public static async Task<List<HistoryEvent>> ReadAsync(WorkerContext worker, Api.Common.V1.WorkflowExecution execution, ByteString pageToken)
    {
        var events = new List<HistoryEvent>();
        do
        {
            var page = await worker.Service.GetWorkflowExecutionHistoryAsync(
                new GetWorkflowExecutionHistoryRequest { Namespace = worker.Namespace, Execution = execution, NextPageToken = pageToken },
                WorkerContext.Retrying);
            events.AddRange(page.History?.Events ?? []);
            pageToken = page.NextPageToken;
        }
        while (!pageToken.IsEmpty);
        return events;
    }
}
