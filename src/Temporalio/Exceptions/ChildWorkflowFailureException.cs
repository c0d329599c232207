using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A child workflow that failed; the inner exception says why.</summary>
public class ChildWorkflowFailureException : FailureException
{
    protected internal ChildWorkflowFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ChildWorkflowExecutionFailureInfo is null)
        {
            throw new ArgumentException("Failure has no child workflow failure info", nameof(failure));
        }
    }

    public new Failure Failure => base.Failure!;

    public string Namespace => Failure.ChildWorkflowExecutionFailureInfo.Namespace;

    public RetryState RetryState => Failure.ChildWorkflowExecutionFailureInfo.RetryState;

    public string RunId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution.RunId;

    public string WorkflowId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution.WorkflowId;

    public string WorkflowType => Failure.ChildWorkflowExecutionFailureInfo.WorkflowType.Name;
}
