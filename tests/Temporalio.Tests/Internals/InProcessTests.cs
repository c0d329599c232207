using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Wire;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Internals;

/// <summary>The client on a service of this process that is a handler of the test.</summary>
public class InProcessTests
{
    [Fact]
    public async Task Within_the_process_messages_are_handed_over_as_they_are()
    {
        var seen = new List<IMessage>();
        using var service = Serve("direct:1", request =>
        {
            seen.Add(request);
            return new DescribeNamespaceResponse { FailoverVersion = 3 };
        });
        var connection = await TemporalConnection.ConnectAsync(new("direct:1"));
        var sent = new DescribeNamespaceRequest { Namespace = "shop" };

        var reply = await connection.WorkflowService.DescribeNamespaceAsync(sent);

        Assert.Same(sent, seen.Single());
        Assert.Equal(3, reply.FailoverVersion);
    }

    [Fact]
    public async Task A_service_that_breaks_is_a_fault_of_the_call()
    {
        using var service = Serve("broken:1", _ => throw new InvalidOperationException("bug"));
        var connection = await TemporalConnection.ConnectAsync(new("broken:1"));

        var fault = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(new()));

        Assert.Equal(RpcException.StatusCode.Unknown, fault.Code);
        Assert.Contains("bug", fault.Message);
    }

    [Fact]
    public async Task Two_services_cannot_share_an_address()
    {
        using var service = Serve("shared:1", _ => new DescribeNamespaceResponse());

        Assert.Throws<InvalidOperationException>(() => Serve("shared:1", _ => new DescribeNamespaceResponse()));
        await Task.CompletedTask;
    }

    private static IDisposable Serve(string targetHost, Func<IMessage, IMessage> answer) => InProcessServices.Register(
        targetHost,
        (_, request, _, _) => new(request is GetSystemInfoRequest ? new GetSystemInfoResponse() : answer(request)));
}
