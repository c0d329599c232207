using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Trials;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Live;

/// <summary>What a candidate agent would have done in live cases.</summary>
/// <param name="Same">Cases in which it took the same moves and asked a person where one was asked.</param>
/// <param name="LeftOut">Cases that no agent has looked at, so that nobody knows what they began with.</param>
public sealed record ShadowReport(
    string Model, string PolicyHash, int Cases, int Same, int LeftOut, int LiveAsked, int CandidateAsks, long CostMicros, IReadOnlyList<ShadowCase> Differing);

public sealed record ShadowCase(string Case, string Mode, IReadOnlyList<string> Live, IReadOnlyList<string> Candidate, bool LiveAsked, bool CandidateAsks, string? Error);

/// <summary>
/// Runs a candidate on cases of a running shop, each on a copy of what the agent saw, in a store, shop and service of its own:
/// nothing is written to the live store or shop, and nobody is written to.
/// </summary>
public static class ShadowRun
{
    private const string EmptyShop = """{"currency": "CURRENCY", "products": [], "customers": [], "orders": []}""";

    /// <param name="since">Cases opened from then on.</param>
    public static async Task<ShadowReport> RunAsync(
        RecoveryStore store, IShop shop, DateTimeOffset since, EvalChoices choices, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("recovery-shadow-").FullName;
        try
        {
            var models = choices.Models!(choices.Model ?? "playbook");
            var policy = PolicyShelf.Open(choices.Policy ?? "default");
            using var responses = new ResponseCache(Path.Combine(folder, "responses.jsonl"));
            var files = await TrialFiles.MakeAsync(folder, [], TimeProvider.System, ct);
            var parts = new TrialParts(models, policy, since, files) { Responses = responses, Prompts = PromptBook.Load(choices.Prompts) };
            var found = new List<(ShadowCase Case, long Cost)>();
            var leftOut = 0;
            foreach (var id in Promotion.Ids(store, since))
                if (await LiveCase.FindAsync(store, shop, id, ct) is { } live)
                    found.Add(await OneAsync(live, parts, ct));
                else
                    leftOut++;
            var cases = found.ConvertAll(f => f.Case);
            var differing = cases.Where(c => c.Error is not null || c.LiveAsked != c.CandidateAsks || !c.Live.SequenceEqual(c.Candidate)).ToList();
            return new ShadowReport(
                string.Join(", ", models.Select(m => m.Name)), policy.Current.Hash, cases.Count, cases.Count - differing.Count, leftOut,
                cases.Count(c => c.LiveAsked), cases.Count(c => c.CandidateAsks), found.Sum(f => f.Cost), differing);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(ShadowCase, long)> OneAsync(LiveCase live, TrialParts parts, CancellationToken ct)
    {
        var (file, now) = (live.File, live.Seen.Now);
        var moves = file.Proposals.Where(p => p.Acted == "done").Select(p => p.Proposal.Move.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var shop = StartTemplates.Read(EmptyShop.Replace("CURRENCY", live.Seen.Order?.Currency.Code ?? "EUR", StringComparison.Ordinal), now);
        var row = new ShadowCase(file.Case.Id.Value, file.Case.Mode?.ToString() ?? "", moves, [], file.Approvals.Count > 0, false, null);
        try
        {
            var one = DatasetFile.Read(CaseLine.Write(live, "shadow"), file.Case.Id.Value, shop, now)[0];
            var trial = await new TrialRun(parts with { StartAt = now }).RunAsync(one, 0, new EndState([]), ct);
            return (row with
            {
                Candidate = [.. trial.DoneMoves.Order(StringComparer.Ordinal)],
                CandidateAsks = trial.AsksPerson,
                Error = trial.Unanswered,
            }, trial.CostMicros);
        }
        catch (EvalInputException e)
        {
            return (row with { Error = e.Message }, 0);
        }
    }
}
