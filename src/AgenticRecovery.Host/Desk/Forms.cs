using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Desk;

/// <summary>Forms of the desk's own pages. A form of an older session or of another site is not read.</summary>
internal static class Forms
{
    /// <summary>Null where the form is not one of this session's pages.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http, IAntiforgery antiforgery, CancellationToken ct) =>
        http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(ct) : null;

    public static IResult Stale(App app, HttpContext http)
    {
        var viewer = Viewer.Of(http);
        return DeskEndpoints.Problem(app, StatusCodes.Status400BadRequest, viewer["Refused"], viewer["The form is from an older session or another site. Open the page again and repeat; nothing was done."]);
    }

    /// <summary>Where the form was; the queue when it names no page of this desk.</summary>
    public static string Back(IFormCollection form) =>
        form["Back"].ToString() is ['/', not ('/' or '\\'), ..] and { Length: < 2000 } back && !back.Any(char.IsControl) ? back : "/";
}
