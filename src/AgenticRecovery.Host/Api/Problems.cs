using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AgenticRecovery.Host.Api;

/// <summary>Refusals for programs as RFC 9457 problem details: what was wrong, in words that help.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(new ProblemDetails
    {
        Status = status,
        Title = title,
        Detail = detail,
        Type = $"urn:recovery:problem:{title.ToLowerInvariant().Replace(' ', '-')}",
    });

    public static Task WriteAsync(HttpContext context, int status, string title, string detail) => Of(status, title, detail).ExecuteAsync(context);
}
