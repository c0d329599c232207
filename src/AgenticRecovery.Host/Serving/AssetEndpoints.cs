using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Serving;

/// <summary>The style sheet, the script and the icon of the desk, from the program itself.</summary>
internal static class AssetEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var assets = web.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        foreach (var (name, type) in new[] { ("desk.css", "text/css"), ("desk.js", "text/javascript"), ("desk.svg", "image/svg+xml") })
            assets.MapGet("/" + name, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=600";
                return Results.Stream(typeof(AssetEndpoints).Assembly.GetManifestResourceStream(name)!, type);
            });
    }
}
