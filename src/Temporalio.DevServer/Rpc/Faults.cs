using Temporalio.Api.ErrorDetails.V1;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>The refusals clients know, with the words and details of the Temporal service.</summary>
internal static class Faults
{
    public static RpcFault Invalid(string message) => new(RpcCode.InvalidArgument, message);

    public static RpcFault NotFound(string message) => new(RpcCode.NotFound, message, new NotFoundFailure());

    public static RpcFault AlreadyCompleted() => NotFound("workflow execution already completed");

    public static RpcFault WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static RpcFault NamespaceNotFound(string name) =>
        new(RpcCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static RpcFault AlreadyStarted(string message, string requestId, string runId) =>
        new(RpcCode.AlreadyExists, message, new WorkflowExecutionAlreadyStartedFailure { StartRequestId = requestId, RunId = runId });

    public static RpcFault Precondition(string message) => new(RpcCode.FailedPrecondition, message);

    public static RpcFault NotReady(string message) => new(RpcCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static RpcFault Deadline(string message) => new(RpcCode.DeadlineExceeded, message);

    public static RpcFault Unavailable(StoreFault fault) =>
        new(RpcCode.Unavailable, $"The service cannot write its database now: {fault.Message}");
}
