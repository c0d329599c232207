using Temporalio.Client;
using Temporalio.Client.Wire;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Internals;

public class RetryCodeTests
{
    [Theory]
    [InlineData(RpcException.StatusCode.Unavailable, true, true)]
    [InlineData(RpcException.StatusCode.ResourceExhausted, true, true)]
    [InlineData(RpcException.StatusCode.Internal, true, true)]
    [InlineData(RpcException.StatusCode.Unknown, true, true)]
    [InlineData(RpcException.StatusCode.Aborted, true, true)]
    [InlineData(RpcException.StatusCode.DataLoss, true, true)]
    [InlineData(RpcException.StatusCode.OutOfRange, true, true)]
    [InlineData(RpcException.StatusCode.DeadlineExceeded, false, true)]
    [InlineData(RpcException.StatusCode.Cancelled, false, true)]
    [InlineData(RpcException.StatusCode.NotFound, false, false)]
    [InlineData(RpcException.StatusCode.AlreadyExists, false, false)]
    [InlineData(RpcException.StatusCode.InvalidArgument, false, false)]
    [InlineData(RpcException.StatusCode.PermissionDenied, false, false)]
    [InlineData(RpcException.StatusCode.Unauthenticated, false, false)]
    [InlineData(RpcException.StatusCode.FailedPrecondition, false, false)]
    [InlineData(RpcException.StatusCode.Unimplemented, false, false)]
    public void Codes_pass_as_in_the_official_client(RpcException.StatusCode code, bool usual, bool poll)
    {
        var fault = new RpcException(code, "x", (byte[]?)null);

        Assert.Equal(usual, RpcRetry.IsPassing(fault, CallKind.Usual));
        Assert.Equal(poll, RpcRetry.IsPassing(fault, CallKind.ClientPoll));
        Assert.Equal(poll, RpcRetry.IsPassing(fault, CallKind.TaskPoll));
    }
}
