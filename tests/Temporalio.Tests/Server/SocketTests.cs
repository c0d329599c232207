using System.Net;
using System.Net.Sockets;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Wire;
using Temporalio.DevServer;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class SocketTests
{
    private static readonly string prefix = "/temporal.api.workflowservice.v1.WorkflowService/";

    [Fact]
    public async Task A_call_over_the_socket_reaches_the_same_service()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var channel = Channel(service);

        var started = (StartWorkflowExecutionResponse)await channel.CallAsync(Call("StartWorkflowExecution", new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = "w",
            WorkflowType = new WorkflowType { Name = "Order" },
            TaskQueue = new TaskQueue { Name = RawServer.Queue },
        }, StartWorkflowExecutionResponse.Parser), CancellationToken.None);

        Assert.Equal(started.RunId, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Execution.RunId);
    }

    [Fact]
    public async Task A_fault_over_the_socket_keeps_its_code_words_and_details()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var channel = Channel(service);

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await channel.CallAsync(Call("DescribeWorkflowExecution",
            new DescribeWorkflowExecutionRequest { Namespace = "default", Execution = RawServer.Of("große Bestellung 100%") },
            DescribeWorkflowExecutionResponse.Parser), CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await channel.CallAsync(Call("Fly",
            new DescribeNamespaceRequest(), DescribeNamespaceResponse.Parser), CancellationToken.None));

        Assert.Equal((RpcException.StatusCode.NotFound, "workflow not found for ID: große Bestellung 100%"), (fault.Code, fault.Message));
        Assert.EndsWith("NotFoundFailure", Assert.Single(fault.GrpcStatus.Value!.Details).TypeUrl, StringComparison.Ordinal);
        Assert.Equal(RpcException.StatusCode.Unimplemented, unknown.Code);
    }

    [Fact]
    public async Task A_long_poll_ends_empty_before_its_callers_deadline()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var channel = Channel(service);

        var call = Call("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "empty" } },
            PollWorkflowTaskQueueResponse.Parser) with
        { Timeout = TimeSpan.FromMilliseconds(2500) };
        var reply = (PollWorkflowTaskQueueResponse)await channel.CallAsync(call, CancellationToken.None);

        Assert.True(reply.TaskToken.IsEmpty);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 0xff, 0xff, 0xff }, "13")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "13")]
    [InlineData(new byte[0], "13")]
    [InlineData(new byte[] { 0, 0xff, 0xff, 0xff, 0xff }, "8")]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 7 }, "12")]
    public async Task Garbage_gets_a_status_and_the_service_lives_on(byte[] body, string status)
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{service.Server.TargetHost}{prefix}StartWorkflowExecution")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/grpc");

        using var response = await http.SendAsync(request);

        var found = response.Headers.TryGetValues("grpc-status", out var inHeaders) ? inHeaders : response.TrailingHeaders.GetValues("grpc-status");
        Assert.Equal(status, Assert.Single(found));
        await service.StartWorkflowAsync("still-here");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var fault = await Assert.ThrowsAsync<IOException>(() => RawServer.StartAsync(new DevServerOptions { Port = port }));

        Assert.StartsWith($"Port {port} on 127.0.0.1 is already in use.", fault.Message, StringComparison.Ordinal);
    }

    private static HttpChannel Channel(RawServer service) =>
        new(Endpoint.Of(new TemporalConnectionOptions(service.Server.TargetHost)), new TemporalConnectionOptions(service.Server.TargetHost));

    private static RpcCall Call(string method, Google.Protobuf.IMessage request, Google.Protobuf.MessageParser parser) =>
        new(prefix + method, request, parser, new Dictionary<string, string>(), TimeSpan.FromSeconds(20));
}
