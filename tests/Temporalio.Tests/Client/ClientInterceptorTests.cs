using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Tests.Client;

public class ClientInterceptorTests
{
    [Fact]
    public async Task The_first_interceptor_is_outermost()
    {
        var order = new List<string>();
        await using var stub = await WireTests.StubAsync(context => GrpcStub.ReplyAsync(context, new SignalWorkflowExecutionResponse()));
        var client = await TemporalClient.ConnectAsync(new(stub.Options().TargetHost!)
        {
            Interceptors = [new Noting("outer", order), new Noting("inner", order)],
        });

        await client.GetWorkflowHandle("w").SignalAsync("s", []);

        Assert.Equal(["outer", "inner"], order);
    }

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
