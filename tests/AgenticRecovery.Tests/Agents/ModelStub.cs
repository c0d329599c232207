using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Tests.Agents;

/// <summary>A model server on loopback that answers each call with what the test says and keeps what it was asked.</summary>
internal sealed class ModelStub : IAsyncDisposable
{
    private readonly WebApplication app;

    private ModelStub(WebApplication app) => this.app = app;

    public required Uri Address { get; init; }
    public List<(string Path, IHeaderDictionary Headers, JsonNode Body)> Asked { get; } = [];

    public static async Task<ModelStub> AnsweringAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        ModelStub? stub = null;
        app.Run(async context =>
        {
            stub!.Asked.Add((context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value)),
                (await JsonNode.ParseAsync(context.Request.Body))!));
            await answer(context);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return stub = new ModelStub(app) { Address = new Uri(address + "/") };
    }

    public static Task<ModelStub> AnsweringAsync(int status, string json, params (string Name, string Value)[] headers) => AnsweringAsync(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(json);
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
