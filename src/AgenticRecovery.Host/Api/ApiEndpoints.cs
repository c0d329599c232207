using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>The JSON API: 401 without a session or token, 403 without the right, problems in words.</summary>
internal static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var api = web.MapGroup("/api").RequireAuthorization().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        ApprovalEndpoints.Map(api);
        CaseEndpoints.Map(api);
        RecordEndpoints.Map(api);
        // Beside the group: a program that only sends signals need not be able to read.
        SignalEndpoints.Map(web);
        EventStream.Map(web);
        ApiDocument.Map(web);
    }
}
