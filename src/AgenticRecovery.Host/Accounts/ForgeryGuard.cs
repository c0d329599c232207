using AgenticRecovery.Host.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Accounts;

/// <summary>
/// Refuses every request that could change something and does not carry the token of a page of this desk, in the form or in
/// the header <see cref="Header"/>. A request with an API token needs none: no browser sends one on its own.
/// </summary>
internal static class ForgeryGuard
{
    public const string Header = "RequestVerificationToken";
    private const string Why = "The form is from an older session or another site. Open the page again and repeat it; nothing was done.";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        if (isSafe || context.User.Identity?.AuthenticationType == TokenScheme.Name
            || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            await next(context);
            return;
        }

        if (Access.IsForProgram(context))
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "Refused", $"A request with a session needs the header {Header}; GET /api/session gives its value. Nothing was done.");
        else
            await Access.Page(context, StatusCodes.Status400BadRequest, "Refused", Why);
    }
}
