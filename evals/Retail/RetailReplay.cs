using System.Diagnostics;
using System.Text.Json.Nodes;
using AgenticRecovery.Activities;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Policy;
using AgenticRecovery.Triage.Guarding;

namespace AgenticRecovery.Evals.Retail;

/// <summary>
/// Replays recorded tool calls of real models through the shop's tools and the grader, and asks policy book and guard about every
/// write in the state it was made in. The run goes on as it was recorded, whatever they say.
/// </summary>
internal sealed class RetailReplay(RetailShop tau, RetailShop tau2, RetailJudge judge, IReadOnlyDictionary<string, RetailRequest> requests, TimeProvider clock)
{
    private readonly Dictionary<string, RetailReference> _references = new(StringComparer.Ordinal);

    public async Task<ReplayedRun> RunAsync(RecordedRun run, CancellationToken ct)
    {
        var shop = run.Semantics == RetailSemantics.Tau ? tau : tau2;
        var reference = await ReferenceAsync(run, shop, ct);
        await shop.ResetAsync(ct);
        var (words, writes) = (new List<string>(), new List<JudgedWrite>());
        foreach (var step in run.Steps)
        {
            if (step is RunStep.Said said)
                words.Add(said.Text);
            else if (step is RunStep.Called { Call: var call } && RetailShop.Tools.ContainsKey(call.Tool))
                await CallAsync(call, shop, reference, words, writes, ct);
        }

        return new ReplayedRun(run.File, run.Ticket, run.Verdict, reference?.IsReached(shop.Changed()), writes);
    }

    /// <summary>Every mutant of every reference write of a request, each in the state the write would be made in.</summary>
    public async Task<IReadOnlyList<JudgedWrite>> MutantsAsync(RetailRequest request, RetailMutants mutants, CancellationToken ct)
    {
        var reference = await RetailReference.RunAsync(tau2, request.Reference, ct);
        await tau2.ResetAsync(ct);
        var judged = new List<JudgedWrite>();
        foreach (var call in request.Reference)
        {
            var before = RetailCalls.Write(call);
            var made = before is null ? [] : await mutants.OfAsync(request.Id, before, tau2, ct);
            foreach (var (kind, mutant) in made.Where(m => !reference.Writes.Contains(m.Write.Key)))
                judged.Add(await JudgeAsync(mutant, kind, false, [request.Ticket], tau2, ct));
            await tau2.CallAsync(call.Tool, call.Arguments, ct);
        }

        return judged;
    }

    private async Task CallAsync(RetailCall call, RetailShop shop, RetailReference? reference, List<string> words, List<JudgedWrite> writes, CancellationToken ct)
    {
        // The judgement is asked before the call, and counts only where the shop then carries the write out.
        var write = reference is null ? null : RetailCalls.Write(call);
        var judged = write is null ? null : await JudgeAsync(write, call.Tool, reference!.Writes.Contains(write.Key), words, shop, ct);
        var answer = await shop.CallAsync(call.Tool, call.Arguments, ct);
        if (judged is not null && !answer.IsError)
            writes.Add(judged);
    }

    private async Task<JudgedWrite> JudgeAsync(RetailWrite write, string kind, bool isRight, IReadOnlyList<string> words, RetailShop shop, CancellationToken ct)
    {
        var (decision, match) = await judge.DecideAsync(write, words, shop, clock.GetUtcNow(), ct);
        return new JudgedWrite(kind, isRight, decision.Word, decision.Rule, match?.Check ?? "", write.Key);
    }

    /// <summary>The request's own reference goes before the recording's; a dialogue has its own. Null where nobody says what is right.</summary>
    private async Task<RetailReference?> ReferenceAsync(RecordedRun run, RetailShop shop, CancellationToken ct)
    {
        var calls = run.Reference ?? (run.Semantics == RetailSemantics.Tau2 && requests.TryGetValue(run.Ticket, out var request) ? request.Reference : null);
        if (calls is null)
            return null;
        var key = $"{run.Semantics} {string.Join('\n', calls.Select(c => $"{c.Tool} {c.Arguments.ToJsonString()}"))}";
        if (!_references.TryGetValue(key, out var known))
            _references[key] = known = await RetailReference.RunAsync(shop, calls, ct);
        return known;
    }
}

/// <param name="Kind">The tool, or the kind of mutant.</param>
/// <param name="Word">What the book said: allow, approval or deny.</param>
/// <param name="Check">The guard's check; empty where it found nothing.</param>
public sealed record JudgedWrite(string Kind, bool IsRight, string Word, string Rule, string Check, string Write)
{
    public bool IsStopped => Word != "allow";
}

/// <param name="Recorded">The verdict then; null where the recording does not say.</param>
/// <param name="Reached">Whether the end state is the reference's; null where there is no reference.</param>
public sealed record ReplayedRun(string File, string Ticket, bool? Recorded, bool? Reached, IReadOnlyList<JudgedWrite> Writes);
