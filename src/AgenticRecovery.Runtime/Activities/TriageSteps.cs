using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;
using AgenticRecovery.Workflows;
using Microsoft.Extensions.AI;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>Diagnosis by the triage agent, and the value of the case.</summary>
public sealed class TriageSteps(
    RecoveryStore store, CaseReader reader, Situations situations, AgentTurn agent, PromptBook prompts,
    PlaybookShelf playbooks, DeskHours calendar, TimeProvider clock)
{
    public CaseBudget Budget { get; init; } = CaseBudget.Default;

    /// <inheritdoc cref="ICaseSteps.DiagnoseAsync"/>
    [Activity]
    public async Task<Diagnosed> DiagnoseAsync(CaseRound of)
    {
        var context = ActivityExecutionContext.Current;
        var ct = context.CancellationToken;
        var id = new CaseId(of.CaseId);
        var now = await reader.ReadAsync(id, ct);
        if (store.Transcripts.FindTurn(id, "triage", of.Round) is { } known && now.Case.Diagnosis is { } earlier)
            return Result(earlier, known.TranscriptId);

        var input = new TriageInput
        {
            Case = id,
            Now = clock.GetUtcNow(),
            Signals = now.Signals,
            Facts = store.Cases.Facts(id),
            Order = now.Order,
            Customer = now.Customer,
            Texts = now.Texts,
        };
        var opened = await Prompting.OpenAsync(prompts, input, ct);
        var request = new TurnRequest("triage", opened, ToolShelf.Empty, Budget, CaseCalls.UseOf(store, id), context.Info.Attempt >= 6);
        var (said, transcript, call, failed) = await AskAsync(request, ct);
        var diagnosis = SecondReading.Of(said, call?.Model, input);
        var at = clock.GetUtcNow();
        var transcriptId = await store.WriteAsync(
            sql =>
            {
                var kept = store.Transcripts.AddTurn(sql, id, "triage", of.Round, transcript.ToJson(), at);
                if (call is not null)
                    store.Transcripts.AddCall(sql, CallRecords.Of(id, of.Round, call, kept.TranscriptId, at));
                CaseCalls.Fail(store, sql, id, "triage", of.Round, failed, at);
                store.Cases.Diagnose(sql, id, diagnosis, at);
                store.Cases.EnterState(sql, id, CaseState.Diagnosed, $"{diagnosis.Mode}, confidence {diagnosis.Confidence:0.00}", null, at);
                store.Tell(sql, id, at, "diagnosis", $"{of.Round}", Words(diagnosis, call), ("transcript", kept.TranscriptId));
                return kept.TranscriptId;
            },
            ct);
        return Result(diagnosis, transcriptId);
    }

    /// <inheritdoc cref="ICaseSteps.ValueAsync"/>
    [Activity]
    public async Task<Valued> ValueAsync(CaseRound of)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(of.CaseId);
        var now = await reader.ReadAsync(id, ct);
        var situation = await situations.OfAsync(now, null, ct);
        var playbook = playbooks[situation.Mode];
        var ladder = LadderValue.Of(playbook, situation, playbooks.CostsIn(situation.Currency));
        var sla = DeadlinesOf(playbook, now);
        var kept = Valuations.Keep(ladder);
        var value = new CaseValue(
            playbook.Queue, playbook.Owner, sla.FirstTouchAt, sla.DecisionAt, sla.UpdateAt, kept.AtRisk, kept.Best, Valuations.Write(kept));
        var at = clock.GetUtcNow();
        await store.WriteAsync(
            sql =>
            {
                store.Cases.Value(sql, id, value, at);
                store.Cases.EnterState(sql, id, CaseState.Valued, $"{kept.AtRisk} at risk, smallest effective move {kept.Best}", null, at);
                store.Tell(sql, id, at, "value", $"{of.Round}", $"{kept.AtRisk} at risk; smallest move expected to work: {kept.Best}");
            },
            ct);
        return new Valued(
            playbook.Queue, playbook.Owner, sla, kept.AtRisk.Minor, kept.AtRisk.Currency.Code, kept.Best,
            new WaitPlan(playbook.AnswerWithin, playbook.RemindAfter, playbook.OnSilence), playbook.Escalation);
    }

    private Deadlines DeadlinesOf(Playbook playbook, CaseNow now)
    {
        var start = now.Case.OpenedAt;
        var cliffs = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (now.Order?.CutoffAt is { } cutoff)
            cliffs[Cliffs.Cutoff] = cutoff;
        if (now.Order?.PromisedAt is { } promise)
            cliffs[Cliffs.Promise] = promise;
        if (now.Attributes.TryGetValue(FactNames.DueAt, out var text) && Signals.IsoTime.TryParse(text, out var due))
            cliffs[Cliffs.DisputeDue] = due;
        DateTimeOffset At(SlaTarget target) => target.DueAt(start, calendar, cliffs);
        return new Deadlines(At(playbook.Sla.FirstTouch), At(playbook.Sla.Decision), playbook.Sla.Update is { } update ? At(update) : null);
    }

    /// <summary>
    /// Asks, and once more with the reason when the answer cannot be read. A triage that gives up or stays unreadable makes the
    /// case unclear, which is a person's to look at; it never guesses.
    /// </summary>
    private async Task<(Diagnosis, Transcript, Agents.ModelCall?, IReadOnlyList<FailedCall>)> AskAsync(TurnRequest request, CancellationToken ct)
    {
        var evidence = request.Transcript.Messages[0].Text;
        var failed = new List<FailedCall>();
        for (var isSecond = false; ; isSecond = true)
        {
            var outcome = await agent.TakeAsync(request, ct);
            failed.AddRange(outcome.Failed);
            if (outcome is not TurnOutcome.Answered answered)
                return (Unclear(((TurnOutcome.GaveUp)outcome).Reason), request.Transcript, null, failed);
            var reading = DiagnosisReader.Read(answered.Message.Text, evidence);
            if (reading is DiagnosisReading.Readable readable)
                return (readable.Diagnosis, answered.Transcript, answered.Call, failed);
            var why = ((DiagnosisReading.Unreadable)reading).Reason;
            failed.Add(new FailedCall(answered.Call.Model, "an unreadable diagnosis: " + why, answered.Call));
            if (isSecond)
                return (Unclear(why), answered.Transcript, null, failed);
            request = request with { Transcript = answered.Transcript.With(new ChatMessage(ChatRole.User, $"That cannot be used: {why}. Answer again with the one JSON object and nothing else.")) };
        }
    }

    private static Diagnosis Unclear(string why) => new()
    {
        Mode = FailureMode.Unclear,
        Confidence = 0,
        Fixability = Fixability.NeedsPerson,
        Missing = [why],
    };

    private static Diagnosed Result(Diagnosis diagnosis, string transcriptId) =>
        new(diagnosis.Mode, diagnosis.Confidence, diagnosis.Fixability, transcriptId, []);

    private static string Words(Diagnosis diagnosis, Agents.ModelCall? call) =>
        $"{call?.Model ?? "no model"} says {diagnosis.Mode} ({diagnosis.Confidence:0.00}), {diagnosis.Fixability}"
        + (diagnosis.RootCauses.Count > 0 ? $"; cause {string.Join(", ", diagnosis.RootCauses.Select(c => c.Tag))}" : "")
        + (diagnosis.Missing.Count > 0 ? $"; missing {string.Join(", ", diagnosis.Missing)}" : "");
}
