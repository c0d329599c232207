using System.Security.Claims;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>The pages of the desk and its verdict form.</summary>
internal static class DeskEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var desk = web.MapGroup("").RequireAuthorization();
        desk.MapGet("/", (App app) => new RazorComponentResult<QueuePage>(new { App = app }));
        desk.MapGet("/cases", (App app, string? q) => new RazorComponentResult<CasesPage>(new { App = app, Text = q }));
        desk.MapGet("/case", (App app, string id, string? said) => app.Store.File(new CaseId(id)) is { } file
            ? (IResult)new RazorComponentResult<CasePage>(new { App = app, File = file, Said = said })
            : Results.NotFound($"There is no case {id}."));
        desk.MapPost("/verdict", VerdictAsync);
    }

    private static async Task<IResult> VerdictAsync(App app, HttpContext context, [FromForm] VerdictForm form, CancellationToken ct)
    {
        var answer = await app.Door.GiveVerdictAsync(form.Read(context.User), ct);
        if (answer.IsTaken)
            await app.Door.SettledAsync(null, ct);
        var proposal = app.Store.Proposals.Find(new ProposalId(form.Proposal));
        return Results.Redirect($"/case?id={Uri.EscapeDataString(proposal!.Proposal.Case.Value)}&said={Uri.EscapeDataString(answer.Message)}");
    }
}

/// <summary>What the verdict buttons send.</summary>
internal sealed class VerdictForm
{
    public string Proposal { get; set; } = "";
    public string Hash { get; set; } = "";
    public string Word { get; set; } = "";
    public string? Words { get; set; }
    public string? Move { get; set; }

    public Verdict Read(ClaimsPrincipal user)
    {
        var (proposal, by) = (new ProposalId(Proposal), user.Identity!.Name!);
        string[] roles = [.. user.FindAll(ClaimTypes.Role).Select(r => r.Value)];
        var words = Words ?? "";
        return Word switch
        {
            "approve" => new Verdict.Approve(words) { Proposal = proposal, ProposalHash = Hash, By = by, Roles = roles },
            "reject" => new Verdict.Reject(words) { Proposal = proposal, ProposalHash = Hash, By = by, Roles = roles },
            "ask" => new Verdict.Ask(words, true) { Proposal = proposal, ProposalHash = Hash, By = by, Roles = roles },
            "takeover" => new Verdict.TakeOver(words) { Proposal = proposal, ProposalHash = Hash, By = by, Roles = roles },
            "edit" => new Verdict.Edit(System.Text.Json.JsonSerializer.Deserialize<Move>(Move ?? "", Output.Json)!, words) { Proposal = proposal, ProposalHash = Hash, By = by, Roles = roles },
            _ => throw new BadHttpRequestException($"Verdict '{Word}' is not known: approve, edit, reject, ask or takeover."),
        };
    }
}
