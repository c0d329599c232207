using System.ComponentModel;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>Cases as JSON: list, search, show, story.</summary>
internal static class CaseEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", List).WithSummary("Cases, newest first, by state, mode and part of a case, order or customer id.").ProducesProblem(400);
        cases.MapGet("/{id}", Show).WithSummary("One case: diagnosis, facts, proposals, messages, outcome.").ProducesProblem(404);
        cases.MapGet("/{id}/timeline", Timeline).WithSummary("The story of one case, oldest first.").ProducesProblem(404);
    }

    internal static CaseList List(App app, [Description("Part of a case, order or customer id.")] string? q, string? state, string? mode, bool? open, [Description("From 1.")] int page = 1, [Description("1 to 200.")] int pageSize = 50)
    {
        if (page < 1 || pageSize is < 1 or > 200)
            throw new BadInputException($"page: expected 1 or more and pageSize 1 to 200, found {page} and {pageSize}.");
        var found = app.Store.Cases.List(new CaseFilter
        {
            Text = string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            State = Word<CaseState>("state", state),
            Mode = Word<FailureMode>("mode", mode),
            IsOpen = open,
            Page = page,
            PageSize = pageSize,
        });
        return new CaseList(found.Total, page, [.. found.Cases.Select(CaseRow.Of)]);
    }

    internal static CaseStory? Story(App app, string id) => app.Store.Cases.Find(new CaseId(id)) is null ? null
        : new CaseStory(id, [.. app.Store.Timeline.OfCase(new CaseId(id)).Select(l => new StoryEntry(l.At, l.Kind, l.Text, l.Refs))]);

    internal static string NoCase(App app, string id)
    {
        var near = Spelling.Nearest(id, app.Store.Cases.List(new CaseFilter { PageSize = 200 }).Cases.Select(c => c.Id.Value));
        return $"There is no case '{id}'{(near is null ? "; GET /api/cases lists them." : $"; did you mean '{near}'?")}";
    }

    private static Results<Ok<CaseSheet>, ProblemHttpResult> Show(App app, string id) => app.Store.File(new CaseId(Uri.UnescapeDataString(id))) is { } file
        ? TypedResults.Ok(CaseSheet.Of(file))
        : Problems.Of(StatusCodes.Status404NotFound, "No such case", NoCase(app, id));

    private static Results<Ok<CaseStory>, ProblemHttpResult> Timeline(App app, string id) => Story(app, Uri.UnescapeDataString(id)) is { } story
        ? TypedResults.Ok(story)
        : Problems.Of(StatusCodes.Status404NotFound, "No such case", NoCase(app, id));

    private static T? Word<T>(string name, string? text) where T : struct, Enum => text switch
    {
        null => null,
        _ when Enum.TryParse<T>(text, true, out var value) && Enum.IsDefined(value) => value,
        _ => throw new BadInputException($"{name}: expected one of {string.Join(", ", Enum.GetNames<T>())}, found '{text}'{(Spelling.Nearest(text, Enum.GetNames<T>()) is { } near ? $"; did you mean '{near}'?" : ".")}"),
    };
}
