using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Cli;

/// <summary>
/// What a page about workflows needs, as JSON and read-only, under the paths of Temporal's own HTTP API. Loopback only:
/// payloads are shown as they are stored.
/// </summary>
internal sealed class TemporalUiData : IAsyncDisposable
{
    private readonly WebApplication _web;

    private TemporalUiData(WebApplication web, Uri address) => (_web, Address) = (web, address);

    public Uri Address { get; }

    public static async Task<TemporalUiData> StartAsync(ITemporalClient client, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Use(RefuseOtherHosts);
        Map(web, client.Connection.WorkflowService);
        await web.StartAsync(ct);
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TemporalUiData(web, new Uri(address));
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static void Map(WebApplication web, WorkflowService service)
    {
        var api = web.MapGroup("/api/v1/namespaces");
        api.MapGet("", (CancellationToken ct) => AnswerAsync(rpc => service.ListNamespacesAsync(new ListNamespacesRequest { PageSize = 100 }, rpc), ct));
        api.MapGet("/{ns}/workflows", (string ns, string? query, int? pageSize, string? nextPageToken, CancellationToken ct) => AnswerAsync(
            rpc => service.ListWorkflowExecutionsAsync(
                new ListWorkflowExecutionsRequest { Namespace = ns, Query = query ?? "", PageSize = Size(pageSize), NextPageToken = Token(nextPageToken) }, rpc), ct));
        api.MapGet("/{ns}/workflows/{id}", (HttpContext context, string ns, string id, CancellationToken ct) => AnswerAsync(
            rpc => service.DescribeWorkflowExecutionAsync(new DescribeWorkflowExecutionRequest { Namespace = ns, Execution = Named(context, id) }, rpc), ct));
        api.MapGet("/{ns}/workflows/{id}/history", (HttpContext context, string ns, string id, string? nextPageToken, CancellationToken ct) => AnswerAsync(
            rpc => service.GetWorkflowExecutionHistoryAsync(
                new GetWorkflowExecutionHistoryRequest { Namespace = ns, Execution = Named(context, id), NextPageToken = Token(nextPageToken) }, rpc), ct));
    }

    /// <summary>A page of another site must not read here by a name that resolves to this machine.</summary>
    private static Task RefuseOtherHosts(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        if (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    private static Temporalio.Api.Common.V1.WorkflowExecution Named(HttpContext context, string id) =>
        new() { WorkflowId = id, RunId = context.Request.Query["execution.runId"].ToString() };

    /// <exception cref="BadHttpRequestException">Not 1 to 1000.</exception>
    private static int Size(int? asked) =>
        asked is null or (>= 1 and <= 1000) ? asked ?? 100 : throw new BadHttpRequestException($"pageSize: expected 1 to 1000, found {asked}");

    /// <exception cref="BadHttpRequestException">Not base64.</exception>
    private static ByteString Token(string? text)
    {
        try
        {
            return text is { Length: > 0 } ? ByteString.FromBase64(text) : ByteString.Empty;
        }
        catch (FormatException e)
        {
            throw new BadHttpRequestException("nextPageToken: expected base64 as it was given", e);
        }
    }

    private static async Task<IResult> AnswerAsync<T>(Func<RpcOptions, Task<T>> call, CancellationToken ct)
        where T : IMessage
    {
        try
        {
            var answer = await call(new RpcOptions { CancellationToken = ct });
            return Results.Text(JsonFormatter.Default.Format(answer), "application/json");
        }
        catch (BadHttpRequestException e)
        {
            return Results.Json(new { code = (int)RpcException.StatusCode.InvalidArgument, message = e.Message }, statusCode: e.StatusCode);
        }
        catch (RpcException e)
        {
            return Results.Json(new { code = (int)e.Code, message = e.Message }, statusCode: e.Code switch
            {
                RpcException.StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
                RpcException.StatusCode.NotFound => StatusCodes.Status404NotFound,
                RpcException.StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            });
        }
    }
}
