namespace Temporalio.Client;

/// <summary>One page of a list of workflows; there are more while the token is not null.</summary>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
