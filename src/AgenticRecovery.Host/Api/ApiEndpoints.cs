using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>The queue and the cases as JSON; 401 without a session.</summary>
internal static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var api = web.MapGroup("/api").RequireAuthorization();
        api.MapGet("/approvals", (App app) => Results.Json(app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }), Output.Json));
        api.MapGet("/cases", (App app, int? page) => Results.Json(app.Store.Cases.List(new CaseFilter { Page = page ?? 1 }), Output.Json));
        api.MapGet("/case", (App app, string id) => app.Store.File(new CaseId(id)) is { } file
            ? Results.Json(file, Output.Json)
            : Results.NotFound(new { error = $"There is no case {id}." }));
    }
}
