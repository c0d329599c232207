using System.Buffers.Binary;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Tests.Client;

/// <summary>An HTTP/2 server on a free loopback port that answers with whatever a test writes.</summary>
internal sealed class GrpcStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private int calls;

    private GrpcStub(WebApplication app) => this.app = app;

    public int Calls => calls;

    public int Port { get; private set; }

    public static async Task<GrpcStub> StartAsync(
        RequestDelegate answer, X509Certificate2? certificate = null, bool wantsClientCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    ClientCertificateMode = wantsClientCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate,
                    ClientCertificateValidation = (_, _, _) => true,
                });
            }
        }));
        var stub = new GrpcStub(builder.Build());
        stub.app.Run(context =>
        {
            Interlocked.Increment(ref stub.calls);
            return answer(context);
        });
        await stub.app.StartAsync();
        var address = stub.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        stub.Port = new Uri(address).Port;
        return stub;
    }

    /// <summary>A connection that asks nothing of its own.</summary>
    public TemporalConnectionOptions Options() => new($"127.0.0.1:{Port}");

    public Task<TemporalConnection> ConnectAsync() => TemporalConnection.ConnectAsync(Options());

    public static byte[] Frame(IMessage message, byte flag = 0) => Frame(message.ToByteArray(), flag);

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static async Task ReplyAsync(HttpContext context, byte[] body, int status = 0, string? message = null)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(body);
        context.Response.AppendTrailer("grpc-status", status.ToString());
        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", message);
        }
    }

    public static Task ReplyAsync(HttpContext context, IMessage message) => ReplyAsync(context, Frame(message));

    /// <summary>An outcome in the headers and nothing else.</summary>
    public static Task FailAsync(HttpContext context, int status, string message, byte[]? details = null)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = status.ToString();
        context.Response.Headers["grpc-message"] = message;
        if (details is not null)
        {
            context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(details).TrimEnd('=');
        }
        return Task.CompletedTask;
    }

    public static async Task<byte[]> ReadMessageAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray()[5..];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
