using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;

namespace AgenticRecovery.Activities;

/// <summary>Between a verdict with its words and the form in which workflow history carries it.</summary>
internal static class GivenVerdicts
{
    public static async Task<GivenVerdict> KeepAsync(RecoveryStore store, CaseId id, Verdict verdict, DateTimeOffset at, CancellationToken ct) => new(
        await store.Notes.PutAsync(id, StoreJson.Write(verdict), at, ct),
        verdict.Proposal.Value, verdict.ProposalHash, verdict.By, verdict.Roles, Word(verdict));

    public static Verdict Read(RecoveryStore store, string id) =>
        StoreJson.Read<Verdict>(store.Notes.Find(id) ?? throw new InvalidOperationException($"There is no verdict {id}."));

    /// <summary>Why a case ended, in words: a verdict's own, or the workflow's.</summary>
    public static string Why(RecoveryStore store, string why) =>
        store.Notes.Find(why) is { } note && note.StartsWith('{') ? VerdictRules.Words(StoreJson.Read<Verdict>(note)).Why : store.Notes.Read(why);

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ask ask => ask.OfCustomer ? "ask-customer" : "ask-colleague",
        _ => VerdictRules.Words(verdict).Word,
    };
}
