using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgenticRecovery.Host.Accounts;

/// <summary>
/// Who may call what. Every endpoint needs an account that may at least read, unless it says that anybody may; a permission
/// is named by its endpoint: <c>.RequireAuthorization(Permissions.Decide)</c>.
/// </summary>
internal static class Access
{
    private const string Either = "SessionOrToken";

    public static void Add(IServiceCollection services, App app, DeskSettings settings)
    {
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = context => TokenScheme.IsSent(context) ? TokenScheme.Name : Sessions.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddCookie(Sessions.Scheme, o =>
            {
                o.Cookie.Name = "desk";
                // Lax, so that a link in a mail arrives signed in; every unsafe request needs the page's own token as well.
                o.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
                o.Cookie.HttpOnly = true;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = settings.SessionIdlesAfter;
                o.SlidingExpiration = true;
                o.Events.OnValidatePrincipal = context => Sessions.CheckAsync(context, settings, app);
                o.Events.OnRedirectToLogin = context => ChallengeAsync(context.HttpContext);
                o.Events.OnRedirectToAccessDenied = context => ForbidAsync(context.HttpContext);
            });
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorization(o =>
        {
            foreach (var permission in Permissions.All)
                o.AddPolicy(permission, p => p.RequireAuthenticatedUser().AddRequirements(new PermissionNeed(permission)));
            o.DefaultPolicy = o.GetPolicy(Permissions.Read)!;
            o.FallbackPolicy = o.DefaultPolicy;
        });
    }

    private static readonly string[] ProgramPaths = ["/api", "/openapi", "/mcp", "/events"];

    /// <summary>True for requests of programs: they get a status with a JSON problem, people get a page.</summary>
    public static bool IsForProgram(HttpContext context) =>
        TokenScheme.IsSent(context) || ProgramPaths.Any(path => context.Request.Path.StartsWithSegments(path));

    /// <summary>Says what the account lacks.</summary>
    public static Task ForbidAsync(HttpContext context)
    {
        var needs = context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().LastOrDefault() ?? Permissions.Read;
        var roles = Permissions.RolesWith(needs).ToList();
        var why = Permissions.Allows(PermissionHandler.Roles(context.User), needs)
            ? $"This token has not the scope '{needs}'."
            : $"This needs one of the roles {string.Join(", ", roles)}; {context.User.Identity?.Name} has {string.Join(", ", PermissionHandler.Roles(context.User))}.";
        return IsForProgram(context)
            ? Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "Not allowed", why)
            : Page(context, StatusCodes.Status403Forbidden, "Not allowed", why);
    }

    /// <summary>A page that says it; without the frame of the desk where nobody is signed in.</summary>
    internal static Task Page(HttpContext context, int status, string title, string text) => context.User.Identity?.IsAuthenticated != true
        ? new RazorComponentResult<DoorPage>(new { Title = title, Notice = text, IsBad = true }) { StatusCode = status }.ExecuteAsync(context)
        : DeskEndpoints.Problem(context.RequestServices.GetRequiredService<App>(), status, title, text).ExecuteAsync(context);

    private static Task ChallengeAsync(HttpContext context)
    {
        if (IsForProgram(context))
            return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "Not signed in", "Sign in at /login, or send an API token: 'Authorization: Bearer rk_…'.");
        var here = context.Request.Path + context.Request.QueryString;
        // Where a form was sent its words are lost with the redirect, so nothing of it may look done.
        var back = HttpMethods.IsGet(context.Request.Method) ? here : "/";
        var isLate = context.Request.Cookies.ContainsKey("desk");
        context.Response.Redirect($"/login?next={Uri.EscapeDataString(back)}{(isLate ? "&ended=true" : "")}");
        return Task.CompletedTask;
    }
}

/// <summary>One permission that an endpoint asks for.</summary>
internal sealed record PermissionNeed(string Permission) : IAuthorizationRequirement;

/// <summary>Grants a permission that a role of the account has and, for a token, its scopes name.</summary>
internal sealed class PermissionHandler : AuthorizationHandler<PermissionNeed>
{
    public static IReadOnlyList<string> Roles(System.Security.Claims.ClaimsPrincipal user) =>
        [.. user.FindAll(System.Security.Claims.ClaimTypes.Role).Select(c => c.Value)];

    /// <summary>The rule itself, for callers without an endpoint.</summary>
    public static bool May(System.Security.Claims.ClaimsPrincipal user, string permission) =>
        Permissions.Allows(Roles(user), permission)
        && (user.Identity?.AuthenticationType != TokenScheme.Name || user.HasClaim(TokenScheme.ScopeClaim, permission));

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionNeed requirement)
    {
        if (May(context.User, requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
