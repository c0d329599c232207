using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Temporalio.DevServer.Rpc;

/// <summary>gRPC over cleartext HTTP/2 on a loopback port.</summary>
internal sealed class GrpcEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Frontend frontend;

    private GrpcEndpoint(WebApplication app, Frontend frontend)
    {
        this.app = app;
        this.frontend = frontend;
    }

    public int Port { get; private set; }

    /// <summary>Throws <see cref="IOException"/> naming the port when it is taken.</summary>
    public static async Task<GrpcEndpoint> StartAsync(Frontend frontend, int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var endpoint = new GrpcEndpoint(app, frontend);
        app.Run(endpoint.AnswerAsync);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            throw new IOException($"Port {port} on 127.0.0.1 is already in use. Choose another port, or 0 for any free one.", fault);
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        endpoint.Port = new Uri(address).Port;
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(brief.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var response = http.Response;
        if (http.Request.Method != HttpMethods.Post || http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        response.ContentType = "application/grpc";
        try
        {
            var reply = await CallAsync(http);
            GrpcFrame.Write(response.BodyWriter, reply);
            await response.BodyWriter.FlushAsync();
            response.AppendTrailer("grpc-status", "0");
            await response.CompleteAsync();
        }
        catch (RpcFault fault)
        {
            Refuse(response, fault);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // The caller has gone, or broke its own stream; there is nobody to answer.
            http.Abort();
        }
    }

    private async Task<IMessage> CallAsync(HttpContext http)
    {
        var request = http.Request;
        var method = frontend.Router.Find(request.Path.Value ?? "");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        DateTimeOffset? deadline = null;
        if (request.Headers.TryGetValue("grpc-timeout", out var timeout) && TryTimeout(timeout.ToString(), out var span))
        {
            deadline = TimeProvider.System.GetUtcNow() + span;
            cancel.CancelAfter(span < TimeSpan.FromDays(1) ? span : TimeSpan.FromDays(1));
        }
        var message = await GrpcFrame.ReadAsync(request.BodyReader, method.Parser, request.Headers["grpc-encoding"], cancel.Token);
        try
        {
            return await frontend.InvokeAsync(method, message, new Call(Metadata.None, deadline, cancel.Token));
        }
        catch (RpcFault fault) when (fault.Code == RpcCode.Cancelled && !http.RequestAborted.IsCancellationRequested)
        {
            throw Faults.Deadline("context deadline exceeded");
        }
    }

    /// <summary>An answer without a message: the status stands in the headers.</summary>
    private static void Refuse(HttpResponse response, RpcFault fault)
    {
        response.Headers["grpc-status"] = ((int)fault.Code).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = GrpcStatusText.Percent(fault.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(GrpcStatusText.Encode(fault)).TrimEnd('=');
    }

    /// <summary>grpc-timeout: up to eight digits and a unit.</summary>
    private static bool TryTimeout(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        TimeSpan? parsed = text[^1] switch
        {
            'H' => TimeSpan.FromHours(Math.Min(value, 1_000_000)),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromMicroseconds(value / 1000.0),
            _ => null,
        };
        span = parsed ?? default;
        return parsed is not null;
    }

    /// <summary>The service is a guest: signals such as Ctrl+C belong to the program it lives in.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static class Metadata
    {
        public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();
    }
}
