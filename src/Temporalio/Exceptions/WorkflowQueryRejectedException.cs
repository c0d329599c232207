using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>A query not put to the workflow because of its status and the caller's reject condition.</summary>
public class WorkflowQueryRejectedException : TemporalException
{
    public WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
        : base($"Query rejected, workflow status: {workflowStatus}") => WorkflowStatus = workflowStatus;

    public WorkflowExecutionStatus WorkflowStatus { get; }
}
