using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>A query somebody waits for. Null answers mean: try again, its carrier is gone.</summary>
internal sealed class PendingQuery(long number, WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Number { get; } = number;

    public string Id { get; } = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public WorkflowQuery Query { get; } = query;

    public Task<WorkflowQueryResult?> Answer => source.Task;

    public void Resolve(WorkflowQueryResult? result) => source.TrySetResult(result);

    public static WorkflowQueryResult Failed(string message, Failure? failure) =>
        new() { ResultType = QueryResultType.Failed, ErrorMessage = message, Failure = failure };
}
