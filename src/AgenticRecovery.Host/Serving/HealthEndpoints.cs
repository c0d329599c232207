using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Serving;

/// <summary>Whether the process runs, and whether it can work: database, Temporal, worker.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder web)
    {
        var health = web.MapGroup("/health").AllowAnonymous().WithTags("health");
        health.MapGet("/live", () => TypedResults.Ok(new Health("live", []))).WithSummary("The process runs.");
        health.MapGet("/ready", async (App app, CancellationToken ct) =>
        {
            HealthCheck[] checks = [Database(app), await TemporalAsync(app, ct), Worker(app)];
            var isReady = checks.All(c => c.IsGood);
            return Results.Json(new Health(isReady ? "ready" : "not ready", checks), statusCode: isReady ? 200 : 503);
        }).WithSummary("Database, Temporal and worker can work; 503 when one cannot.").Produces<Health>().Produces<Health>(503);
    }

    private static HealthCheck Database(App app)
    {
        try
        {
            app.Store.Approvals.CountPending();
            return new HealthCheck("database", true, "reads");
        }
        catch (StoreException e)
        {
            return new HealthCheck("database", false, e.GetType().Name);
        }
    }

    private static async Task<HealthCheck> TemporalAsync(App app, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await app.Client.Connection.CheckHealthAsync(options: new() { CancellationToken = patience.Token })
                ? new HealthCheck("temporal", true, "answers") : new HealthCheck("temporal", false, "not serving");
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException)
        {
            return new HealthCheck("temporal", false, "does not answer");
        }
    }

    private static HealthCheck Worker(App app) => app.Engine is not { } engine
        ? new HealthCheck("worker", true, "in another process")
        : new HealthCheck("worker", !engine.Running.IsCompleted, engine.Running.IsCompleted ? "stopped" : "runs");
}

internal sealed record Health(string Status, IReadOnlyList<HealthCheck> Checks);

internal sealed record HealthCheck(string Name, bool IsGood, string Says);
