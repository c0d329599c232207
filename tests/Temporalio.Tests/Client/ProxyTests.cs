using System.Net;
using System.Net.Sockets;
using System.Text;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Tests.Client;

public class ProxyTests
{
    [Fact]
    public async Task Calls_go_through_a_proxy_that_is_given_the_credentials()
    {
        await using var stub = await GrpcStub.StartAsync(context => GrpcStub.ReplyAsync(context, new GetSystemInfoResponse()));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = TunnelOnceAsync(listener, "HTTP/1.1 200 Connection established\r\n\r\n", stub.Port);
        var options = stub.Options();
        options.HttpConnectProxy = new($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") { BasicAuth = ("me", "pass") };

        var connection = await TemporalConnection.ConnectAsync(options);

        Assert.True(connection.IsConnected);
        var head = await asked;
        Assert.StartsWith($"CONNECT 127.0.0.1:{stub.Port} HTTP/1.1\r\n", head);
        Assert.Contains("Proxy-Authorization: Basic bWU6cGFzcw==\r\n", head, StringComparison.OrdinalIgnoreCase); // "me:pass"
    }

    [Fact]
    public async Task A_proxy_that_refuses_makes_no_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = TunnelOnceAsync(listener, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", port: null);
        var address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalConnection.ConnectAsync(new("service:7233") { HttpConnectProxy = new(address) }));

        await asked;
        Assert.StartsWith("Connection failed: Server connection error: ", fault.Message);
    }

    /// <summary>Takes one connection, answers its CONNECT, and joins it to the port when there is one.</summary>
    private static async Task<string> TunnelOnceAsync(TcpListener listener, string answer, int? port)
    {
        var client = (await listener.AcceptTcpClientAsync()).GetStream();
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await client.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }
        await client.WriteAsync(Encoding.ASCII.GetBytes(answer));
        if (port is { } target)
        {
            var service = new TcpClient();
            await service.ConnectAsync(IPAddress.Loopback, target);
            // Both end with the connection, when the test is over.
            _ = client.CopyToAsync(service.GetStream());
            _ = service.GetStream().CopyToAsync(client);
        }
        return head.ToString();
    }
}
