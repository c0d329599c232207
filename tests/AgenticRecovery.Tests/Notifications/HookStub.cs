using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Tests.Notifications;

/// <summary>Incoming webhooks on a free loopback port that keep what they are sent.</summary>
internal sealed class HookStub : IAsyncDisposable
{
    private readonly WebApplication _web;

    public HookStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.MapPost("/{room}", async (HttpContext context, string room) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Posts.Enqueue((room, await reader.ReadToEndAsync()));
            return Results.StatusCode(Status);
        });
    }

    public ConcurrentQueue<(string Room, string Body)> Posts { get; } = new();

    public int Status { get; set; } = 200;

    public async Task<Uri> StartAsync()
    {
        await _web.StartAsync();
        return new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
