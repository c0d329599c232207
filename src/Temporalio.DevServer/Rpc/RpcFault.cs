using Google.Protobuf;

namespace Temporalio.DevServer.Rpc;

/// <summary>gRPC status codes as the protocol numbers them.</summary>
internal enum RpcCode
{
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
}

/// <summary>A call is answered with this status instead of a reply.</summary>
internal sealed class RpcFault(RpcCode code, string message, IMessage? detail = null) : Exception(message)
{
    public RpcCode Code { get; } = code;

    /// <summary>Packed into google.rpc.Status.details when given.</summary>
    public IMessage? Detail { get; } = detail;
}
