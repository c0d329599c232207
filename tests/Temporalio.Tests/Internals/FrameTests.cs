using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Wire;
using Temporalio.Exceptions;
using Temporalio.Tests.Client;

namespace Temporalio.Tests.Internals;

public class FrameTests
{
    [Fact]
    public void A_small_reply_that_unpacks_beyond_the_limit_is_refused()
    {
        var packed = WireTests.Gzip(new byte[10_000]);

        var fault = Assert.Throws<RpcException>(
            () => GrpcFrame.Decode(packed, packed.Length, isCompressed: true, DescribeNamespaceResponse.Parser, maxMessageBytes: 9_999));

        Assert.Equal(RpcException.StatusCode.OutOfRange, fault.Code);
    }
}
