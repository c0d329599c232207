using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>Unary gRPC over HTTP/2, with TLS or without.</summary>
internal sealed class HttpChannel : IRpcChannel, IDisposable
{
    private const string GrpcContentType = "application/grpc";

    private readonly HttpMessageInvoker invoker;
    private readonly Uri target;
    private readonly string? hostOverride;
    private readonly bool gzip;
    private readonly int maxMessageBytes;

    public HttpChannel(Endpoint endpoint, TemporalConnectionOptions options, int maxMessageBytes = GrpcFrame.DefaultMaxMessageBytes)
    {
        target = endpoint.ToUri();
        hostOverride = endpoint.UsesTls ? options.Tls?.Domain : null;
        gzip = options.GrpcCompression is GrpcCompression.Gzip;
        this.maxMessageBytes = maxMessageBytes;
        invoker = new HttpMessageInvoker(HttpHandlers.Create(endpoint, options), disposeHandler: true);
    }

    public void Dispose() => invoker.Dispose();

    public async ValueTask<IMessage> CallAsync(RpcCall call, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (call.Timeout is { } timeout)
        {
            deadline.CancelAfter(timeout);
        }
        try
        {
            using var request = RequestFor(call);
            using var response = await invoker.SendAsync(request, deadline.Token);
            return await ReadAsync(response, call.ReplyParser, deadline.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Cancelled, "Timeout expired", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Unavailable, $"Connection to {target.Authority} was given up", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RpcException(
                RpcException.StatusCode.Unavailable, $"Cannot talk to {target.Authority}: {InnermostMessage(e)}", e);
        }
    }

    private static string InnermostMessage(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }
        return e.Message;
    }

    private HttpRequestMessage RequestFor(RpcCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target, call.FullMethod))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Encode(call.Request, gzip)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(GrpcContentType);
        var headers = request.Headers;
        // The handler takes the name to check the certificate against from here.
        headers.Host = hostOverride;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("grpc-accept-encoding", "gzip,identity");
        if (gzip)
        {
            headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }
        if (call.Timeout is { } timeout)
        {
            headers.TryAddWithoutValidation("grpc-timeout", GrpcDeadline.Format(timeout));
        }
        foreach (var (name, value) in call.Metadata)
        {
            headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private async ValueTask<IMessage> ReadAsync(HttpResponseMessage response, MessageParser parser, CancellationToken ct)
    {
        // An outcome in the headers means that nothing else follows.
        var toldEarly = GrpcStatusHeaders.TryRead(response.Headers, out var early);
        if (early is not null)
        {
            throw early;
        }
        var contentType = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode != HttpStatusCode.OK
            || contentType?.StartsWith(GrpcContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw GrpcStatusHeaders.ForHttpStatus(response.StatusCode);
        }
        using var body = await response.Content.ReadAsStreamAsync(ct);
        var reply = await ReadMessageAsync(body, parser, ct);
        var told = GrpcStatusHeaders.TryRead(response.TrailingHeaders, out var fault);
        if (fault is not null)
        {
            throw fault;
        }
        if (!told && !toldEarly)
        {
            throw new RpcException(RpcException.StatusCode.Unknown, "Service told no outcome", rawStatus: null);
        }
        return reply ?? throw GrpcFrame.Malformed("Service said OK without a reply");
    }

    private async ValueTask<IMessage?> ReadMessageAsync(Stream body, MessageParser parser, CancellationToken ct)
    {
        var prefix = new byte[GrpcFrame.PrefixBytes];
        var read = await body.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, ct);
        if (read == 0)
        {
            return null;
        }
        if (read < prefix.Length)
        {
            throw GrpcFrame.Malformed("Reply ends within its prefix");
        }
        var (isCompressed, length) = GrpcFrame.ReadPrefix(prefix, maxMessageBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (await body.ReadAtLeastAsync(buffer.AsMemory(0, length), length, throwOnEndOfStream: false, ct) < length)
            {
                throw GrpcFrame.Malformed("Reply ends within its message");
            }
            var reply = GrpcFrame.Decode(buffer, length, isCompressed, parser, maxMessageBytes);
            // The trailers are there only once the end of the body has been read.
            return await body.ReadAsync(prefix, ct) == 0 ? reply : throw GrpcFrame.Malformed("More than one reply to one call");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
