using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Wire;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

/// <summary>The client on a service of this process that is a handler of the test.</summary>
public class ClientInterceptorTests
{
    [Fact]
    public async Task The_first_interceptor_is_outermost()
    {
        var order = new List<string>();
        using var service = Serve("intercepted:1", _ => new SignalWorkflowExecutionResponse());
        var client = await TemporalClient.ConnectAsync(new("intercepted:1")
        {
            Interceptors = [new Noting("outer", order), new Noting("inner", order)],
        });

        await client.GetWorkflowHandle("w").SignalAsync("s", []);

        Assert.Equal(["outer", "inner"], order);
    }

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

    private sealed class Noting(string name, List<string> order) : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Calls(name, order, nextInterceptor);

        private sealed class Calls(string name, List<string> order, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task SignalWorkflowAsync(SignalWorkflowInput input)
            {
                order.Add(name);
                return base.SignalWorkflowAsync(input);
            }
        }
    }
}
