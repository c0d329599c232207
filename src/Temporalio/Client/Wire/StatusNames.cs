using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>gRPC status codes as the gRPC specification spells them.</summary>
internal static class StatusNames
{
    /// <summary>For example NOT_FOUND; a code outside the specification is UNKNOWN.</summary>
    public static string ToWireName(this RpcException.StatusCode code) => code switch
    {
        RpcException.StatusCode.OK => "OK",
        RpcException.StatusCode.Cancelled => "CANCELLED",
        RpcException.StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        RpcException.StatusCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        RpcException.StatusCode.NotFound => "NOT_FOUND",
        RpcException.StatusCode.AlreadyExists => "ALREADY_EXISTS",
        RpcException.StatusCode.PermissionDenied => "PERMISSION_DENIED",
        RpcException.StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        RpcException.StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        RpcException.StatusCode.Aborted => "ABORTED",
        RpcException.StatusCode.OutOfRange => "OUT_OF_RANGE",
        RpcException.StatusCode.Unimplemented => "UNIMPLEMENTED",
        RpcException.StatusCode.Internal => "INTERNAL",
        RpcException.StatusCode.Unavailable => "UNAVAILABLE",
        RpcException.StatusCode.DataLoss => "DATA_LOSS",
        RpcException.StatusCode.Unauthenticated => "UNAUTHENTICATED",
        _ => "UNKNOWN",
    };
}
