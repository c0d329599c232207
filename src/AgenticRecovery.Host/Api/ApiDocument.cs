using AgenticRecovery.Host.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace AgenticRecovery.Host.Api;

/// <summary>The OpenAPI document of everything a program may call; anybody may read it, it holds no data.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "AgenticRecovery",
                Version = "v1",
                Description = "Requests that wait for a person, cases, signals and records of the recovery desk. Refusals are problem details (RFC 9457) that say what was expected.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: 'recovery user token NAME --scope cases:read'." },
                ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "desk", Description = $"A session of /login. Requests that change something also carry the header {ForgeryGuard.Header} with formToken of GET /api/session." },
            };
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IAllowAnonymous>().Any())
                return Task.CompletedTask;
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", context.Document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", context.Document)] = [] },
            ];
            var needs = metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().Distinct().ToList();
            var permission = needs.Count > 0 ? needs[^1] : AgenticRecovery.Accounts.Permissions.Read;
            operation.Description = $"{operation.Description} Needs the permission {permission}.".Trim();
            return Task.CompletedTask;
        });
    });

    public static void Map(IEndpointRouteBuilder web) => web.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
