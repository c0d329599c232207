using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Exceptions;

/// <summary>A call the service answered with a gRPC status other than OK, or could not be reached for.</summary>
public class RpcException : TemporalException
{
    /// <param name="rawStatus">Bytes of a google.rpc.Status, or null when the service sent none.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : base(message)
    {
        Code = code;
        RawStatus = rawStatus;
        GrpcStatus = new(() => ParseStatus(rawStatus));
    }

    internal RpcException(StatusCode code, string message, Exception inner)
        : base(message, inner)
    {
        Code = code;
        GrpcStatus = new(() => null);
    }

    /// <summary>Status codes of gRPC; the numbers are those on the wire.</summary>
    public enum StatusCode
    {
        OK = 0,
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
        Unauthenticated = 16,
    }

    public StatusCode Code { get; }

    /// <summary>The decoded status; null when there is none or it cannot be read.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; }

    public byte[]? RawStatus { get; }

    private static GrpcStatus? ParseStatus(byte[]? rawStatus)
    {
        if (rawStatus is null || rawStatus.Length == 0)
        {
            return null;
        }
        try
        {
            return Api.Common.V1.GrpcStatus.Parser.ParseFrom(rawStatus);
        }
        catch (InvalidProtocolBufferException)
        {
            // The details only add to code and message; a service that garbles them must not hide the fault itself.
            return null;
        }
    }
}
