using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>The queue, its rows for live updates, claims, saved views and the search.</summary>
internal static class QueueEndpoints
{
    /// <summary>How long a claim keeps others off; taking it again prolongs it.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/", (App app, HttpContext http) => new RazorComponentResult<QueuePage>(
            new { App = app, Viewer = Viewer.Of(http), Query = QueueQuery.Of(http.Request.Query) }));
        desk.MapGet("/queue/rows", (App app, HttpContext http) =>
        {
            var (viewer, now) = (Viewer.Of(http), app.Clock.GetUtcNow());
            var page = app.Store.Queue.Page(QueueQuery.Of(http.Request.Query).Filter(viewer, now));
            return new RazorComponentResult<QueueRows>(new { page.Rows, Viewer = viewer, Now = now });
        });
        desk.MapGet("/queue/preview", (App app, HttpContext http, string? p) => app.Store.Queue.Find(new ProposalId(p ?? "")) is { } row
            ? (IResult)new RazorComponentResult<PreviewPanel>(new { Row = row, Facts = app.Store.Cases.Facts(row.Case.Id), Viewer = Viewer.Of(http), Now = app.Clock.GetUtcNow() })
            : Results.NotFound());
        desk.MapGet("/cases", (App app, HttpContext http, string? q, long? before) => new RazorComponentResult<CasesPage>(
            new { App = app, Viewer = Viewer.Of(http), Text = q, Before = before }));
        desk.MapPost("/claim", ClaimAsync).RequireAuthorization(Permissions.Decide);
        desk.MapPost("/views", KeepViewAsync);
        desk.MapPost("/preferences", PreferAsync);
    }

    private static async Task<IResult> ClaimAsync(App app, QueueStand stand, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var (viewer, now) = (Viewer.Of(http), app.Clock.GetUtcNow());
        var ids = form["Claim"].Concat(form["p"]).OfType<string>().Where(id => id.Length > 0).Take(200).ToList();
        var lost = new List<string>();
        foreach (var id in ids)
        {
            if (await app.Store.Approvals.TryClaimAsync(new ProposalId(id), viewer.Name, now, now + Lease, ct))
                await app.Store.Audit.AddAsync(viewer.Name, "claim", id, "", now, ct);
            else
                lost.Add(id);
        }

        if (form["Release"].ToString() is { Length: > 0 } released)
        {
            await app.Store.Approvals.ReleaseAsync(new ProposalId(released), viewer.Name, now, ct);
            await app.Store.Audit.AddAsync(viewer.Name, "release", released, "", now, ct);
        }

        stand.Stale();
        return lost.Count == 0
            ? Results.LocalRedirect(Forms.Back(form))
            : DeskEndpoints.Problem(app, StatusCodes.Status409Conflict, viewer["Not claimed"], viewer["Somebody else holds it, or it was decided meanwhile."]);
    }

    private static async Task<IResult> KeepViewAsync(App app, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var viewer = Viewer.Of(http);
        var query = QueueQuery.Of(form["Query"].ToString());
        var name = form["Name"].ToString().Trim();
        if (form["Do"] == "drop")
            await app.Store.Views.DropAsync(viewer.Name, name, ct);
        else if (name.Length is 0 or > 40)
            return DeskEndpoints.Problem(app, StatusCodes.Status400BadRequest, viewer["View not saved"], viewer["A view needs a name of 1 to 40 characters."]);
        else if (!await app.Store.Views.TryKeepAsync(viewer.Name, new SavedView(name, query.Text), app.Clock.GetUtcNow(), ct))
            return DeskEndpoints.Problem(app, StatusCodes.Status409Conflict, viewer["View not saved"], viewer["You have {0} views; forget one first.", SavedViews.Most]);
        return Results.LocalRedirect(query.Link(null));
    }

    private static async Task<IResult> PreferAsync(App app, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        void Keep(string cookie, string field, params ReadOnlySpan<string> known)
        {
            if (form[field].ToString() is { Length: > 0 } value && known.Contains(value))
                http.Response.Cookies.Append(cookie, value, new CookieOptions { SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365), HttpOnly = true });
        }

        Keep(Viewer.ThemeCookie, "Theme", "system", "light", "dark");
        Keep(Viewer.LanguageCookie, "Language", [.. Texts.All.Select(c => c.TwoLetterISOLanguageName)]);
        Keep(Viewer.KeysCookie, "Keys", "on", "off");
        return Results.LocalRedirect(Forms.Back(form));
    }
}
