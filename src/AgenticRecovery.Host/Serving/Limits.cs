using System.Globalization;
using System.Threading.RateLimiting;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace AgenticRecovery.Host.Serving;

/// <summary>How much one caller may ask: requests a minute, and bytes a request.</summary>
internal static class Limits
{
    public const long BodyBytes = 256 * 1024;

    /// <summary>For signals: a customer's mail with its history may be large; intake says what of it is kept.</summary>
    public const long SignalBytes = 8 * 1024 * 1024;

    public static void Add(IServiceCollection services, DeskSettings settings) => services.AddRateLimiter(o =>
    {
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetSlidingWindowLimiter(Caller(context), _ => Window(settings.RequestsPerMinute)));
        o.AddPolicy(SignInEndpoints.Limit, context =>
            RateLimitPartition.GetSlidingWindowLimiter("sign-in " + Address(context), _ => Window(settings.SignInsPerMinute)));
        o.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 10;
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            const string why = "More requests than this desk takes from one caller in a minute. Wait, then repeat; nothing was done.";
            if (Access.IsForProgram(context))
                await Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests", why);
            else
                await Access.Page(context, StatusCodes.Status429TooManyRequests, "Too many requests", why);
        };
    });

    private static SlidingWindowRateLimiterOptions Window(int perMinute) => new()
    {
        PermitLimit = perMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        QueueLimit = 0,
    };

    private static string Caller(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name: { } name } ? "account " + name : "address " + Address(context);

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
