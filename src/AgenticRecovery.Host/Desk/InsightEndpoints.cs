using System.Text;
using AgenticRecovery.Accounts;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk.Insight;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>Pages over many cases, their downloads, the policy page, approver quality, and the whole text of a ticket.</summary>
internal static class InsightEndpoints
{
    private const int Replayed = 2_000;
    private static readonly TimeSpan SentinelWithin = TimeSpan.FromHours(4);

    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/today", (App app, HttpContext http) => new RazorComponentResult<TodayPage>(new { App = app, Viewer = Viewer.Of(http) }));
        desk.MapGet("/decided", (App app, HttpContext http) => new RazorComponentResult<DecidedPage>(new { App = app, Viewer = Viewer.Of(http) }));
        desk.MapGet("/dashboard", (App app, HttpContext http, int? days) => new RazorComponentResult<DashboardPage>(new { App = app, Viewer = Viewer.Of(http), Days = Span(days) }));
        desk.MapGet("/causes", (App app, HttpContext http, int? days) => new RazorComponentResult<CausesPage>(new { App = app, Viewer = Viewer.Of(http), Days = Span(days) }));
        desk.MapGet("/trends", (App app, HttpContext http, int? days) => new RazorComponentResult<TrendsPage>(new { App = app, Viewer = Viewer.Of(http), Days = Span(days) }));
        desk.MapGet("/budgets", (App app, HttpContext http, int? days) => new RazorComponentResult<BudgetsPage>(new { App = app, Viewer = Viewer.Of(http), Days = Span(days) }));
        desk.MapGet("/quality", (App app, HttpContext http, int? days) => new RazorComponentResult<QualityPage>(new { App = app, Viewer = Viewer.Of(http), Days = Span(days) }));
        desk.MapGet("/audit", (App app, HttpContext http, string? q, long? before) => new RazorComponentResult<AuditPage>(new { App = app, Viewer = Viewer.Of(http), Text = q, Before = before })).RequireAuthorization(Permissions.Audit);
        desk.MapGet("/policy", (App app, HttpContext http) => new RazorComponentResult<PolicyPage>(new { App = app, Viewer = Viewer.Of(http) }));
        desk.MapGet("/export/{name}.csv", Export);
        desk.MapGet("/case/words", WholeWords);
        desk.MapPost("/policy/whatif", WhatIfAsync);
        desk.MapPost("/quality/read", ReadAgainAsync).RequireAuthorization(Permissions.Decide);
        desk.MapPost("/quality/sentinel", SeedAsync).RequireAuthorization(Permissions.Seed);
    }

    private static int Span(int? days) => Math.Clamp(days ?? 28, 1, 366);

    private static IResult Export(App app, InsightCache cache, string name, int? days) => FigureTable.Names.Contains(name)
        ? Results.File(Encoding.UTF8.GetBytes(FigureTable.Of(name, Period.Of(app, cache, Span(days))).Csv()), "text/csv; charset=utf-8", $"{name}.csv")
        : DeskEndpoints.Problem(app, StatusCodes.Status404NotFound, "No such table", $"There are {string.Join(", ", FigureTable.Names)}.");

    /// <summary>The customer's text as plain text: a browser shows it and runs nothing of it.</summary>
    private static IResult WholeWords(App app, string? id, string? signal) =>
        app.Store.Signals.OfCase(new CaseId(id ?? "")).FirstOrDefault(s => s.Signal.Id == signal)?.Signal.Text is { } text
            ? Results.Text(text, "text/plain", Encoding.UTF8)
            : DeskEndpoints.Problem(app, StatusCodes.Status404NotFound, "No such text", "The case has no signal of that id with words.");

    private static async Task<IResult> WhatIfAsync(App app, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var draft = form["Draft"].ToString();
        var reading = PolicyBookReader.Read(draft, "draft");
        var result = reading.Book is { } book
            ? WhatIf.Replay(app.Policy.Current, book, app.Store.Proposals.Latest(Replayed).Where(p => p.Facts is not null).Select(Recorded))
            : null;
        return new RazorComponentResult<PolicyPage>(new { App = app, Viewer = Viewer.Of(http), Draft = draft, Result = result, Faults = reading.Faults });
    }

    private static RecordedDecision Recorded(ProposalRecord record) => new(
        record.Proposal.Case.Value, record.Proposal.Move.Name, record.DecidedAt!.Value, record.Proposal.Amount.Currency.Code,
        StoreJson.Read<Dictionary<string, string>>(record.Facts!), record.Decision!.Word);

    private static async Task<IResult> ReadAgainAsync(App app, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var (viewer, now) = (Viewer.Of(http), app.Clock.GetUtcNow());
        var drawn = app.Store.Sentinels.ToRead(viewer.Name, now.AddDays(-366), 1000);
        if (form["Word"].ToString() is not ("approve" or "reject") || !drawn.Any(d => d.Proposal.Value == form["Proposal"]))
            return DeskEndpoints.Problem(app, StatusCodes.Status409Conflict, viewer["Not kept"], viewer["This request is not drawn for you, or you have read it already."]);
        await app.Store.Sentinels.ReadAsync(new ProposalId(form["Proposal"].ToString()), viewer.Name, form["Word"].ToString(), now, ct);
        return Results.LocalRedirect("/quality");
    }

    private static async Task<IResult> SeedAsync(App app, QueueStand stand, HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await Forms.ReadAsync(http, antiforgery, ct) is not { } form)
            return Forms.Stale(app, http);
        var (viewer, now) = (Viewer.Of(http), app.Clock.GetUtcNow());
        var id = new ProposalId(form["Proposal"].ToString().Trim());
        var expected = form["Word"] == "reject" ? "reject" : "approve";
        if (await app.Store.Sentinels.SeedAsync(id, expected, viewer.Name, now, SentinelWithin, ct) is not { } made)
            return DeskEndpoints.Problem(app, StatusCodes.Status404NotFound, viewer["Not seeded"], viewer["'{0}' is no settled request; the page of decided requests lists them.", Words.First(id.Value, 80)]);
        await app.Store.Audit.AddAsync(viewer.Name, "sentinel", made.Value, $"copied from {id}, expected {expected}", now, ct);
        stand.Stale();
        return Results.LocalRedirect("/quality");
    }
}
