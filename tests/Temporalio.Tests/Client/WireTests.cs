using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class WireTests
{
    private static readonly DescribeNamespaceRequest Request = new() { Namespace = "shop" };

    [Fact]
    public async Task A_reply_in_a_frame_with_trailers_is_read()
    {
        await using var stub = await GrpcStub.StartAsync(context => GrpcStub.ReplyAsync(context, new GetSystemInfoResponse { ServerVersion = "9.9" }));

        var connection = await stub.ConnectAsync();
        var reply = await connection.WorkflowService.GetSystemInfoAsync(new());

        Assert.True(connection.IsConnected);
        Assert.Equal("9.9", reply.ServerVersion);
    }

    [Fact]
    public async Task A_fault_told_by_headers_alone_keeps_code_text_and_details()
    {
        var details = new GrpcStatus
        {
            Code = 6,
            Message = "taken",
            Details = { Any.Pack(new WorkflowExecutionAlreadyStartedFailure { RunId = "run-1" }) },
        };
        await using var stub = await GrpcStub.StartAsync(context => context.Request.Path.Value!.EndsWith("GetSystemInfo")
            ? GrpcStub.ReplyAsync(context, new GetSystemInfoResponse())
            : GrpcStub.FailAsync(context, 6, "id%20is%20t%C3%A4ken%", details.ToByteArray()));
        var connection = await stub.ConnectAsync();

        var fault = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(Request));

        Assert.Equal(RpcException.StatusCode.AlreadyExists, fault.Code);
        Assert.Equal("id is täken%", fault.Message);
        Assert.Equal("run-1", fault.GrpcStatus.Value!.Details[0].Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId);
    }

    [Fact]
    public async Task A_fault_told_by_trailers_after_a_message_wins_over_the_message()
    {
        await using var stub = await StubAsync(context => GrpcStub.ReplyAsync(context, GrpcStub.Frame(new DescribeNamespaceResponse()), 9, "not now"));

        var fault = await FaultAsync(stub);

        Assert.Equal((RpcException.StatusCode.FailedPrecondition, "not now"), (fault.Code, fault.Message));
    }

    [Theory]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1, 2 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 255, 255 })]
    [InlineData(new byte[] { })]
    public async Task Garbage_is_an_internal_fault_that_is_tried_again(byte[] body)
    {
        await using var stub = await StubAsync(context => GrpcStub.ReplyAsync(context, body));

        var fault = await FaultAsync(stub, new() { Retry = true });

        Assert.Equal(RpcException.StatusCode.Internal, fault.Code);
        Assert.Equal(1 + 2, stub.Calls); // The greeting and two attempts.
    }

    [Fact]
    public async Task A_reply_beyond_the_limit_is_refused_before_it_is_read()
    {
        // 0x7FFFFFFF bytes announced, none sent.
        await using var stub = await StubAsync(context => GrpcStub.ReplyAsync(context, new byte[] { 0, 127, 255, 255, 255 }));

        var fault = await FaultAsync(stub);

        Assert.Equal(RpcException.StatusCode.OutOfRange, fault.Code);
        Assert.Contains("2147483647 bytes", fault.Message);
        Assert.Contains("134217728 bytes", fault.Message);
    }

    [Fact]
    public async Task Compressed_replies_are_understood_and_large_requests_are_compressed()
    {
        var sent = Array.Empty<byte>();
        var encoding = string.Empty;
        await using var stub = await StubAsync(async context =>
        {
            encoding = context.Request.Headers["grpc-encoding"].ToString();
            sent = await GrpcStub.ReadMessageAsync(context);
            context.Response.Headers["grpc-encoding"] = "gzip";
            await GrpcStub.ReplyAsync(context, GrpcStub.Frame(Gzip(new DescribeNamespaceResponse { FailoverVersion = 42 }.ToByteArray()), flag: 1));
        });
        var connection = await stub.ConnectAsync();

        var reply = await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = new string('n', 5_000) });

        Assert.Equal(42, reply.FailoverVersion);
        Assert.Equal("gzip", encoding);
        Assert.True(sent.Length < 1_000, $"{sent.Length} bytes");
    }

    [Fact]
    public async Task A_deadline_is_told_to_the_service_and_kept_by_the_client()
    {
        var told = string.Empty;
        await using var stub = await StubAsync(async context =>
        {
            told = context.Request.Headers["grpc-timeout"].ToString();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var fault = await FaultAsync(stub, new() { Timeout = TimeSpan.FromMilliseconds(150) });

        Assert.Equal((RpcException.StatusCode.Cancelled, "Timeout expired"), (fault.Code, fault.Message));
        Assert.NotEmpty(told);
    }

    [Fact]
    public async Task Cancelling_a_call_is_a_cancellation_and_no_fault()
    {
        using var cancelled = new CancellationTokenSource();
        await using var stub = await StubAsync(async context =>
        {
            cancelled.Cancel();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var connection = await stub.ConnectAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => connection.WorkflowService.DescribeNamespaceAsync(Request, new() { CancellationToken = cancelled.Token }));
    }

    [Fact]
    public async Task Metadata_of_connection_and_call_travels_with_every_call()
    {
        IHeaderDictionary? seen = null;
        await using var stub = await StubAsync(context =>
        {
            seen = context.Request.Headers;
            return GrpcStub.ReplyAsync(context, new DescribeNamespaceResponse());
        });
        var options = stub.Options();
        options.ApiKey = "key-1";
        options.Tls = new() { Disabled = true };
        options.RpcMetadata = [new("tenant", "a"), new("region", "x")];
        options.RpcBinaryMetadata = [new("blob-bin", [1, 2, 3, 4])];
        var connection = await TemporalConnection.ConnectAsync(options);
        connection.ApiKey = "key-2";

        await connection.WorkflowService.DescribeNamespaceAsync(Request, new() { Metadata = [new("region", "y")] });

        Assert.Equal("Bearer key-2", seen!.Authorization);
        Assert.Equal("temporal-dotnet", seen["client-name"]);
        Assert.Equal(typeof(TemporalConnection).Assembly.GetName().Version!.ToString(), seen["client-version"]);
        Assert.Equal("shop", seen["temporal-namespace"]);
        Assert.Equal(("a", "y"), (seen["tenant"].ToString(), seen["region"].ToString()));
        Assert.Equal("AQIDBA", seen["blob-bin"]); // Base64 without padding.
        Assert.Equal("trailers", seen["te"]);
    }

    [Fact]
    public async Task A_plain_web_server_is_reported_as_such()
    {
        await using var stub = await StubAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var fault = await FaultAsync(stub);

        Assert.Equal(RpcException.StatusCode.Unavailable, fault.Code);
        Assert.Contains("503", fault.Message);
    }

    [Fact]
    public async Task An_address_nobody_listens_at_fails_at_once_and_names_it()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalConnection.ConnectAsync(new($"127.0.0.1:{port}")).WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.StartsWith("Connection failed: Server connection error: ", fault.Message);
        Assert.Contains($"127.0.0.1:{port}", fault.Message);
    }

    /// <summary>Greets properly, then answers as told.</summary>
    internal static Task<GrpcStub> StubAsync(RequestDelegate answer) => GrpcStub.StartAsync(
        context => context.Request.Path.Value!.EndsWith("GetSystemInfo")
            ? GrpcStub.ReplyAsync(context, new GetSystemInfoResponse())
            : answer(context));

    private static async Task<RpcException> FaultAsync(GrpcStub stub, RpcOptions? call = null)
    {
        var options = stub.Options();
        options.RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaxRetries = 2 };
        var connection = await TemporalConnection.ConnectAsync(options);
        return await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(Request, call));
    }

    internal static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }
        return packed.ToArray();
    }
}
