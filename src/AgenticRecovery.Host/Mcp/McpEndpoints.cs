using System.Security.Claims;
using System.Text.Json;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgenticRecovery.Host.Mcp;

/// <summary>
/// The Model Context Protocol over streamable HTTP, without sessions: each POST is answered on its own, as the account of its
/// token, so that a revoked token ends at once.
/// </summary>
internal static class McpEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var mcp = web.MapGroup("/mcp").RequireAuthorization().ExcludeFromDescription();
        mcp.MapPost("", AnswerAsync);
        // A stream of its own and the end of a session belong to servers with sessions.
        mcp.MapMethods("", ["GET", "DELETE"], (HttpContext context) =>
        {
            context.Response.Headers.Allow = "POST";
            return Problems.Of(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "This server keeps no sessions; send each message by POST.");
        });
    }

    internal static McpServerOptions Options(RecoveryTools tools) => new()
    {
        ServerInfo = new Implementation { Name = "recovery", Title = "Recovery desk", Version = "1.0.0" },
        ServerInstructions = RecoveryTools.Instructions,
        ToolCollection = tools.All(),
    };

    private static async Task<IResult> AnswerAsync(HttpContext context, App app, VerdictDesk desk, ClaimsPrincipal user, CancellationToken ct)
    {
        JsonRpcMessage? message;
        try
        {
            message = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.Body, McpJsonUtilities.DefaultOptions, ct);
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message is null)
            return Problems.Of(StatusCodes.Status400BadRequest, "Not understood", "Expected one JSON-RPC message of the Model Context Protocol.");
        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, Options(new RecoveryTools(app, desk, user)), app.Logs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = server.RunAsync(stop.Token);
        context.Response.ContentType = "text/event-stream";
        var isAnswered = await transport.HandlePostRequestAsync(message, context.Response.Body, ct);
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // Its one message is answered.
        }

        if (!isAnswered && !context.Response.HasStarted)
        {
            context.Response.ContentType = null;
            return Results.Accepted();
        }

        return Results.Empty;
    }
}
